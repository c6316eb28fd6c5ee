"""What lies in ``renders``: which clips are there, of what they were made, and are they fresh?"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lecture.config.source import show
from lecture.freshness.checksums import changed
from lecture.freshness.fingerprint import Fingerprint
from lecture.imports import digest_of
from lecture.publishing.timeline import timeline_of
from lecture.video.format import VideoFormat
from lecture.voice.voice import SILENT

SUFFIXES = (".vtt", ".srt", ".png", ".mp4", ".json")
"""What belongs to a clip or a lecture; what says that it is complete comes last."""


@dataclass(frozen=True)
class Clip:
    """A clip that has been published."""

    name: str
    path: Path
    seconds: float
    size: int
    document: dict[str, Any]
    drawn: int = 0
    """How many of its beats were drawn anew."""


@dataclass(frozen=True)
class State:
    """``fresh``, ``missing`` or ``stale``, and what makes a stale clip stale."""

    name: str
    state: str
    why: tuple[str, ...] = ()


def document_of(stem: Path, kind: str = "clip") -> dict[str, Any] | None:
    """The timeline beside ``stem``; None unless every file that belongs to it is whole.

    Someone may have edited it, and another version may have written it: it may hold anything.
    """
    try:
        document = json.loads(stem.with_suffix(".json").read_text(encoding="utf-8"))
        size = stem.with_suffix(".mp4").stat().st_size
        whole = document["kind"] == kind and document["made_of"]["bytes"] == size
        whole = whole and all(stem.with_suffix(suffix).stat().st_size for suffix in SUFFIXES)
        whole = whole and _has_our_shape(document)
    except (OSError, ValueError, LookupError, TypeError, ArithmeticError):
        return None
    return document if whole else None


def _has_our_shape(document: dict[str, Any]) -> bool:
    """Is there what will be read of it? What is odd may raise as well."""
    VideoFormat(**document["video"])
    known = all(isinstance(document[key], shape) for key, shape in _HEAD.items())
    known = known and "language" in document["look"]
    if document["kind"] == "lecture":
        return known
    timeline = timeline_of(document)
    length = document["frames"], document["seconds"]
    tables = (
        document["parameters"],
        *(document["made_of"].get(key, {}) for key in (*_TOLD, "voice")),
    )
    return (
        known
        and length == (timeline.frames, timeline.seconds)
        and all(isinstance(table, dict) for table in tables)
    )


_HEAD = {
    "version": int,
    "title": str,
    "frames": int,
    "seconds": int | float,
    "look": dict,
    "made_of": dict,
}


def state_of(fingerprint: Fingerprint, out: Path, *, verify: bool = False) -> State:
    """Does the clip under ``out`` agree with ``fingerprint``, and is it what was published?

    To ``verify`` that, all of its files are read.
    """
    stem = out / "clips" / fingerprint.clip
    document = document_of(stem)
    if document is None:
        return State(fingerprint.clip, "missing")
    why = (*_differences(document, fingerprint), *_damages(stem, document, verify))
    return State(fingerprint.clip, "stale" if why else "fresh", why)


def fresh_clip(fingerprint: Fingerprint, out: Path, *, verify: bool = False) -> Clip | None:
    """The clip under ``out`` if it agrees with ``fingerprint`` and is what was published."""
    stem = out / "clips" / fingerprint.clip
    document = document_of(stem)
    if document is None or any(_differences(document, fingerprint)):
        return None
    if any(_damages(stem, document, verify)):
        return None
    size = document["made_of"]["bytes"]
    return Clip(fingerprint.clip, stem.with_suffix(".mp4"), document["seconds"], size, document)


def parts_of(clips: Sequence[str], out: Path) -> dict[str, str]:
    """What a lecture of ``clips`` is joined from: digests of their timelines."""
    files = {clip: out / "clips" / f"{clip}.json" for clip in clips}
    return {clip: digest_of(file.read_bytes()) for clip, file in files.items() if file.exists()}


def is_joined(clips: Sequence[str], title: str, out: Path, *, verify: bool = False) -> bool:
    """Is the lecture under ``out`` made of ``clips`` as they lie there, and as it was published?"""
    stem = out / "lecture"
    document = document_of(stem, "lecture")
    if document is None or any(_damages(stem, document, verify)):
        return False
    parts = document["made_of"].get("clips")
    return document["title"] == title and parts == parts_of(clips, out) and [*parts] == [*clips]


def _damages(stem: Path, document: dict[str, Any], verify: bool) -> Iterator[str]:
    try:
        for name in changed(stem, document, verify=verify):
            yield f"{name} is not what was published"
    except (OSError, ValueError, TypeError, AttributeError):  # a record that was edited
        yield f"{stem.name}.json is not what was published"


def _differences(document: dict[str, Any], fingerprint: Fingerprint) -> Iterator[str]:
    """What has changed since ``document`` was written, in words."""
    video = VideoFormat(**document["video"])
    if document["video"] != fingerprint.video:
        yield f"video {video.name} → {VideoFormat(**fingerprint.video).name}"
    yield from _changed_values("lecture", document["look"], fingerprint.look)
    yield from _changed_values(fingerprint.clip, document["parameters"], fingerprint.parameters)
    before, now = document["made_of"], fingerprint.made_of
    if before.get("renderer") != fingerprint.renderer:
        yield f"renderer {before.get('renderer')} → {fingerprint.renderer}"
    yield from _changed_voice(before.get("voice", {}), now["voice"])
    for key in ("contents", "files", "writers", "words", "lines", "versions"):
        for name, what in _changes(before.get(key, {}), now[key]):
            yield _TOLD[key].format(clip=fingerprint.clip, name=name, what=what)


_TOLD = {
    "contents": "file of {name} {what}",
    "files": "{name} {what}",
    "writers": "{name} {what}",
    "words": "script: {clip}.{name} {what}",
    "lines": "script: {clip}.{name} {what}",
    "versions": "version of {name} {what}",
}


def _changed_voice(before: dict[str, Any], now: dict[str, Any]) -> Iterator[str]:
    engines = [voice.get("engine", SILENT) for voice in (before, now)]
    if engines[0] != engines[1]:
        yield f"voice {engines[0]} → {engines[1]}"
    else:
        yield from _changed_values("voice", before, now)


def _changed_values(table: str, before: dict[str, Any], now: dict[str, Any]) -> Iterator[str]:
    for key in dict.fromkeys((*before, *now)):
        if before.get(key) != now.get(key):
            yield f"{table}.{key} {_shown(before.get(key))} → {_shown(now.get(key))}"


def _shown(value: Any) -> str:
    return value if isinstance(value, str) and len(value) <= 40 else show(value)


def _changes(before: dict[str, Any], now: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name in sorted({*before, *now}):
        if name not in now:
            yield name, "removed"
        elif name not in before:
            yield name, "added"
        elif before[name] != now[name]:
            yield name, "changed"
