"""The one way in which a number is written: video, page, captions and tests call this.

Its form is that of the current language (``scenes.languages``).
"""

import re

from scenes.languages import current, typography

MINUS = "\N{MINUS SIGN}"

NUMBER = re.compile(r"[<>]?[+\N{MINUS SIGN}]?\d+(?:[.,](\d+))?")
"""What the functions here write, in any language, but for the sign of a percentage."""


def format_number(
    value: float, decimals: int = 2, *, signed: bool = True, bounded: bool = False
) -> str:
    """Write ``value`` with a fixed number of ``decimals`` and a true minus sign.

    ``signed`` puts a plus before what is positive. What rounds to zero has no sign:
    "+0.00" would claim a direction that the digits do not show. What is ``bounded``, a length,
    is not rounded to nothing: 0.00002 is less than 0.0001, and written so.
    """
    digits = f"{abs(value):.{decimals}f}"
    if not digits.strip("0."):
        least = f"<{10**-decimals:.{decimals}f}"
        return _in_language(least if bounded and value else digits)
    sign = MINUS if value < 0 else "+" if signed else ""
    return sign + _in_language(digits)


def format_percent(fraction: float, decimals: int = 0) -> str:
    """Write a probability or a score as a percentage: 0.987 → ``99 %``.

    What is not certain is not rounded to certainty, nor what is possible to impossibility:
    0.9996 is more than 99.9 %, and written so.
    """
    digits = f"{100 * fraction:.{decimals}f}"
    if fraction < 1 and float(digits) >= 100:
        digits = f">{100 - 10**-decimals:.{decimals}f}"
    elif fraction > 0 and float(digits) == 0:
        digits = f"<{10**-decimals:.{decimals}f}"
    return _in_language(digits) + typography(current()).percent


def decimals_of(number: str) -> int:
    """How many decimals the first number in a text has."""
    match = NUMBER.search(number)
    return len(match[1] or "") if match else 0


def _in_language(digits: str) -> str:
    return digits.replace(".", typography(current()).decimal)
