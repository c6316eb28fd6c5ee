"""Where the steps of a wiring stand, and the routes that its wires take between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from scenes.mobjects.shapes.wires import Route, rounded

# Of the length of a wire to a word:
_STUB = 0.55  # the dead end of an output that nobody uses
_BRANCH = 0.42  # above the block: where an output turns off to be fed back
_DIP = 0.58  # below the block: where it comes round from
_LEAST_DIP = 0.33  # room for an arrowhead after the bend
_BEND = 0.14


@dataclass(frozen=True)
class Places:
    """One block a step: their middles ``xs`` at height ``y``, their size, and how far wires reach.

    Steps count from 1; a step after the last stands where the last one does.
    """

    xs: tuple[float, ...]
    y: float
    width: float  # of a block
    height: float
    wire: float  # length of a wire to a word
    entry: float = 1.0  # length of the wire by which a context enters at step 1

    def x(self, step: int) -> float:
        """The middle of the block of ``step``."""
        return self.xs[min(step, len(self.xs)) - 1]

    @property
    def top(self) -> float:
        """The upper edge of the blocks."""
        return self.y + self.height / 2

    @property
    def bottom(self) -> float:
        """The lower edge of the blocks."""
        return self.y - self.height / 2

    def gap(self, step: int) -> float:
        """How far the block of ``step`` stands from the one after it, edge to edge."""
        return self.x(step + 1) - self.x(step) - self.width

    def input_route(self, step: int) -> Route:
        """Up into the block, from the word that it reads."""
        return _straight((self.x(step), self.bottom - self.wire), (self.x(step), self.bottom))

    def output_route(self, step: int) -> Route:
        """Up out of the block, to the word that it writes."""
        return _straight((self.x(step), self.top), (self.x(step), self.top + self.wire))

    def dead_end_route(self, step: int) -> Route:
        """Up out of the block, to nobody."""
        return _straight((self.x(step), self.top), (self.x(step), self.top + _STUB * self.wire))

    def state_route(self, step: int) -> Route:
        """From block to block; the context that enters at step 1 has the number 0."""
        end = self.x(step + 1) - self.width / 2
        start = end - self.entry if step == 0 else self.x(step) + self.width / 2
        return _straight((start, self.y), (end, self.y))

    def feedback_route(self, step: int) -> Route:
        """From the output of ``step`` down between two blocks and into the next from below."""
        start, end = self.x(step), self.x(step + 1)
        between = (start + end) / 2
        high = self.top + _BRANCH * self.wire
        low = self.bottom - max(_DIP * self.wire, _LEAST_DIP)
        corners = [
            (start, high), (between, high), (between, low), (end, low), (end, self.bottom),
        ]  # fmt: skip
        return rounded(corners, _BEND)

    def towards(self, other: Self, share: float) -> "Places":
        """``share`` of the way to ``other``; copies that one of them lacks come out of its last."""

        def between(start: float, end: float) -> float:
            return start + (end - start) * share

        steps = range(1, max(len(self.xs), len(other.xs)) + 1)
        return Places(
            tuple(between(self.x(step), other.x(step)) for step in steps),
            *(
                between(getattr(self, name), getattr(other, name))
                for name in ("y", "width", "height", "wire", "entry")
            ),
        )


def _straight(*ends: Sequence[float]) -> Route:
    return rounded(ends)
