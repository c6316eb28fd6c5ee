"""Beats into runs of about equal length, for workers to film side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

_SHORTEST = 8  # seconds: a run begins by walking all that comes before it

Wanted = Sequence[tuple[int, int]]
"""Beats of one clip: number and frames of each."""


@dataclass(frozen=True)
class Share:
    """Every ``of``-th beat of a clip, from ``first`` on; how many it has need not be known."""

    first: int = 0
    of: int = 1

    def __contains__(self, beat: object) -> bool:
        return isinstance(beat, int) and beat % self.of == self.first


ALL = Share()


def shares(lengths: Sequence[int], workers: int) -> Iterator[tuple[int, Share]]:
    """Who films what of clips that were never walked: number and share of a clip, first ones first.

    ``lengths`` are guesses, in beats. After the first clip, of which a user soon sees something,
    the longest come first. A clip is cut into parts that take one worker about as long as all need
    for what is left, so that all end at the same time; who films a part must walk all of it.
    """
    left = sum(lengths)
    for clip in sorted(range(len(lengths)), key=lambda n: (n > 0, -lengths[n])):
        parts = max(1, min(lengths[clip], round(lengths[clip] * workers / left)))
        left -= lengths[clip]
        yield from ((clip, Share(part, parts)) for part in range(parts))


def split(clips: Sequence[Wanted], workers: int, fps: int) -> list[list[tuple[int, ...]]]:
    """For each clip, its wanted beats in runs: two for each worker, over all clips together."""
    total = sum(frames for wanted in clips for _, frames in wanted)
    length = total if workers == 1 else max(ceil(total / (2 * workers)), _SHORTEST * fps)
    return [list(_runs(wanted, length)) for wanted in clips]


def _runs(wanted: Wanted, length: int) -> Iterator[tuple[int, ...]]:
    """``wanted`` cut between beats into as many runs as have ``length`` frames."""
    total = sum(frames for _, frames in wanted)
    count = max(1, round(total / length)) if length else 1
    run: list[int] = []
    before = ended = 0
    for number, frames in wanted:
        middle = before + frames / 2
        if run and middle * count >= (ended + 1) * total:
            yield tuple(run)
            run = []
            ended = int(middle * count // total)
        run.append(number)
        before += frames
    if run:
        yield tuple(run)
