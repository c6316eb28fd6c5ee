"""Where the blocks of a wired network stand in the room that they are given."""

from dataclasses import dataclass

from rnn_math.errors import LayoutError
from rnn_math.wiring import Wiring
from scenes.mobjects.network.places import Places
from scenes.theme import Frame, Size

MOST_STEPS = 16
_WIDEST = 0.95  # block
_SHARE = 0.56  # of the distance from block to block, which a block takes


@dataclass(frozen=True)
class WiringLayout:
    """Where a wired network stands: its row of blocks, and how far its wires reach."""

    y: float = 0.0
    left: float = -Frame.SAFE_X
    right: float = Frame.SAFE_X
    block_height: float = 0.95
    wire: float = 0.62  # length of a wire to a word
    entry: float = 0.8  # length of the wire by which a context enters at step 1
    size: float = Size.TOKEN  # of the words
    narrowest: float = 0.42  # a block in which colours can still be told apart
    most: int = MOST_STEPS  # side by side


def placed(wiring: Wiring, layout: WiringLayout) -> Places:
    """A place for every step of ``wiring``, side by side; two networks stand apart.

    Raises :class:`LayoutError` for more steps than can be drawn legibly.
    """
    count, crossing = len(wiring), wiring.context or 0
    if count > layout.most:
        raise LayoutError(f"{count} steps cannot be drawn side by side; use at most {layout.most}")
    left = layout.left + (layout.entry if crossing == 1 else 0.0)
    room = layout.right - left
    extra = 0.6 if crossing > 1 else 0.0
    spacing = min(2.3, room / (count + extra))
    width = min(_WIDEST, _SHARE * spacing)
    if width < layout.narrowest:
        raise LayoutError(
            f"{count} steps in {room:.1f} units leave blocks of {width:.2f}; use at most "
            f"{int(room * _SHARE / layout.narrowest - extra)} steps"
        )
    xs = [t * spacing + (extra * spacing if t + 1 >= crossing > 1 else 0) for t in range(count)]
    middle = (left + layout.right) / 2 - (xs[0] + xs[-1]) / 2
    return Places(
        tuple(x + middle for x in xs),
        layout.y,
        width,
        layout.block_height,
        layout.wire,
        layout.entry,
    )
