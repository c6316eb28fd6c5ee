"""What is done with the frames of a scene: film them, or take stills."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from lecture.drawing.canvas import Picture
from lecture.drawing.renderer import FrameRenderer, Visitor
from lecture.drawing.tiles import Rectangle
from scenes.timeline import Beat


class Film(Protocol):
    """Where the frames of a clip go, in order."""

    def write(
        self, picture: Picture, repeat: int, changes: Sequence[Rectangle] | None = None
    ) -> None:
        """Show ``picture`` for ``repeat`` frames. The array may be drawn over afterwards.

        It differs from the one before in ``changes`` at most; None if that is not known.
        """

    def begin_beat(self) -> None:
        """The next frame starts a beat."""


class Filming(Visitor):
    """Draws every frame; a hold is drawn once. ``report`` is told of every few frames drawn."""

    def __init__(self, film: Film, report: Callable[[int], None] = lambda frames: None) -> None:
        self.film = film
        self.report = report

    def offsets(self, start: int, count: int) -> Sequence[int]:
        """All of them."""
        return range(count)

    def visit(self, renderer: FrameRenderer, frame: int, repeat: int) -> None:
        """Draw the frame and hand it on."""
        self.film.write(renderer.picture(), repeat, renderer.changes())
        self.report(repeat)

    def begin_beat(self, renderer: FrameRenderer, name: str) -> None:
        """A viewer may want to jump here."""
        self.film.begin_beat()


@dataclass(frozen=True)
class Still:
    """One frame kept, what it is called and how long it is shown."""

    picture: Picture
    label: str
    frame: int


class BeatStills(Visitor):
    """Draws the last state of every beat and nothing else."""

    def __init__(self, keep: Callable[[Still], None]) -> None:
        self.keep = keep

    def offsets(self, start: int, count: int) -> Sequence[int]:
        """The last frame, so that whatever follows an animation has followed it."""
        return (count - 1,)

    def end_beat(self, renderer: FrameRenderer, beat: Beat) -> None:
        """Draw and keep."""
        self.keep(Still(renderer.picture().copy(), beat.name, renderer.frame))


class EveryFewFrames(Visitor):
    """Draws every ``step``-th frame between two frames of the clip: motion on a contact sheet."""

    def __init__(
        self, keep: Callable[[Still], None], step: int, first: int = 0, last: int | None = None
    ) -> None:
        self.keep = keep
        self.step = step
        self.first = first
        self.last = last
        self.beat = ""

    def offsets(self, start: int, count: int) -> Sequence[int]:
        """The frames on the grid, and the last one, so that updaters have followed."""
        return sorted({*self._chosen(start, count), count - 1})

    def visit(self, renderer: FrameRenderer, frame: int, repeat: int) -> None:
        """Draw the frame if it is on the grid; a hold is kept once."""
        if self._chosen(frame, repeat if repeat == 1 else self.step):
            self.keep(Still(renderer.picture().copy(), self.beat, frame))

    def begin_beat(self, renderer: FrameRenderer, name: str) -> None:
        """Stills are labelled with their beat."""
        self.beat = name

    def _chosen(self, start: int, count: int) -> list[int]:
        end = start + count if self.last is None else min(start + count, self.last + 1)
        return [n - start for n in range(max(start, self.first), end) if n % self.step == 0]
