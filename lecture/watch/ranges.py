"""``Range`` of HTTP, as far as video players use it (RFC 9110, section 14)."""

import re

_ONE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


def asked_range(header: str | None, size: int) -> tuple[int, int] | None:
    """First and last byte, from 0, of ``size`` that are asked for; None for all of them.

    A range that is not understood, or of several parts, is none, as the standard allows. Raises
    ValueError if no byte of it is there.
    """
    match = _ONE.fullmatch((header or "").replace(" ", ""))
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        start, end = max(size - int(last), 0), size - 1
    else:
        start, end = int(first), min(int(last), size - 1) if last else size - 1
        if last and int(last) < int(first):
            return None
    if start > end:
        raise ValueError(f"bytes {header} of {size}")
    return start, end
