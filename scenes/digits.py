"""How many digits of a number a picture shows. Knows nothing of Manim."""

from decimal import Decimal

import numpy as np

from rnn_math.errors import LayoutError
from rnn_math.trace import Trace

NUMBERED = 8  # entries a side up to which cells carry their numbers
FEW = 4  # numbers in a line, up to which there is room for more than two decimals
_LARGEST = 99_999.0


def decimals_for(array: np.ndarray, quantity: str) -> int:
    """Decimals that keep the numbers of ``array`` short; :class:`LayoutError` if nothing does."""
    largest = float(np.abs(array).max())
    if largest > _LARGEST:
        raise LayoutError(
            f"{quantity}: {largest:g} is too long to be drawn in a cell; "
            f"scale the weights so that numbers stay below {_LARGEST:g}"
        )
    return 2 if largest < 9.995 else 1 if largest < 99.95 else 0


def telling_decimals(*arrays: np.ndarray) -> int:
    """Two, or up to four where even the largest number would say next to nothing with two."""
    largest = max(float(np.abs(array).max()) for array in arrays)
    return 2 if largest >= 0.1 or largest == 0 else 3 if largest >= 0.01 else 4


def decimals_of_column(trace: Trace, quantity: str, step: int) -> int:
    """Decimals of one of the columns that are added up at ``step``."""
    fewest = decimals_for(trace.array(quantity, 0 if quantity == "b" else step), quantity)
    return decimals_of_step(trace, step) if fewest == 2 else fewest


def terms_as_shown(trace: Trace, step: int, unit: int) -> tuple[Decimal, ...]:
    """W_x x, W_h h, b and their sum z of a ``unit``, from 0, in the digits of their columns."""
    found = []
    for quantity in ("Wx", "Wh", "b", "z"):
        value = float(trace.array(quantity, 0 if quantity == "b" else step)[unit])
        found.append(Decimal(f"{value:.{decimals_of_column(trace, quantity, step)}f}"))
    return tuple(found)


def unit_that_adds_up(trace: Trace, step: int) -> int:
    """The first unit, from 0, whose terms add up as they are shown; 0 if there is none.

    Of a long column only the first number is shown.
    """
    count = trace.cell.hidden_size
    for unit in range(count if count <= NUMBERED else 1):
        *terms, total = terms_as_shown(trace, step, unit)
        if sum(terms) == total:
            return unit
    return 0


def decimals_of_step(trace: Trace, step: int) -> int:
    """Decimals of all columns that are added up and bent: what adds up looks alike."""
    arrays = [trace.array(quantity, step) for quantity in ("Wx", "Wh", "z", "h")]
    count = len(arrays[0])
    if FEW < count <= NUMBERED:
        return 2
    return telling_decimals(*(array[: count if count <= NUMBERED else 1] for array in arrays))
