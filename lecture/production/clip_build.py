"""A clip in the making: which of its beats there are, and which are still to be filmed."""

import json
from collections.abc import Sequence
from dataclasses import replace

from lecture.freshness.cache import Cache
from lecture.freshness.fingerprint import Fingerprint, Surroundings
from lecture.freshness.keys import beat_keys, lines_key, pictures_key, plan_key
from lecture.production.job import Job
from lecture.production.recital import Lines, lines_of
from lecture.production.turns import Say
from lecture.publishing.timeline import beats_document, timeline_of
from lecture.video.segment import Footage, Kind, Segment
from lecture.voice.speakers import speaker_of
from rnn_math.errors import LectureError, OutputError
from scenes.questions import asked
from scenes.timeline import Timeline


class ClipBuild:
    """What there is of a clip: beats filmed just now, and beats in the cache.

    It is made of beats of the first of ``kinds``; those of the other one go to the cache with them.
    Without a ``timeline`` nothing is known of its beats; it ``is_new`` if its pictures were never
    filmed, so that no beat of it can be in the cache.
    """

    def __init__(
        self,
        job: Job,
        fingerprint: Fingerprint,
        cache: Cache,
        kinds: Sequence[Kind] = ("mp4",),
        say: Say = lambda what: None,
    ) -> None:
        self.job = job
        self.kinds = kinds
        self.fingerprint = fingerprint
        self.timeline: Timeline | None = None
        self._filmed: dict[int, Segment] = {}
        self._kept: set[int] = set()  # beats that are in the cache, read when they are needed
        self.drawn = 0
        self.is_over = False
        self._cache, self._say = cache, say
        self._keys: tuple[str, ...] = ()
        self.is_new = False
        self.speaker = speaker_of(job.voice, job.look.language, cache)
        self.is_heard = not job.voice.speaks  # is it known what is said, and how long it takes?
        lines = None if self.is_heard else cache.get(lines_key(fingerprint))
        if lines is not None:
            self._hear(json.loads(lines))
        elif self.is_heard:
            self._look_up()

    def recited(self, footage: Footage) -> None:
        """What is said in it is known: so is, from now on, what its voice makes of that.

        Raises a ``LectureError`` if the voice cannot say it.
        """
        lines = lines_of(footage.timeline)
        now = self._facts_now()
        if now == self.fingerprint.unsure_of(now, footage.imported) == self.fingerprint:
            self._cache.put(lines_key(self.fingerprint), json.dumps(lines).encode())
        self._hear(lines)

    def _hear(self, lines: Lines) -> None:
        self.job = replace(self.job, speech=self.speaker.speech(lines))
        for note in self.speaker.notes:
            self._say(note)
        self.is_heard = True
        self._look_up()

    def _look_up(self) -> None:
        """What there is in the cache of a clip whose lengths are known."""
        known = self._cache.get(plan_key(self.fingerprint, self.job.speech))
        self.is_new = known is None and self._cache.get(pictures_key(self.fingerprint)) is None
        if known is not None:
            self._plan(timeline_of(json.loads(known)))

    @property
    def likely_beats(self) -> int:
        """About how many beats a clip has that was never walked: each has a line of narration."""
        said = (name.split(".") for name in self.fingerprint.lines)
        told = len({beat for beat, *parts in said if parts[-1:] == ["narration"]})
        own = getattr(self.job.params, "questions", None)
        questions = () if own is None else asked(self.job.look.language, own)
        return max(1, told + sum(1 + len(question.choices) for question in questions))

    @property
    def is_whole(self) -> bool:
        """Is every beat there?"""
        return self.timeline is not None and not self.missing

    @property
    def missing(self) -> list[tuple[int, int]]:
        """Number and frames of the beats that must be filmed."""
        beats = self.timeline.beats if self.timeline else ()
        present = self._kept | self._filmed.keys()
        return [(n, beat.frames) for n, beat in enumerate(beats) if n not in present]

    @property
    def frames_there(self) -> int:
        """Of the beats that need not be filmed any more."""
        missing = sum(frames for _, frames in self.missing)
        return self.timeline.frames - missing if self.timeline else 0

    def segments(self) -> list[Segment] | None:
        """All beats in order; none of them is remembered here any more.

        None if the cache has lost some meanwhile: these are ``missing`` now.
        """
        found = {n: self._filmed.get(n) or self._read(n) for n in range(len(self._keys))}
        segments = [segment for segment in found.values() if segment is not None]
        if len(segments) < len(found):
            self._kept = {n for n in self._kept if found[n] is not None}
            return None
        self._filmed = {}
        return segments

    def _read(self, number: int) -> Segment | None:
        content = self._cache.get(self._keys[number])
        return None if content is None else Segment.unpacked(content)

    def add(self, footage: Footage) -> None:
        """Some beats are there, or the timeline alone, and with it which were filmed before.

        If a file was saved meanwhile, nobody knows what they show of it, and nothing is kept.
        """
        now = self._facts_now()
        doubted = self.fingerprint.unsure_of(now, footage.imported)
        is_sure = now == doubted == self.fingerprint
        if self.timeline is None:
            self._plan(footage.timeline)
            if is_sure:
                plan = json.dumps(beats_document(footage.timeline))
                key = plan_key(self.fingerprint, self.job.speech)
                self._cache.put(key, plan.encode())
        assert self.timeline is not None
        if footage.timeline.beats != self.timeline.beats[: len(footage.timeline.beats)]:
            if is_sure:
                raise RuntimeError(f"{self.job.clip}: two walks through it gave two timelines")
            raise OutputError(f"{self.job.clip}: changed while it was drawn: unrolled render")
        if is_sure and footage.segments:
            self._cache.put(pictures_key(self.fingerprint), b"filmed")
            for number, segment in footage.segments.items():
                self._cache.put(self._keys[number], segment.packed())
            if footage.smaller:
                keys = beat_keys(self.fingerprint, self.timeline, self.kinds[1])
                for number, segment in footage.smaller.items():
                    self._cache.put(keys[number], segment.packed())
        self.fingerprint = doubted
        self._filmed |= footage.segments
        self.drawn += len(footage.segments)

    def _facts_now(self) -> Fingerprint:
        try:
            return Surroundings().fingerprint_of(self.job)
        except LectureError:  # a script that is being written cannot be read for a moment
            return replace(self.fingerprint, words={}, lines={})

    def _plan(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self._keys = beat_keys(self.fingerprint, timeline, self.kinds[0])
        self._kept = {n for n, key in enumerate(self._keys) if self._cache.get(key) is not None}
