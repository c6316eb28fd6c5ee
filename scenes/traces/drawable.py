"""How large a model may be for its clip to show it."""

from rnn_math.cell import Cell
from rnn_math.errors import LayoutError

MOST_UNITS = 64  # what a block or a strip of colours still shows one by one


def demand_drawable(cell: Cell) -> None:
    """Raise :class:`LayoutError` for more units than a block can show."""
    if cell.hidden_size > MOST_UNITS:
        raise LayoutError(f"{cell.hidden_size} units, must have at most {MOST_UNITS} to be drawn")
