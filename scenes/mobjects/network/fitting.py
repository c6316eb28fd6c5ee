"""Room for the words of a wired network, whatever their length and number."""

from collections.abc import Callable
from dataclasses import replace

from rnn_math.errors import LayoutError
from scenes.mobjects.network.wired_network import WiringLayout
from scenes.theme import Size

# Length of a wire and size of a word, from the most pleasant on; the last is still legible.
_TIGHTER = ((0.5, Size.TOKEN), (0.42, Size.TOKEN), (0.42, 0.27), (0.36, Size.SMALLEST))


def fitted(
    ends: Callable[[WiringLayout], tuple[float, float]],
    layout: WiringLayout,
    floor: float,
    ceiling: float,
) -> WiringLayout:
    """The layout nearest to ``layout`` in which everything is between ``floor`` and ``ceiling``.

    ``ends`` says how low and how high a layout reaches. Long words may stand on two levels; then
    the blocks move up or down if that is enough, or else wires, and at last words, get smaller.
    Raises :class:`LayoutError` if that is not enough either.
    """
    for wire, size in ((layout.wire, layout.size), *_TIGHTER):
        tried = replace(layout, wire=min(wire, layout.wire), size=min(size, layout.size))
        low, high = ends(tried)
        if high - low <= ceiling - floor:
            shift = max(floor - low, 0.0) - max(high - ceiling, 0.0)
            return replace(tried, y=tried.y + shift)
    raise LayoutError(
        f"cells and words are {high - low:.1f} units high, have {ceiling - floor:.1f}; use fewer "
        "or shorter words"
    )
