"""One height and one length of wires for every row of a clip, so that only the wiring changes."""

from collections.abc import Callable
from dataclasses import replace

from rnn_math.errors import LayoutError
from scenes.mobjects.task_row import TaskRow
from scenes.mobjects.wired_network import WiringLayout
from scenes.theme import Size

# Length of a wire and size of a word, from the most pleasant on; the last is still legible.
_TIGHTER = ((0.5, Size.TOKEN), (0.42, Size.TOKEN), (0.42, 0.27), (0.36, Size.SMALLEST))


def shared_rows(
    draw: Callable[[WiringLayout], dict[str, TaskRow]],
    layout: WiringLayout,
    floor: float,
    ceiling: float,
) -> tuple[WiringLayout, dict[str, TaskRow]]:
    """All rows between ``floor`` and ``ceiling`` in one layout, and that layout.

    ``draw`` draws them in a layout. Long words may stand on two levels; then all rows move up or
    down if that is enough, or else their wires, and at last their words, get smaller. Raises
    :class:`LayoutError` if that is not enough either.
    """
    for wire, size in ((layout.wire, layout.size), *_TIGHTER):
        tried = replace(layout, wire=wire, size=size)
        rows = draw(tried)
        lows, highs = zip(*(row.ends for row in rows.values()), strict=True)
        low, high = min(lows), max(highs)
        if high - low <= ceiling - floor:
            shift = max(floor - low, 0.0) - max(high - ceiling, 0.0)
            fitted = replace(tried, y=tried.y + shift)
            return fitted, draw(fitted) if shift else rows
    longest = max((word for row in rows.values() for word in row.words), key=len)
    raise LayoutError(
        f"cells and words are {high - low:.1f} units high, have {ceiling - floor:.1f}; use fewer "
        f"or shorter words than {longest!r}"
    )
