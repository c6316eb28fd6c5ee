"""What the audit reports, and the limits that it holds pictures to."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "number", "unbound", "light", "outside", "overlap", "crossing", "hidden", "size", "contrast",
    "reading", "captions", "claim",
]  # fmt: skip

TEXT_CONTRAST = 4.5
GRAPHICS_CONTRAST = 3.0  # both from WCAG 2.2
NEIGHBOURS_CONTRAST = 1.2  # of values side by side, of which one stands out
X_HEIGHT = 12 / 135  # scene units: 12 pixels at 1080p
SCRIPT = 0.7  # size of a sub- or superscript in its formula
CHARACTERS_A_SECOND = 17.0
PATIENCE = 0.3  # seconds that a fault may last while things move
LEGIBLE = 0.5  # opacity from which moving text is read
VISIBLE = 0.02  # opacity from which anything is seen at all
OPAQUE = 0.95


@dataclass(frozen=True)
class Finding:
    """One fault: in which beat, first seen at which second of the clip, and how to mend it."""

    kind: Kind
    clip: str
    beat: str
    seconds: float
    what: str
    message: str

    def __str__(self) -> str:
        place = f"{self.clip}.{self.beat} {self.seconds:.2f} s"
        return f"{place}  {self.kind}: {self.what}: {self.message}"


@dataclass(frozen=True)
class Suspect:
    """A fault in one picture; it becomes a finding at rest, or if it lasts.

    ``key`` recognises it from picture to picture; what ``at_once`` is no less wrong for being
    short.
    """

    kind: Kind
    key: tuple[int | str, ...]
    what: str
    message: str
    at_once: bool = False
