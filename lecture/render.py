"""Filmed beats to a published clip: video, captions, chapters, poster and timeline."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from lecture.captions import Cue, cues_of, to_srt, to_vtt
from lecture.facts import Facts, Surroundings
from lecture.job import Job
from lecture.publish import publish, reported, staging
from lecture.shelf import SUFFIXES, Clip
from lecture.timeline import clip_document, to_json
from lecture.video.mux import Chapter, write_mp4
from lecture.video.segment import Segment
from scenes.timeline import Timeline


def render(job: Job, out: Path) -> Clip:
    """Film all of ``job`` in this process and publish it under ``out``.

    Raises a ``LectureError`` before anything is drawn if the content cannot be shown.
    """
    from lecture.film import film

    facts = Surroundings().facts_of(job)
    with staging(out) as folder:
        footage = film(job)
        segments = [footage.segments[n] for n in range(len(footage.segments))]
        return publish_clip(job, facts, footage.timeline, segments, folder, out)


def publish_clip(
    job: Job,
    facts: Facts,
    timeline: Timeline,
    segments: Sequence[Segment],
    folder: Path,
    out: Path,
    drawn: int = 0,
) -> Clip:
    """Publish ``clips/<clip>.mp4`` and what belongs to it under ``out``, written in ``folder``."""
    cues = cues_of(timeline)
    stem, target = folder / job.clip, out / "clips" / job.clip
    with reported(target.with_suffix(".mp4")):
        frames = write_mp4(
            stem.with_suffix(".mp4"),
            [BytesIO(segment.video) for segment in segments],
            timeline.title,
            job.look.language,
            cues,
            _chapters(timeline),
        )
        poster = max(segments, key=lambda segment: segment.fullness).poster
        stem.with_suffix(".png").write_bytes(poster)
        size = stem.with_suffix(".mp4").stat().st_size
        made_of = {**facts.made_of, "bytes": size}
        document = {**clip_document(timeline, job), "made_of": made_of}
        write_texts(stem, cues, document)
    if frames != timeline.frames:
        raise RuntimeError(f"{job.clip}: {frames} frames for a timeline of {timeline.frames}")
    publish_all(stem, target)
    return Clip(job.clip, target.with_suffix(".mp4"), timeline.seconds, size, document, drawn)


def publish_all(stem: Path, target: Path) -> None:
    """Give all files of a clip or a lecture their names; its timeline comes last."""
    for suffix in SUFFIXES:
        publish(stem.with_suffix(suffix), target.with_suffix(suffix))


def write_texts(stem: Path, cues: tuple[Cue, ...], document: Mapping[str, Any]) -> None:
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
