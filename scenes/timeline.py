"""What a clip says and shows, beat by beat, in whole frames.

The scene records it while it is built; captions, chapters, transcript, storyboard and tests
read it. Knows nothing of Manim.
"""

from dataclasses import dataclass, field

from scenes.speech.said import Said


@dataclass(frozen=True)
class Shown:
    """A number on screen and the trace entry that it is bound to.

    ``index`` is zero-based; ``step`` counts from 1 as the lecture does, 0 for what no step owns.
    """

    text: str
    trace: str
    quantity: str
    step: int
    index: tuple[int, ...]


@dataclass(frozen=True)
class Beat:
    """One named moment of a clip: ``frames`` whole frames from frame ``start``.

    What is said aloud is in ``speech``; ``marks`` are names and frames, in the clip, of words that
    something waited for.
    """

    name: str
    start: int
    frames: int
    headline: str
    narration: str
    roles: tuple[str, ...] = ()
    numbers: tuple[Shown, ...] = ()
    speech: tuple[Said, ...] = ()
    marks: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Timeline:
    """A whole clip at ``fps`` frames a second."""

    clip: str
    title: str
    fps: int
    beats: tuple[Beat, ...] = field(default=())

    @property
    def frames(self) -> int:
        """Length in frames."""
        return sum(beat.frames for beat in self.beats)

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return self.frames / self.fps
