"""The timeline of a clip or of the lecture as JSON, as ``schema/timeline.schema.json`` says."""

import json
from collections.abc import Mapping, Sequence
from importlib import resources
from importlib.metadata import version
from typing import Any

from lecture.production.job import Job
from lecture.video.format import VideoFormat
from scenes.speech.said import Said
from scenes.timeline import Beat, Shown, Timeline

SCHEMA = "timeline.schema.json"


def schema() -> dict[str, Any]:
    """The published JSON Schema."""
    text = (resources.files("lecture") / "schema" / SCHEMA).read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def clip_document(timeline: Timeline, job: Job) -> dict[str, Any]:
    """A clip: where its beats lie, and everything that made them so."""
    return {
        **_head("clip", timeline.title, job.video, job.look.model_dump(mode="json")),
        "clip": timeline.clip,
        "parameters": job.params.model_dump(mode="json"),
        "gave_way": list(job.params.given_way),
        "frames": timeline.frames,
        "seconds": timeline.seconds,
        "beats": [_beat(beat, timeline.fps) for beat in timeline.beats],
    }


def lecture_document(title: str, clips: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The lecture: its clips' documents, each with where it begins."""
    first = clips[0]
    video = VideoFormat(**first["video"])
    starts = [sum(clip["frames"] for clip in clips[:n]) for n in range(len(clips))]
    frames = sum(clip["frames"] for clip in clips)
    return {
        **_head("lecture", title, video, first["look"]),
        "frames": frames,
        "seconds": frames / video.fps,
        "clips": [
            {"start": start, "start_seconds": start / video.fps, **_without_head(clip)}
            for start, clip in zip(starts, clips, strict=True)
        ],
    }


def beats_document(timeline: Timeline) -> dict[str, Any]:
    """What :func:`timeline_of` needs, and nothing of how the clip was made."""
    return {
        "clip": timeline.clip,
        "title": timeline.title,
        "video": {"fps": timeline.fps},
        "beats": [_beat(beat, timeline.fps) for beat in timeline.beats],
    }


def timeline_of(document: dict[str, Any]) -> Timeline:
    """The timeline that a clip's document was written from."""
    return Timeline(
        document["clip"],
        document["title"],
        document["video"]["fps"],
        tuple(_read_beat(beat) for beat in document["beats"]),
    )


def to_json(document: Mapping[str, Any]) -> str:
    """Readable, with the characters of every language as they are."""
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _head(kind: str, title: str, video: VideoFormat, look: dict[str, Any]) -> dict[str, Any]:
    return {
        "kind": kind,
        "version": 1,
        "made_by": f"unrolled {version('unrolled')}",
        "title": title,
        "video": {"width": video.width, "height": video.height, "fps": video.fps},
        "look": look,
    }


def _without_head(clip: dict[str, Any]) -> dict[str, Any]:
    head = ("kind", "version", "made_by", "video", "look", "made_of")
    return {k: v for k, v in clip.items() if k not in head}


def _beat(beat: Beat, fps: int) -> dict[str, Any]:
    return {
        "name": beat.name,
        "start": beat.start,
        "frames": beat.frames,
        "start_seconds": beat.start / fps,
        "seconds": beat.frames / fps,
        "headline": beat.headline,
        "narration": beat.narration,
        "roles": list(beat.roles),
        "numbers": [
            {
                "text": shown.text,
                "trace": shown.trace,
                "quantity": shown.quantity,
                "step": shown.step,
                "index": list(shown.index),
            }
            for shown in beat.numbers
        ],
        **_said(beat),
    }


def _said(beat: Beat) -> dict[str, Any]:
    """What is spoken in a beat, if anything is."""
    if not (beat.speech or beat.marks):
        return {}
    return {
        "speech": [
            {
                "text": said.text,
                "spoken": said.spoken,
                "start": said.start,
                "frames": said.frames,
                "words": list(said.words),
                "sound": said.key,
            }
            for said in beat.speech
        ],
        "marks": [{"name": name, "frame": frame} for name, frame in beat.marks],
    }


def _read_beat(document: dict[str, Any]) -> Beat:
    return Beat(
        name=document["name"],
        start=document["start"],
        frames=document["frames"],
        headline=document["headline"],
        narration=document["narration"],
        roles=tuple(document["roles"]),
        numbers=tuple(
            Shown(n["text"], n["trace"], n["quantity"], n["step"], tuple(n["index"]))
            for n in document["numbers"]
        ),
        speech=tuple(
            Said(s["text"], s["spoken"], s["start"], s["frames"], s["sound"], tuple(s["words"]))
            for s in document.get("speech", ())
        ),
        marks=tuple((mark["name"], mark["frame"]) for mark in document.get("marks", ())),
    )
