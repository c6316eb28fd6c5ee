"""From jobs to published clips: only what changed, on all cores.

What a clip is made of decides whether it is fresh. If it is not, and its pictures were never
filmed, all of it is filmed. If they were, it is walked for its timeline, beats that were filmed
before are taken from the cache, and the others are filmed in runs.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import Any

from lecture.cache import Cache
from lecture.draft import Draft
from lecture.facts import Facts
from lecture.job import Job
from lecture.outcome import Call, Outcome, Report
from lecture.pool import run_calls
from lecture.publish import staging
from lecture.shelf import Clip, fresh_clip
from lecture.split import Share, shares, split
from lecture.video.segment import Footage
from rnn_math.errors import LectureError
from scenes.timeline import Timeline

Tell = Callable[[Job, int, int], None]


def produce(
    facts: Mapping[Job, Facts],
    out: Path,
    workers: int,
    cache: Cache,
    tell: Tell = lambda job, done, expected: None,
    executor: Executor | None = None,
) -> Iterator[Outcome[Clip]]:
    """Publish the clip of every job under ``out``, each as soon as all its beats are there.

    ``tell`` is called with the frames of a job that are there and those that it will have. Work
    is given to processes of this machine, or to ``executor``.
    """
    clips = []
    for job, its in facts.items():
        fresh = fresh_clip(its, out)
        if fresh is None:
            clips.append(Draft(job, its, cache))
        else:
            yield Outcome(job, fresh)
    if clips:
        with staging(out) as folder:
            yield from _Production(clips, workers, tell).run(folder, out, executor)
        cache.prune()


class _Production:
    """What is to be done for some clips, in the order of the lecture."""

    def __init__(self, clips: list[Draft], workers: int, tell: Tell) -> None:
        self._clips = {clip.job: clip for clip in clips}
        self._workers = workers
        self._tell = tell
        new = [clip for clip in clips if clip.is_new]
        walked = [clip.job for clip in clips if clip.timeline is None and not clip.is_new]
        self._walking = {*walked}
        self._calls: deque[Call[Any]] = deque(Call(_walk, job) for job in walked)
        for number, share in shares([clip.likely_beats for clip in new], workers):
            self._calls.append(Call(partial(_film, beats=share), new[number].job))
        self._done: dict[Call[Any], int] = {}  # frames of runs that are at work

    def run(self, folder: Path, out: Path, executor: Executor | None) -> Iterator[Outcome[Clip]]:
        """Give outcomes as there are any."""
        if not self._walking:
            self._split()
        for clip in self._clips.values():
            yield from _published(clip, folder, out)
        # Where workers may be added, those that come find something to do.
        at_once = self._workers if executor is None else 2 * self._workers
        for call, outcome in run_calls(self._calls, at_once, self._progress, executor):
            clip = self._clips[call.job]
            failure = _taken(clip, outcome)
            if failure is not None and not clip.is_over:
                self._give_up(clip)
                yield failure
            self._done.pop(call, None)
            if call.job in self._walking:
                self._walking.remove(call.job)
                if not self._walking:
                    self._split()
            yield from _published(clip, folder, out)

    def _split(self) -> None:
        """All timelines are known: share out what must be filmed."""
        clips = [clip for clip in self._clips.values() if not (clip.is_over or clip.is_new)]
        fps = max((clip.job.video.fps for clip in clips), default=1)
        runs = split([clip.missing for clip in clips], self._workers, fps)
        for clip, its in zip(clips, runs, strict=True):
            self._calls.extend(Call(partial(_film, beats=beats), clip.job) for beats in its)

    def _give_up(self, clip: Draft) -> None:
        clip.is_over = True
        for call in [call for call in self._calls if call.job == clip.job]:
            self._calls.remove(call)

    def _progress(self, call: Call[Any], done: int, expected: int) -> None:
        clip = self._clips[call.job]
        self._done[call] = done
        running = sum(done for its, done in self._done.items() if its.job == clip.job)
        self._tell(
            clip.job, clip.frames_there + running, clip.timeline.frames if clip.timeline else 0
        )


def _taken(clip: Draft, outcome: Outcome[Any]) -> Outcome[Clip] | None:
    """Hand over what was done; what went wrong, if something did."""
    if outcome.result is None:
        return Outcome(clip.job, mistake=outcome.mistake, fault=outcome.fault)
    try:
        if isinstance(outcome.result, Timeline):
            clip.walked(outcome.result)
        else:
            clip.filmed(outcome.result)
    except LectureError as mistake:
        return Outcome(clip.job, mistake=str(mistake))
    return None


def _published(clip: Draft, folder: Path, out: Path) -> Iterator[Outcome[Clip]]:
    """The clip, if all its beats are there."""
    if clip.is_over or clip.timeline is None or not clip.is_whole:
        return
    from lecture.render import publish_clip

    clip.is_over = True
    try:
        segments = clip.segments()
        made = publish_clip(clip.job, clip.facts, clip.timeline, segments, folder, out, clip.drawn)
    except LectureError as mistake:
        yield Outcome(clip.job, mistake=str(mistake))
    else:
        yield Outcome(clip.job, made)


def _walk(job: Job, report: Report) -> Timeline:
    from lecture.film import walk

    return walk(job)


def _film(job: Job, report: Report, beats: tuple[int, ...] | Share) -> Footage:
    from lecture.film import film

    drawn = 0

    def count(frames: int) -> None:
        nonlocal drawn
        drawn += frames
        report(drawn, 0)

    return film(job, beats, count)
