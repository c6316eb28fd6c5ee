"""Which frames of a clip show how it moves."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Motion:
    """Which frames to show instead of the ends of beats, in seconds."""

    every: float
    start: float = 0.0
    end: float | None = None
