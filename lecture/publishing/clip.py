"""Filmed beats to a published clip: video, captions, chapters, poster and timeline."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from lecture.freshness.cache import Cache
from lecture.freshness.checksums import sealed
from lecture.freshness.fingerprint import Fingerprint, Surroundings
from lecture.imports import imported
from lecture.production.job import Job
from lecture.publishing.captions import Cue, cues_of, to_srt, to_vtt
from lecture.publishing.publish import publish, reported, staging
from lecture.publishing.sound import is_spoken, sounds_of
from lecture.publishing.store import SUFFIXES, Clip
from lecture.publishing.timeline import clip_document, to_json
from lecture.video.mux import Chapter, write_mp4
from lecture.video.segment import Segment
from lecture.voice.speaker import SoundOf
from lecture.voice.speakers import speaker_of
from scenes.timeline import Timeline


def render(job: Job, out: Path) -> Clip:
    """Film all of ``job`` in this process and publish it under ``out``.

    Raises a ``LectureError`` before anything is drawn if the content cannot be shown.
    """
    from lecture.production.film import film
    from lecture.production.recital import speaking

    fingerprint = Surroundings().fingerprint_of(job)
    speaker = speaker_of(job.voice, job.look.language, Cache(out / ".cache"))
    job = speaking(job, out)
    with staging(out) as folder:
        footage = film(job)
        segments = [footage.segments[n] for n in range(len(footage.segments))]
        return publish_clip(
            job, fingerprint, footage.timeline, segments, folder, out, sound_of=speaker.sound
        )


def publish_clip(
    job: Job,
    fingerprint: Fingerprint,
    timeline: Timeline,
    segments: Sequence[Segment],
    folder: Path,
    out: Path,
    drawn: int = 0,
    sound_of: SoundOf | None = None,
) -> Clip:
    """Publish ``clips/<clip>.mp4`` and what belongs to it under ``out``, written in ``folder``.

    ``sound_of`` gives what is said in it, if anything is.
    """
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
            sounds_of(timeline, sound_of) if sound_of and is_spoken(timeline) else None,
        )
        poster = max(segments, key=lambda segment: segment.fullness).poster
        stem.with_suffix(".png").write_bytes(poster)
        size = stem.with_suffix(".mp4").stat().st_size
        # What writes may have been imported later than the fingerprint was taken.
        made_of = {**fingerprint.unsure_of(fingerprint, imported()).made_of, "bytes": size}
        document = {**clip_document(timeline, job), "made_of": made_of}
        document = write_texts(stem, cues, document)
    if frames != timeline.frames:
        raise RuntimeError(f"{job.clip}: {frames} frames for a timeline of {timeline.frames}")
    publish_all(stem, target)
    return Clip(job.clip, target.with_suffix(".mp4"), timeline.seconds, size, document, drawn)


def publish_all(stem: Path, target: Path) -> None:
    """Give all files of a clip or a lecture their names; its timeline comes last."""
    for suffix in SUFFIXES:
        publish(stem.with_suffix(suffix), target.with_suffix(suffix))


def write_texts(stem: Path, cues: tuple[Cue, ...], document: Mapping[str, Any]) -> dict[str, Any]:
    """Captions and timeline beside ``stem``, where video and poster are already; the timeline."""
    stem.with_suffix(".vtt").write_text(to_vtt(cues), encoding="utf-8", newline="\n")
    stem.with_suffix(".srt").write_text(to_srt(cues), encoding="utf-8", newline="\n")
    timeline = sealed(stem, document, SUFFIXES[:-1])
    stem.with_suffix(".json").write_text(to_json(timeline), encoding="utf-8", newline="\n")
    return timeline


def _chapters(timeline: Timeline) -> list[Chapter]:
    return [
        Chapter(
            beat.headline or beat.name,
            beat.start / timeline.fps,
            (beat.start + beat.frames) / timeline.fps,
        )
        for beat in timeline.beats
    ]
