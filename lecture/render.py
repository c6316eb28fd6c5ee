"""One job to one clip: pure, so that it can run in any process."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from lecture.captions import Cue, cues_of, to_srt, to_vtt
from lecture.job import Job
from lecture.mux import Chapter, write_mp4
from lecture.publish import publish, reported, staging
from lecture.timeline import clip_document, to_json
from scenes.timeline import Timeline

Report = Callable[[int, int], None]
"""Called with the frames drawn and the frames that are expected."""


@dataclass(frozen=True)
class Clip:
    """A clip that has been published."""

    name: str
    path: Path
    seconds: float
    size: int
    document: dict[str, Any]


@dataclass(frozen=True)
class Footage:
    """A clip that has been filmed, in memory."""

    timeline: Timeline
    video: BytesIO
    poster: Image.Image


def render(job: Job, out: Path, report: Report = lambda done, expected: None) -> Clip:
    """Film ``job`` and publish ``clips/<clip>.mp4``, captions, poster and timeline under ``out``.

    Raises a ``LectureError`` before anything is drawn if the content cannot be shown.
    """
    with staging(out) as folder:
        return _publish(job, film(job, report), folder, out / "clips")


def film(job: Job, report: Report) -> Footage:
    """Draw and encode every frame of ``job``."""
    from lecture.clips import build_scene, expected_frames
    from lecture.encoder import Encoder
    from lecture.manim_setup import manim_configured
    from lecture.renderer import FrameRenderer
    from lecture.visitors import Filming

    with manim_configured(job.video), Encoder(job.video) as encoder:
        filming = Filming(encoder, lambda done: report(done, expected))
        scene = build_scene(job, FrameRenderer(filming))
        expected = expected_frames(scene, job.video.fps)
        scene.render()
        return Footage(scene.timeline, encoder.finish(), Image.fromarray(filming.poster))


def _publish(job: Job, footage: Footage, folder: Path, target: Path) -> Clip:
    timeline = footage.timeline
    cues = cues_of(timeline)
    document = clip_document(timeline, job)
    video = folder / f"{job.clip}.mp4"
    with reported(target / video.name):
        frames = write_mp4(
            video, [footage.video], timeline.title, job.look.language, cues, _chapters(timeline)
        )
        footage.poster.save(folder / f"{job.clip}.png", optimize=True)
        write_texts(folder / job.clip, cues, document)
    if frames != timeline.frames:
        raise RuntimeError(f"{job.clip}: {frames} frames for a timeline of {timeline.frames}")
    size = video.stat().st_size
    for suffix in (".vtt", ".srt", ".png", ".json", ".mp4"):
        publish(folder / f"{job.clip}{suffix}", target / f"{job.clip}{suffix}")
    return Clip(job.clip, target / video.name, timeline.seconds, size, document)


def write_texts(stem: Path, cues: tuple[Cue, ...], document: dict[str, Any]) -> None:
    """Captions and timeline beside ``stem``."""
    stem.with_suffix(".vtt").write_text(to_vtt(cues), encoding="utf-8", newline="\n")
    stem.with_suffix(".srt").write_text(to_srt(cues), encoding="utf-8", newline="\n")
    stem.with_suffix(".json").write_text(to_json(document), encoding="utf-8", newline="\n")


def _chapters(timeline: Timeline) -> list[Chapter]:
    return [
        Chapter(
            beat.headline or beat.name,
            beat.start / timeline.fps,
            (beat.start + beat.frames) / timeline.fps,
        )
        for beat in timeline.beats
    ]
