"""``unrolled render``: clips and the lecture as video."""

from dataclasses import replace
from pathlib import Path

import click

from lecture.cluster.scheduler import crew
from lecture.commands.options import (
    cache_size_option,
    clips_argument,
    config_options,
    jobs_option,
    out_option,
    quality_option,
    read_config,
    renderer_option,
    scheduler_option,
    verify_option,
    voice_option,
    with_same_options,
)
from lecture.config.model import LectureConfig
from lecture.config.notes import notes_of
from lecture.console import Talk, clock, megabytes
from lecture.freshness.cache import Cache
from lecture.freshness.fingerprint import Surroundings
from lecture.production.failures import Failures
from lecture.production.produce import produce
from lecture.publishing.store import Clip, document_of, fresh_clip, is_joined
from lecture.voice.speakers import speaker_of


@click.command()
@clips_argument
@quality_option
@config_options
@voice_option
@out_option
@jobs_option
@scheduler_option
@cache_size_option
@renderer_option
@verify_option
def render(
    clips: tuple[str, ...],
    quality: str | None,
    settings: tuple[str, ...],
    config_file: Path | None,
    theme: str | None,
    voice: str | None,
    out: Path,
    workers: int,
    scheduler: str | None,
    cache_megabytes: int | None,
    renderer: str,
    verify: bool,
) -> None:
    """Render clips, or the whole lecture, as MP4 with captions, chapters and posters.

    Only what has changed is drawn. Each clip is announced when it is finished; together they
    become renders/lecture.mp4.
    """
    config = read_config(config_file, settings, theme, quality, cache_megabytes, voice)
    jobs = tuple(replace(job, renderer=renderer) for job in config.jobs(clips))
    cache = Cache(out / ".cache", config.cache_megabytes)
    surroundings = Surroundings()
    fingerprints = {job: surroundings.fingerprint_of(job) for job in jobs}
    talk, failures = Talk(), Failures()
    for note in (*notes_of(jobs), config.note):
        if note:
            talk.say(note)
    with (
        crew(workers, scheduler, jobs, surroundings, talk.say) as hands,
        talk.progress(jobs) as tell,
    ):
        for outcome in produce(
            fingerprints,
            out,
            hands.workers,
            cache,
            tell,
            hands.executor,
            verify=verify,
            say=talk.say,
        ):
            if outcome.result is None:
                failures.add(outcome)
            else:
                talk.say(_told(outcome.result))
    failures.leave_if_any()
    others = [name for name in config.clips if name not in {job.clip for job in jobs}]
    also = [surroundings.fingerprint_of(job) for job in config.jobs(others)] if others else []
    stale = [other.clip for other in also if fresh_clip(other, out) is None]
    if stale:
        talk.say(f"lecture.mp4 also needs: {with_same_options()} {' '.join(stale)}")
    else:
        _join(config, out, cache, talk, verify)


def _told(clip: Clip) -> str:
    beats = len(clip.document["beats"])
    drawn = f"{clip.drawn} of {beats} beats drawn" if clip.drawn else "nothing drawn"
    return f"{clip.path}  {clock(clip.seconds)}  {megabytes(clip.size)}  {drawn}"


def _join(config: LectureConfig, out: Path, cache: Cache, talk: Talk, verify: bool) -> None:
    if not is_joined(config.clips, config.title, out, verify=verify):
        from lecture.publishing.lecture import join

        speaker = speaker_of(config.voice, config.look.language, cache)
        join(config.clips, config.title, out, speaker.sound)
    document = document_of(out / "lecture", "lecture")
    assert document is not None
    path, size = out / "lecture.mp4", document["made_of"]["bytes"]
    talk.say(f"{path}  {clock(document['seconds'])}  {megabytes(size)}")
    talk.say(f"Open {path.resolve()}")
