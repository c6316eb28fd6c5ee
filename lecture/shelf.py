"""What lies in ``renders``: which clips are there, of what they were made, and are they fresh?"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lecture.config.source import show
from lecture.facts import Facts
from lecture.sources import digest_of
from lecture.video.format import VideoFormat

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
    """The timeline beside ``stem``; None unless every file that belongs to it is whole."""
    try:
        document = json.loads(stem.with_suffix(".json").read_text(encoding="utf-8"))
        size = stem.with_suffix(".mp4").stat().st_size
        whole = document["kind"] == kind and document["made_of"]["bytes"] == size
    except (OSError, ValueError, KeyError, TypeError):
        return None
    there = all(stem.with_suffix(suffix).is_file() for suffix in SUFFIXES)
    return document if whole and there else None


def state_of(facts: Facts, out: Path) -> State:
    """Does the clip under ``out`` agree with ``facts``?"""
    document = document_of(out / "clips" / facts.clip)
    if document is None:
        return State(facts.clip, "missing")
    why = tuple(_differences(document, facts))
    return State(facts.clip, "stale" if why else "fresh", why)


def fresh_clip(facts: Facts, out: Path) -> Clip | None:
    """The clip under ``out`` if it agrees with ``facts``."""
    stem = out / "clips" / facts.clip
    document = document_of(stem)
    if document is None or any(_differences(document, facts)):
        return None
    size = document["made_of"]["bytes"]
    return Clip(facts.clip, stem.with_suffix(".mp4"), document["seconds"], size, document)


def parts_of(clips: Sequence[str], out: Path) -> dict[str, str]:
    """What a lecture of ``clips`` is joined from: digests of their timelines."""
    files = {clip: out / "clips" / f"{clip}.json" for clip in clips}
    return {clip: digest_of(file.read_bytes()) for clip, file in files.items() if file.exists()}


def is_joined(clips: Sequence[str], title: str, out: Path) -> bool:
    """Is the lecture under ``out`` made of ``clips`` as they lie there?"""
    document = document_of(out / "lecture", "lecture")
    if document is None:
        return False
    parts = document["made_of"].get("clips")
    return document["title"] == title and parts == parts_of(clips, out) and [*parts] == [*clips]


def _differences(document: dict[str, Any], facts: Facts) -> Iterator[str]:
    """What has changed since ``document`` was written, in words."""
    video = VideoFormat(**document["video"])
    if document["video"] != facts.video:
        yield f"video {video.name} → {VideoFormat(**facts.video).name}"
    yield from _changed_values("lecture", document["look"], facts.look)
    yield from _changed_values(facts.clip, document["parameters"], facts.parameters)
    before, now = document["made_of"], facts.made_of
    if before.get("renderer") != facts.renderer:
        yield f"renderer {before.get('renderer')} → {facts.renderer}"
    for key in ("contents", "files", "writers", "words", "lines", "versions"):
        for name, what in _changes(before.get(key, {}), now[key]):
            yield _TOLD[key].format(clip=facts.clip, name=name, what=what)


_TOLD = {
    "contents": "file of {name} {what}",
    "files": "{name} {what}",
    "writers": "{name} {what}",
    "words": "script: {clip}.{name} {what}",
    "lines": "script: {clip}.{name} {what}",
    "versions": "version of {name} {what}",
}


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
