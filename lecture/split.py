"""Beats into runs of about equal length, for workers to film side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

_PARTS = 4  # of a clip that has about eight beats
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


def shares(clips: int, workers: int) -> list[list[Share]]:
    """For each of so many clips that were never walked, how workers film it.

    Each takes a clip of its own; the last ones are cut, so that all end at about the same time.
    Who films a part of a clip must walk all of it.
    """
    if clips > workers:
        cut, parts = ceil(workers / _PARTS), min(workers, _PARTS)
    else:
        cut, parts = clips, min(ceil(workers / clips) + 1, _PARTS) if clips and workers > 1 else 1
    together = [Share(n, parts) for n in range(parts)]
    return [[ALL]] * (clips - cut) + [together] * cut


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
