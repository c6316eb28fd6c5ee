"""The loop of a rolled network, which unrolling pulls open."""

from manim.utils.rate_functions import ease_in_out_sine

from scenes.mobjects.shapes.wires import Route, rounded

_RISE = 0.38  # over the top of the block
_REACH = 0.5  # to either side of it
_CLOSER = 0.2  # a loop that runs inside of another one


def pulled_open(
    opened: float, distance: float, width: float, height: float, lane: float = 0.0
) -> Route:
    """The loop of a block, around its middle, ``opened`` from 0 to 1.

    One in another ``lane`` leaves and enters the block that much higher, and runs inside of it.

    Its tail stays on this block, its head rides on the next one, which ends up ``distance`` away.
    It is pulled tight like a slip knot: once there is a gap between the two blocks, it gets lower
    as it gets narrower, and nothing but a straight arrow is left of it.
    """
    side = width / 2
    end, gap = distance * opened, distance - width
    reach = _REACH + (min(_REACH, gap / 2) - _REACH) * opened
    tight = min(max(end - width, 0.0) / (2 * reach), 1.0)
    top = (height / 2 + _RISE) * (1 - ease_in_out_sine(tight))
    out, back = side + reach, end - side - reach
    if lane:
        closer = _CLOSER * (1 - opened)
        out, back = out - closer, back + closer
        top = lane + (height / 2 + _RISE - _CLOSER - lane) * (1 - ease_in_out_sine(tight))
    corners = [
        (side, lane), (out, lane), (out, top), (back, top), (back, lane), (end - side, lane)
    ]  # fmt: skip
    return rounded(corners, 0.3)
