"""A clip in the making: which of its beats there are, and which are still to be filmed."""

import json

from lecture.cache import Cache
from lecture.facts import Facts, Surroundings
from lecture.job import Job
from lecture.keys import beat_keys, pictures_key, plan_key
from lecture.timeline import beats_document, timeline_of
from lecture.video.segment import Footage, Segment
from rnn_math.errors import OutputError
from scenes.questions import built_in
from scenes.timeline import Timeline


class Draft:
    """What there is of a clip: beats filmed just now, and beats in the cache.

    Without a ``timeline`` nothing is known of its beats; it ``is_new`` if its pictures were never
    filmed, so that no beat of it can be in the cache.
    """

    def __init__(self, job: Job, facts: Facts, cache: Cache) -> None:
        self.job = job
        self.facts = facts
        self.timeline: Timeline | None = None
        self._filmed: dict[int, Segment] = {}
        self._kept: set[int] = set()  # beats that are in the cache, read when they are needed
        self.drawn = 0
        self.is_over = False
        self._cache = cache
        self._keys: tuple[str, ...] = ()
        known = cache.get(plan_key(facts))
        self.is_new = known is None and cache.get(pictures_key(facts)) is None
        if known is not None:
            self._plan(timeline_of(json.loads(known)))

    @property
    def likely_beats(self) -> int:
        """About how many beats a clip has that was never walked: each has a line of narration."""
        told = sum(name.endswith(".narration") for name in self.facts.lines)
        own = getattr(self.job.params, "questions", None)
        asked = () if own is None else (*built_in(self.job.look.language), *own)
        return max(1, told + sum(1 + len(question.choices) for question in asked))

    @property
    def is_whole(self) -> bool:
        """Is every beat there?"""
        return self.timeline is not None and not self.missing

    @property
    def missing(self) -> list[tuple[int, int]]:
        """Number and frames of the beats that must be filmed."""
        beats = self.timeline.beats if self.timeline else ()
        there = self._kept | self._filmed.keys()
        return [(n, beat.frames) for n, beat in enumerate(beats) if n not in there]

    @property
    def frames_there(self) -> int:
        """Of the beats that need not be filmed any more."""
        missing = sum(frames for _, frames in self.missing)
        return self.timeline.frames - missing if self.timeline else 0

    def segments(self) -> list[Segment]:
        """All beats in order; none of them is remembered here any more.

        Raises OutputError if the cache has lost one meanwhile.
        """
        filmed, self._filmed = self._filmed, {}
        return [filmed.get(n) or self._read(n) for n in range(len(self._keys))]

    def _read(self, number: int) -> Segment:
        content = self._cache.get(self._keys[number])
        if content is None:
            raise OutputError(f"{self.job.clip}: a beat has gone from the cache: unrolled render")
        return Segment.unpacked(content)

    def walked(self, timeline: Timeline) -> None:
        """The timeline is known, and with it which beats were filmed before."""
        self._walked(timeline, Surroundings().facts_of(self.job))

    def _walked(self, timeline: Timeline, now: Facts) -> None:
        if now == self.facts:
            self._cache.put(plan_key(self.facts), json.dumps(beats_document(timeline)).encode())
        self._plan(timeline)

    def filmed(self, footage: Footage) -> None:
        """Beats are there. If a file was saved meanwhile, nobody knows what they show of it."""
        now = Surroundings().facts_of(self.job)
        if self.timeline is None:
            self._walked(footage.timeline, now)
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
        self._filmed |= footage.segments
        self.drawn += len(footage.segments)

    def _plan(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self._keys = beat_keys(self.facts, timeline)
        self._kept = {n for n, key in enumerate(self._keys) if self._cache.get(key) is not None}
