"""What the command is asked for, and what it hears of while it runs."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wishes:
    """What the command was asked for, as it was written."""

    clips: tuple[str, ...]
    config_file: str | None
    settings: tuple[str, ...]
    theme: str | None
    voice: str | None
    quality: str
    renderer: str
    out: str
    cache_folder: str


@dataclass(frozen=True)
class Saved:
    """A file has changed; ``is_code`` if it is one that processes remember."""

    is_code: bool
    at: float  # when it was noticed, on the monotonic clock


@dataclass(frozen=True)
class Looked:
    """The page shows another clip, or another beat of it."""

    clip: str
    beat: int
