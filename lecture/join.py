"""The clips into one lecture, without encoding them again."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lecture.captions import Cue, cues_of, shifted
from lecture.publish import reported, staging
from lecture.render import publish_all, write_texts
from lecture.shelf import parts_of
from lecture.timeline import lecture_document, timeline_of
from lecture.video.mux import Chapter, write_mp4
from rnn_math.errors import OutputError


@dataclass(frozen=True)
class Lecture:
    """A lecture that has been published."""

    path: Path
    seconds: float
    size: int


class NotJoinedError(OutputError):
    """The clips that are there do not make one lecture; says which to render."""


def join(clips: Sequence[str], title: str, out: Path) -> Lecture:
    """Publish ``lecture.mp4``, its captions, poster and timeline from ``clips`` under ``out``.

    Raises :class:`NotJoinedError` if a clip is missing or differs in size, rate or look.
    """
    documents = _documents(clips, out / "clips")
    document = lecture_document(title, documents)
    videos = [out / "clips" / f"{clip}.mp4" for clip in clips]
    with staging(out) as folder, reported(out / "lecture.mp4"):
        video = folder / "lecture.mp4"
        cues, chapters = _cues_and_chapters(document)
        language = document["look"]["language"]
        frames = write_mp4(video, videos, title, language, cues, chapters)
        if frames != document["frames"]:
            raise NotJoinedError("the clips do not match their timelines: unrolled render")
        poster = out / "clips" / f"{clips[0]}.png"
        (folder / "lecture.png").write_bytes(poster.read_bytes())
        size = video.stat().st_size
        made_of = {"clips": parts_of(clips, out), "bytes": size}
        write_texts(folder / "lecture", cues, {**document, "made_of": made_of})
        publish_all(folder / "lecture", out / "lecture")
    return Lecture(out / "lecture.mp4", document["seconds"], size)


def _documents(clips: Sequence[str], folder: Path) -> list[dict[str, Any]]:
    documents = {clip: _document(folder / f"{clip}.json") for clip in clips}
    missing = [
        clip
        for clip, document in documents.items()
        if document is None or not (folder / f"{clip}.mp4").exists()
    ]
    if missing:
        raise NotJoinedError(f"lecture.mp4 also needs: unrolled render {' '.join(missing)}")
    found = [document for document in documents.values() if document is not None]
    newest = max(found, key=lambda d: (folder / f"{d['clip']}.mp4").stat().st_mtime)
    others = [
        document["clip"]
        for document in found
        if any(document[key] != newest[key] for key in ("video", "look", "version"))
    ]
    if others:
        raise NotJoinedError(
            f"lecture.mp4 needs clips of one size and look: unrolled render {' '.join(others)}"
        )
    return found


def _document(file: Path) -> dict[str, Any] | None:
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return document if isinstance(document, dict) and document.get("kind") == "clip" else None


def _cues_and_chapters(document: dict[str, Any]) -> tuple[tuple[Cue, ...], list[Chapter]]:
    cues: list[Cue] = []
    chapters = []
    for clip in document["clips"]:
        start = clip["start_seconds"]
        timeline = timeline_of({**clip, "video": document["video"]})
        cues += shifted(cues_of(timeline), start)
        chapters.append(Chapter(clip["title"], start, start + clip["seconds"]))
    return tuple(cues), chapters
