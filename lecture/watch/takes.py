"""What a warm process does: plan what is to be drawn, draw beats, publish a clip.

Takes and gives plain values only, since whoever asks may have been started before the last edit.
A parcel travels pickled: only a process with the same code may open it.
"""

import json
import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lecture.cache import Cache
from lecture.commands.options import read_config
from lecture.facts import Facts, Surroundings
from lecture.film import film, walk
from lecture.job import Job
from lecture.keys import beat_keys, plan_key
from lecture.publish import staging
from lecture.render import publish_clip
from lecture.shelf import document_of, fresh_clip, state_of
from lecture.timeline import beats_document, timeline_of
from lecture.video.segment import Segment
from rnn_math.errors import OutputError
from scenes.timeline import Timeline

MOST_BEATS = 1000

Record = dict[str, Any]


@dataclass(frozen=True)
class Parcel:
    """A clip to make, and where it goes."""

    job: Job
    facts: Facts
    out: Path
    cache: Cache


class Takes:
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
        quality: str,
        renderer: str,
        out: str,
        cache_folder: str,
    ) -> Record:
        """What each clip needs, and the files of the user's that they are made of."""
        file = Path(config_file) if config_file else None
        config = read_config(file, tuple(settings), theme, quality)
        jobs = [Job(j.clip, j.params, j.look, j.video, renderer) for j in config.jobs(clips)]
        facts = {job: self._surroundings.facts_of(job) for job in jobs}
        cache = Cache(Path(cache_folder), config.cache_megabytes)
        parcels = [Parcel(job, its, Path(out), cache) for job, its in facts.items()]
        return {
            "title": config.title,
            "clips": [_state(parcel) for parcel in parcels],
            "files": sorted({file for job in jobs for file in _inputs(job)}),
        }

    def walk(self, parcel: bytes) -> Record:
        """Find out the beats of a clip without drawing; its new state."""
        opened: Parcel = pickle.loads(parcel)
        timeline = walk(opened.job)
        if self._is_still(opened):
            opened.cache.put(plan_key(opened.facts), _packed(timeline))
        return {**_state(opened), **_drawn_before(opened, timeline)}

    def warm(self, parcel: bytes) -> None:
        """Walk through a clip for what it leaves behind: glyphs and models in memory."""
        walk(pickle.loads(parcel).job)

    def film(self, parcel: bytes, beats: Sequence[int], onward: int | None) -> Record:
        """Film ``beats`` and all from ``onward``: packed segments, and the beats up to the last.

        A beat that is filmed alone comes as a ``video`` that can be played, too.
        """
        opened: Parcel = pickle.loads(parcel)
        footage = film(
            opened.job, {*beats, *(range(onward, MOST_BEATS) if onward is not None else ())}
        )
        packed = {number: segment.packed() for number, segment in footage.segments.items()}
        self._refuse_what_has_changed(opened)
        keys = beat_keys(opened.facts, footage.timeline)
        for number, content in packed.items():
            opened.cache.put(keys[number], content)
        return {
            "segments": packed,
            "timeline": _packed(footage.timeline),
            "video": footage.segments[beats[0]].video if [*packed] == [*beats[:1]] != [] else None,
        }

    def publish(self, parcel: bytes, timeline: bytes, segments: dict[int, bytes]) -> Record:
        """Publish the clip; beats that were not filmed now come from the cache.

        Says which are ``missing`` if they have gone from there, and publishes nothing.
        """
        opened: Parcel = pickle.loads(parcel)
        job, facts, out, cache = opened.job, opened.facts, opened.out, opened.cache
        told = timeline_of(json.loads(timeline))
        keys = beat_keys(facts, told)
        found = {n: segments.get(n) or cache.get(key) for n, key in enumerate(keys)}
        missing = [n for n, content in found.items() if content is None]
        if missing:
            return {"missing": missing}
        self._refuse_what_has_changed(opened)
        cache.put(plan_key(facts), timeline)
        parts = [Segment.unpacked(content) for content in found.values() if content]
        with staging(out) as folder:
            clip = publish_clip(job, facts, told, parts, folder, out, len(segments))
        cache.prune()
        return {"missing": [], "shown": _summary(clip.document)}

    def _refuse_what_has_changed(self, parcel: Parcel) -> None:
        if not self._is_still(parcel):
            clip = parcel.job.clip
            raise OutputError(f"{clip}: changed while it was drawn: save it once more")

    def _is_still(self, parcel: Parcel) -> bool:
        """Does all that the clip is made of lie there as it did when it was planned?"""
        return not self._has_moved() and self._surroundings.facts_of(parcel.job) == parcel.facts


def _state(parcel: Parcel) -> Record:
    job, facts, out, cache = parcel.job, parcel.facts, parcel.out, parcel.cache
    fresh = fresh_clip(facts, out)
    document = document_of(out / "clips" / job.clip)
    state: Record = {
        "clip": job.clip,
        "parcel": pickle.dumps(parcel),
        "fresh": fresh is not None,
        "why": [] if fresh else list(state_of(facts, out).why),
        "shown": document and _summary(document),
        "timeline": None,  # packed, once it is known
        "missing": [],  # beats that are in no cache
        "frames": [],  # of each beat, a guess if the timeline is not known
        "worth_a_walk": False,
    }
    if fresh:
        return state
    known = cache.get(plan_key(facts))
    if known is not None:
        return {**state, **_drawn_before(parcel, timeline_of(json.loads(known)))}
    if document is not None:
        before = timeline_of(document)
        state["frames"] = [beat.frames for beat in before.beats]
        state["worth_a_walk"] = any(cache.get(key) for key in beat_keys(facts, before))
    return state


def _drawn_before(parcel: Parcel, timeline: Timeline) -> Record:
    keys = beat_keys(parcel.facts, timeline)
    missing = [n for n, key in enumerate(keys) if parcel.cache.get(key) is None]
    frames = [beat.frames for beat in timeline.beats]
    return {"timeline": _packed(timeline), "missing": missing, "frames": frames}


def _packed(timeline: Timeline) -> bytes:
    return json.dumps(beats_document(timeline)).encode()


def _inputs(job: Job) -> list[str]:
    """Files and folders of the user's that ``job`` may be made of."""
    named = job.params.model_dump(mode="json").values()
    files = [str(Path(its)) for its in named if isinstance(its, str) and _is_file(its)]
    return [*files, *job.look.fonts]


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_absolute() and Path(name).is_file()
    except (OSError, ValueError):  # a sentence may be too long for a name
        return False


def _summary(document: Record) -> Record:
    """What the page tells of a clip."""
    keys = ("name", "start_seconds", "seconds", "headline", "narration")
    return {
        "title": document["title"],
        "seconds": document["seconds"],
        "beats": [{key: beat[key] for key in keys} for beat in document["beats"]],
    }
