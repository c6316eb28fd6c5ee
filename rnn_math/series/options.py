"""What a lecturer can settle about a file, and what was done to it. Imports no NumPy."""

from dataclasses import dataclass
from typing import Literal

Missing = Literal["refuse", "drop", "interpolate"]
Mark = Literal[".", ","]
Dates = Literal["day-first", "month-first"]


@dataclass(frozen=True)
class Options:
    """What settles how a file is read where it does not say so itself."""

    column: str | int | None = None  # by its name, or by its number from 1
    missing: Missing = "refuse"
    decimal_mark: Mark | None = None
    dates: Dates | None = None


@dataclass(frozen=True)
class Found:
    """What was done to the rows of a file before they became a series."""

    turned: bool = False  # the newest came first
    dropped: int = 0  # rows without a value
    filled: int = 0  # values between two others
    gaps: int = 0  # steps of a regular calendar without a row


UNSETTLED = Options()
AS_IT_STOOD = Found()
