"""The clips into one lecture, without encoding them again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from lecture.publishing.captions import Cue, cues_of, shifted
from lecture.publishing.clip import publish_all, write_texts
from lecture.publishing.publish import reported, staging
from lecture.publishing.sound import is_spoken, sounds_of
from lecture.publishing.store import document_of, parts_of
from lecture.publishing.timeline import lecture_document, timeline_of
from lecture.video.mux import Chapter, write_mp4
from lecture.voice.speaker import Pcm, SoundOf
from rnn_math.errors import OutputError
from scenes.timeline import Timeline


@dataclass(frozen=True)
class Lecture:
    """A lecture that has been published."""

    path: Path
    seconds: float
    size: int


class NotJoinedError(OutputError):
    """The clips that are there do not make one lecture; says which to render."""


def join(clips: Sequence[str], title: str, out: Path, sound_of: SoundOf | None = None) -> Lecture:
    """Publish ``lecture.mp4``, its captions, poster and timeline from ``clips`` under ``out``.

    ``sound_of`` gives what is said in them, if anything is: sound is coded once for each file.

    Raises :class:`NotJoinedError` if a clip is missing or differs in size, rate or look.
    """
    parts = parts_of(clips, out)  # first: a clip that is published meanwhile makes it stale
    documents = _documents(clips, out)
    document = lecture_document(title, documents)
    videos = [out / "clips" / f"{clip}.mp4" for clip in clips]
    with staging(out) as folder, reported(out / "lecture.mp4"):
        video = folder / "lecture.mp4"
        cues, chapters = _cues_and_chapters(document)
        language = document["look"]["language"]
        sounds = _sounds(document, sound_of) if sound_of else None
        frames = write_mp4(video, videos, title, language, cues, chapters, sounds)
        if frames != document["frames"]:
            raise NotJoinedError("the clips do not match their timelines: unrolled render")
        poster = out / "clips" / f"{clips[0]}.png"
        (folder / "lecture.png").write_bytes(poster.read_bytes())
        size = video.stat().st_size
        made_of = {"clips": parts, "bytes": size}
        write_texts(folder / "lecture", cues, {**document, "made_of": made_of})
        publish_all(folder / "lecture", out / "lecture")
    return Lecture(out / "lecture.mp4", document["seconds"], size)


def _documents(clips: Sequence[str], out: Path) -> list[dict[str, Any]]:
    documents = {clip: document_of(out / "clips" / clip) for clip in clips}
    found = {clip: document for clip, document in documents.items() if document is not None}
    if missing := [clip for clip in clips if clip not in found]:
        raise NotJoinedError(f"lecture.mp4 also needs: unrolled render {' '.join(missing)}")
    latest = max(found, key=lambda clip: (out / "clips" / f"{clip}.mp4").stat().st_mtime)
    newest = found[latest]
    others = [
        clip
        for clip, document in found.items()
        if any(document[key] != newest[key] for key in ("video", "look", "version"))
    ]
    if others:
        raise NotJoinedError(
            f"lecture.mp4 needs clips of one size and look: unrolled render {' '.join(others)}"
        )
    return [*found.values()]


def _timeline(clip: dict[str, Any], document: dict[str, Any]) -> Timeline:
    return timeline_of({**clip, "video": document["video"]})


def _sounds(document: dict[str, Any], sound_of: SoundOf) -> Iterator[Pcm] | None:
    """Of each clip; None if none of them speaks."""
    timelines = [(clip["start"], _timeline(clip, document)) for clip in document["clips"]]
    if not any(is_spoken(timeline) for _, timeline in timelines):
        return None
    return (np.concatenate([*sounds_of(its, sound_of, start)]) for start, its in timelines)


def _cues_and_chapters(document: dict[str, Any]) -> tuple[tuple[Cue, ...], list[Chapter]]:
    cues: list[Cue] = []
    chapters = []
    for clip in document["clips"]:
        start = clip["start_seconds"]
        timeline = _timeline(clip, document)
        cues += shifted(cues_of(timeline), start)
        chapters.append(Chapter(clip["title"], start, start + clip["seconds"]))
    return tuple(cues), chapters
