"""What a warm process does: plan what is to be drawn, draw beats, publish a clip.

Takes and gives plain values only, since whoever asks may have been started before the last edit.
A parcel travels pickled: only a process with the same code may open it.
"""

import json
import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lecture.commands.options import read_config
from lecture.config.files import names_a_file
from lecture.freshness.cache import Cache
from lecture.freshness.fingerprint import Fingerprint, Surroundings
from lecture.freshness.keys import beat_keys, lines_key, plan_key
from lecture.imports import imported
from lecture.production.film import film, walk
from lecture.production.job import Job
from lecture.production.recital import Lines, lines_of, recital
from lecture.publishing.clip import publish_clip
from lecture.publishing.publish import staging
from lecture.publishing.store import document_of, fresh_clip, state_of
from lecture.publishing.timeline import beats_document, timeline_of
from lecture.video.segment import Segment
from lecture.voice.speaker import Speaker
from lecture.voice.speakers import speaker_of
from rnn_math.errors import OutputError
from scenes.timeline import Timeline

MOST_BEATS = 1000

Record = dict[str, Any]


@dataclass(frozen=True)
class Request:
    """A clip to make, and where it goes."""

    job: Job
    fingerprint: Fingerprint
    out: Path
    cache: Cache

    @property
    def speaker(self) -> Speaker:
        """Who speaks in it."""
        return speaker_of(self.job.voice, self.job.look.language, self.cache)

    @property
    def is_heard(self) -> bool:
        """Is it known what is said, and how long it takes?"""
        return not self.job.voice.speaks or self.job.speech is not None

    def saying(self, lines: Lines) -> "Request":
        """The same request, with what the voice makes of ``lines``."""
        return replace(self, job=replace(self.job, speech=self.speaker.speech(lines)))


class Handlers:
    """The work of one process; ``has_moved`` says whether a file of ours was saved meanwhile."""

    def __init__(self, has_moved: Callable[[], bool]) -> None:
        self._has_moved = has_moved
        self._surroundings = Surroundings()  # one state of the files for all of this process

    def plan(
        self,
        clips: Sequence[str],
        config_file: str | None,
        settings: Sequence[str],
        theme: str | None,
        voice: str | None,
        quality: str,
        renderer: str,
        out: str,
        cache_folder: str,
    ) -> Record:
        """What each clip needs, and the files of the user's that they are made of."""
        file = Path(config_file) if config_file else None
        config = read_config(file, tuple(settings), theme, quality, voice=voice)
        jobs = [replace(job, renderer=renderer) for job in config.jobs(clips)]
        fingerprints = {job: self._surroundings.fingerprint_of(job) for job in jobs}
        cache = Cache(Path(cache_folder), config.cache_megabytes)
        requests = [
            _heard(Request(job, fingerprint, Path(out), cache))
            for job, fingerprint in fingerprints.items()
        ]
        return {
            "title": config.title,
            "clips": [_state(request) for request in requests],
            "files": sorted({file for job in jobs for file in _inputs(job)}),
        }

    def walk(self, request: bytes) -> Record:
        """Find out the beats of a clip without drawing; its new state."""
        opened = self._opened(request)
        timeline = walk(opened.job)
        if self._is_still(opened):
            opened.cache.put(plan_key(opened.fingerprint, opened.job.speech), _packed(timeline))
        return {**_state(opened), **_drawn_before(opened, timeline)}

    def warm(self, request: bytes) -> None:
        """Walk through a clip for what it leaves behind: glyphs and models in memory."""
        walk(self._opened(request).job)

    def film(self, request: bytes, beats: Sequence[int], onward: int | None) -> Record:
        """Film ``beats`` and all from ``onward``: packed segments, and the beats up to the last.

        A beat that is filmed alone comes as a ``video`` that can be played, too.
        """
        opened = self._opened(request)
        footage = film(
            opened.job, {*beats, *(range(onward, MOST_BEATS) if onward is not None else ())}
        )
        packed = {number: segment.packed() for number, segment in footage.segments.items()}
        self._refuse_what_has_changed(opened)
        keys = beat_keys(opened.fingerprint, footage.timeline)
        for number, content in packed.items():
            opened.cache.put(keys[number], content)
        return {
            "segments": packed,
            "timeline": _packed(footage.timeline),
            "video": footage.segments[beats[0]].video if [*packed] == [*beats[:1]] != [] else None,
        }

    def publish(self, request: bytes, timeline: bytes, segments: dict[int, bytes]) -> Record:
        """Publish the clip; beats that were not filmed now come from the cache.

        Says which are ``missing`` if they have gone from there, and publishes nothing.
        """
        opened = self._opened(request)
        job, fingerprint, out, cache = opened.job, opened.fingerprint, opened.out, opened.cache
        told = timeline_of(json.loads(timeline))
        keys = beat_keys(fingerprint, told)
        found = {n: segments.get(n) or cache.get(key) for n, key in enumerate(keys)}
        missing = [n for n, content in found.items() if content is None]
        if missing:
            return {"missing": missing}
        self._refuse_what_has_changed(opened)
        cache.put(plan_key(fingerprint, job.speech), timeline)
        parts = [Segment.unpacked(content) for content in found.values() if content]
        with staging(out) as folder:
            clip = publish_clip(
                job, fingerprint, told, parts, folder, out, len(segments), opened.speaker.sound
            )
        cache.prune()
        return {"missing": [], "shown": _summary(clip.document)}

    def _opened(self, request: bytes) -> Request:
        """The request, with what is said in its clip: found out now, if nobody knew before."""
        opened = _heard(pickle.loads(request))
        if opened.is_heard:
            return opened
        lines = lines_of(recital(opened.job))
        if self._is_still(opened):
            opened.cache.put(lines_key(opened.fingerprint), json.dumps(lines).encode())
        return opened.saying(lines)

    def _refuse_what_has_changed(self, request: Request) -> None:
        if not self._is_still(request):
            clip = request.job.clip
            raise OutputError(f"{clip}: changed while it was drawn: save it once more")

    def _is_still(self, request: Request) -> bool:
        """Does all that the clip is made of lie there as it did when it was planned?"""
        now = self._surroundings.fingerprint_of(request.job)
        doubted = request.fingerprint.unsure_of(now, imported())
        return not self._has_moved() and now == doubted == request.fingerprint


def _heard(request: Request) -> Request:
    """With what is said, if the cache knows it."""
    if request.is_heard:
        return request
    lines = request.cache.get(lines_key(request.fingerprint))
    return request if lines is None else request.saying(json.loads(lines))


def _state(request: Request) -> Record:
    job, fingerprint, out, cache = request.job, request.fingerprint, request.out, request.cache
    fresh = fresh_clip(fingerprint, out)
    document = document_of(out / "clips" / job.clip)
    state: Record = {
        "clip": job.clip,
        "request": pickle.dumps(request),
        "fresh": fresh is not None,
        "why": [] if fresh else list(state_of(fingerprint, out).why),
        "shown": document and _summary(document),
        "timeline": None,  # packed, once it is known
        "missing": [],  # beats that are in no cache
        "frames": [],  # of each beat, a guess if the timeline is not known
        "worth_a_walk": False,
    }
    if fresh:
        return state
    known = cache.get(plan_key(fingerprint, job.speech)) if request.is_heard else None
    if known is not None:
        return {**state, **_drawn_before(request, timeline_of(json.loads(known)))}
    if document is not None:
        before = timeline_of(document)
        state["frames"] = [beat.frames for beat in before.beats]
        state["worth_a_walk"] = any(cache.get(key) for key in beat_keys(fingerprint, before))
    return state


def _drawn_before(request: Request, timeline: Timeline) -> Record:
    keys = beat_keys(request.fingerprint, timeline)
    missing = [n for n, key in enumerate(keys) if request.cache.get(key) is None]
    frames = [beat.frames for beat in timeline.beats]
    return {"timeline": _packed(timeline), "missing": missing, "frames": frames}


def _packed(timeline: Timeline) -> bytes:
    return json.dumps(beats_document(timeline)).encode()


def _inputs(job: Job) -> list[str]:
    """Files and folders of the user's that ``job`` may be made of."""
    named = job.params.model_dump(mode="json").items()
    takes = [job.voice.takes] if job.voice.takes else []
    return [*(value for key, value in named if names_a_file(key, value)), *job.look.fonts, *takes]


def _summary(document: Record) -> Record:
    """What the page tells of a clip."""
    keys = ("name", "start_seconds", "seconds", "headline", "narration")
    return {
        "title": document["title"],
        "seconds": document["seconds"],
        "beats": [{key: beat[key] for key in keys} for beat in document["beats"]],
    }
