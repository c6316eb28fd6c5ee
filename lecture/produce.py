"""From jobs to published clips: only what changed, on all cores.

What a clip is made of decides whether it is fresh. If it is not, and its pictures were never
filmed, all of it is filmed. If they were, it is walked for its timeline, beats that were filmed
before are taken from the cache, and the others are filmed in runs.
"""

import json
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import Any

from lecture.cache import Cache
from lecture.facts import Facts, Surroundings
from lecture.job import Job
from lecture.keys import beat_keys, pictures_key, plan_key
from lecture.pool import Call, Outcome, Report, run_calls
from lecture.publish import staging
from lecture.segment import Footage, Segment
from lecture.shelf import Clip, fresh_clip
from lecture.split import Share, shares, split
from lecture.timeline import beats_document, timeline_of
from rnn_math.errors import LectureError, OutputError
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
            clips.append(_Clip(job, its, cache))
        else:
            yield Outcome(job, fresh)
    if clips:
        with staging(out) as folder:
            yield from _Production(clips, workers, tell).run(folder, out, executor)
        cache.prune()


class _Clip:
    """A clip in the making."""

    def __init__(self, job: Job, facts: Facts, cache: Cache) -> None:
        self.job = job
        self.facts = facts
        self.timeline: Timeline | None = None
        self.segments: dict[int, Segment] = {}
        self.drawn = 0
        self.is_over = False
        self._cache = cache
        self._keys: tuple[str, ...] = ()
        known = cache.get(plan_key(facts))
        self.is_new = known is None and cache.get(pictures_key(facts)) is None
        if known is not None:
            self._plan(timeline_of(json.loads(known)))

    @property
    def is_whole(self) -> bool:
        return self.timeline is not None and len(self.segments) == len(self.timeline.beats)

    @property
    def missing(self) -> list[tuple[int, int]]:
        """Number and frames of the beats that must be filmed."""
        beats = self.timeline.beats if self.timeline else ()
        return [(n, beat.frames) for n, beat in enumerate(beats) if n not in self.segments]

    def walked(self, timeline: Timeline) -> None:
        """The timeline is known, and with it which beats were filmed before."""
        if Surroundings().facts_of(self.job) == self.facts:
            self._cache.put(plan_key(self.facts), json.dumps(beats_document(timeline)).encode())
        self._plan(timeline)

    def filmed(self, footage: Footage) -> None:
        """Beats are there. If a file was saved meanwhile, nobody knows what they show of it."""
        now = Surroundings().facts_of(self.job)
        if self.timeline is None:
            self.walked(footage.timeline)
        assert self.timeline is not None
        told = self.timeline.beats[: len(footage.timeline.beats)]
        if footage.timeline.beats != told and now != self.facts:
            raise OutputError(f"{self.job.clip}: changed while it was drawn: unrolled render")
        if footage.timeline.beats != told:
            raise RuntimeError(f"{self.job.clip}: two walks through it gave two timelines")
        if now == self.facts:
            self._cache.put(pictures_key(self.facts), b"filmed")
            for number, segment in footage.segments.items():
                self._cache.put(self._keys[number], segment.packed())
        self.facts = self.facts.unsure_of(now)
        self.segments |= footage.segments
        self.drawn += len(footage.segments)

    def _plan(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self._keys = beat_keys(self.facts, timeline)
        for number, key in enumerate(self._keys):
            content = self._cache.get(key)
            if content is not None:
                self.segments[number] = Segment.unpacked(content)


class _Production:
    """What is to be done for some clips, in the order of the lecture."""

    def __init__(self, clips: list[_Clip], workers: int, tell: Tell) -> None:
        self._clips = {clip.job: clip for clip in clips}
        self._workers = workers
        self._tell = tell
        new = [clip.job for clip in clips if clip.is_new]
        walked = [clip.job for clip in clips if clip.timeline is None and not clip.is_new]
        self._walking = {*walked}
        self._calls: deque[Call[Any]] = deque(Call(_walk, job) for job in walked)
        for job, its in zip(new, shares(len(new), workers), strict=True):
            self._calls.extend(Call(partial(_film, beats=share), job) for share in its)
        self._done: dict[Call[Any], int] = {}  # frames of runs that are at work

    def run(self, folder: Path, out: Path, executor: Executor | None) -> Iterator[Outcome[Clip]]:
        """Give outcomes as there are any."""
        if not self._walking:
            self._split()
        yield from self._publish(folder, out)
        for call, outcome in run_calls(self._calls, self._workers, self._progress, executor):
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
            yield from self._publish(folder, out)

    def _split(self) -> None:
        """All timelines are known: share out what must be filmed."""
        clips = [clip for clip in self._clips.values() if not (clip.is_over or clip.is_new)]
        fps = max((clip.job.video.fps for clip in clips), default=1)
        runs = split([clip.missing for clip in clips], self._workers, fps)
        for clip, its in zip(clips, runs, strict=True):
            self._calls.extend(Call(partial(_film, beats=beats), clip.job) for beats in its)

    def _publish(self, folder: Path, out: Path) -> Iterator[Outcome[Clip]]:
        for clip in self._clips.values():
            if clip.is_whole and not clip.is_over:
                clip.is_over = True
                yield _published(clip, folder, out)

    def _give_up(self, clip: _Clip) -> None:
        clip.is_over = True
        for call in [call for call in self._calls if call.job == clip.job]:
            self._calls.remove(call)

    def _progress(self, call: Call[Any], done: int, expected: int) -> None:
        clip = self._clips[call.job]
        self._done[call] = done
        there = sum(segment.frames for segment in clip.segments.values())
        running = sum(done for its, done in self._done.items() if its.job == clip.job)
        self._tell(clip.job, there + running, clip.timeline.frames if clip.timeline else 0)


def _taken(clip: _Clip, outcome: Outcome[Any]) -> Outcome[Clip] | None:
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


def _published(clip: _Clip, folder: Path, out: Path) -> Outcome[Clip]:
    from lecture.render import publish_clip

    assert clip.timeline is not None
    segments = [clip.segments[number] for number in range(len(clip.segments))]
    clip.segments = {}
    try:
        made = publish_clip(clip.job, clip.facts, clip.timeline, segments, folder, out, clip.drawn)
    except LectureError as mistake:
        return Outcome(clip.job, mistake=str(mistake))
    return Outcome(clip.job, made)


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
