"""The one way in which a number is written: video, page, captions and tests call this."""

MINUS = "\N{MINUS SIGN}"


def format_number(value: float, decimals: int = 2, *, signed: bool = True) -> str:
    """Write ``value`` with a fixed number of ``decimals`` and a true minus sign.

    ``signed`` puts a plus before what is positive. What rounds to zero has no sign:
    "+0.00" would claim a direction that the digits do not show.
    """
    digits = f"{abs(value):.{decimals}f}"
    if not digits.strip("0."):
        return digits
    if value < 0:
        return MINUS + digits
    return f"+{digits}" if signed else digits


def format_percent(fraction: float, decimals: int = 0) -> str:
    """Write a probability or a score as a percentage: 0.987 → ``99 %``."""
    return f"{100 * fraction:.{decimals}f}\N{NO-BREAK SPACE}%"
