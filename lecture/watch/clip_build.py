"""One clip in the making: which beats are drawn by whom, and what is there already.

The beat that is being watched is drawn first and can be played at once; the others are shared
out in runs of about equal length, since a run begins by walking through all that comes before it.
"""

import json
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Record = dict[str, Any]

_GUESS = [1] * 6
"""Beats of a clip that nobody has seen yet: wrong, but good enough to share it out."""


@dataclass(frozen=True)
class Run:
    """Beats that one worker films in one go: some, and all from ``onward`` if that is given."""

    beats: tuple[int, ...]
    onward: int | None = None


def runs_of(
    missing: Sequence[int], frames: Sequence[int], first: int | None, workers: int, is_known: bool
) -> list[Run]:
    """``missing`` beats in runs, in the order in which they are to be begun.

    ``frames`` is the length of every beat; if the timeline is not known it is that of an earlier
    one, and the last run films to the end wherever that is. Later runs are begun earlier, as they
    walk further. ``first`` is the beat that is watched, if one of this clip is.
    """
    if not is_known:
        missing = range(len(frames))
    rest = [n for n in missing if n != first]
    ahead = [Run((first,))] if first is not None and first in missing and rest else []
    spent = frames[first] if first is not None and ahead else 0
    parts = _cut(rest or list(missing), frames, workers, spent)
    runs = [Run(tuple(part)) for part in parts if part]
    if not is_known:
        last = runs.pop() if runs else Run(())
        runs.append(Run(last.beats, onward=len(frames)))
    return [*ahead, *reversed(runs)]


def _cut(beats: Sequence[int], frames: Sequence[int], workers: int, spent: int) -> list[list[int]]:
    """``beats`` in one part a worker; the first has ``spent`` frames behind it already."""
    total = spent + sum(frames[n] for n in beats)
    parts: list[list[int]] = [[] for _ in range(workers)]
    done = spent
    for n in beats:
        middle = done + frames[n] / 2
        parts[min(int(middle * workers / total), workers - 1) if total else 0].append(n)
        done += frames[n]
    return parts


class WatchedClip:
    """A clip between its plan and its publication. ``plan`` is what ``Takes.plan`` says of it."""

    def __init__(self, plan: Record, watched: int | None, workers: int) -> None:
        self.clip: str = plan["clip"]
        self.request: bytes = plan["request"]
        self.timeline: bytes | None = plan["timeline"]
        self.segments: dict[int, bytes] = {}
        self.first_after: float | None = None
        self.is_publishing = False
        self.needs_a_walk = bool(plan["worth_a_walk"]) and self.timeline is None
        self.watched = watched
        self._workers = workers
        self._running = 0
        self._told: list[Record] = []
        self.runs: deque[Run] = deque()
        self.frames: list[int] = plan["frames"] or _GUESS
        self._share(plan["missing"])

    @property
    def is_whole(self) -> bool:
        """Can it be published?"""
        at_work = self.runs or self._running or self.needs_a_walk
        return not at_work and self.timeline is not None

    def walked(self, plan: Record) -> None:
        """Its beats are known now, and which of them must be drawn."""
        self.needs_a_walk = False
        self.timeline, self.frames = plan["timeline"], plan["frames"]
        self._share(plan["missing"])

    def begin(self) -> Run:
        """The next run; whoever takes it films it."""
        self._running += 1
        return self.runs.popleft()

    def filmed(self, run: Run, answer: Record) -> None:
        """A run is done. That which went on to the end has seen all beats."""
        self._running -= 1
        self._compare(answer["timeline"])
        self.segments |= answer["segments"]
        if run.onward is not None:
            self.timeline = answer["timeline"]
            self.frames = [beat["frames"] for beat in self._told]

    def film_also(self, missing: Sequence[int]) -> None:
        """Beats that were thought to be kept are not."""
        self.is_publishing = False
        self._share([n for n in missing if n not in self.segments])

    def told(self, took: float) -> str:
        """What the terminal says of it when it is published after ``took`` seconds."""
        first = self.first_after
        ahead = f", one of them after {first:.1f} s" if first is not None else ""
        beats = f"{len(self.segments)} of {len(self.frames)}"
        return f"{self.clip}: {beats} beats drawn in {took:.1f} s{ahead}"

    def _compare(self, timeline: bytes) -> None:
        """Every walk through a clip must tell the same beats."""
        beats = json.loads(timeline)["beats"]
        known = json.loads(self.timeline)["beats"] if self.timeline else self._told
        if any(one != other for one, other in zip(beats, known, strict=False)):
            raise RuntimeError(f"{self.clip}: two walks through it gave two timelines")
        self._told = max(beats, known, key=len)

    def _share(self, missing: Sequence[int]) -> None:
        if self.needs_a_walk:
            return
        known = self.timeline is not None
        if self.watched is not None and self.watched >= len(self.frames):
            self.watched = 0
        self.runs = deque(runs_of(missing, self.frames, self.watched, self._workers, known))
