"""How many digits of a length, or of a loss, tell something. Knows nothing of Manim."""

import math

from scenes.numerals import format_number

_MOST_DECIMALS = 4


def decimals_of(value: float) -> int:
    """As many that two digits tell something, if they are not too many; none for large numbers."""
    if value == 0:
        return 2
    if value >= 100:
        return 0
    if value >= 10:
        return 1
    return min(max(2, 1 - math.floor(math.log10(value))), _MOST_DECIMALS)


def written(value: float) -> str:
    """A length as it stands in the picture."""
    return format_number(value, decimals_of(value), signed=False, bounded=True)
