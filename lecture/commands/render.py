"""``unrolled render``: clips and the lecture as video."""

from dataclasses import replace
from pathlib import Path

import click

from lecture.cache import Cache
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
)
from lecture.config.model import LectureConfig
from lecture.console import Talk, clock, megabytes
from lecture.facts import Surroundings
from lecture.failures import Failures
from lecture.produce import produce
from lecture.shelf import Clip, document_of, fresh_clip, is_joined


@click.command()
@clips_argument
@quality_option
@config_options
@out_option
@jobs_option
@scheduler_option
@cache_size_option
@renderer_option
def render(
    clips: tuple[str, ...],
    quality: str | None,
    settings: tuple[str, ...],
    config_file: Path | None,
    theme: str | None,
    out: Path,
    workers: int,
    scheduler: str | None,
    cache_megabytes: int | None,
    renderer: str,
) -> None:
    """Render clips, or the whole lecture, as MP4 with captions, chapters and posters.

    Only what has changed is drawn. Each clip is announced when it is finished; together they
    become renders/lecture.mp4.
    """
    config = read_config(config_file, settings, theme, quality, cache_megabytes)
    jobs = tuple(replace(job, renderer=renderer) for job in config.jobs(clips))
    cache = Cache(out / ".cache", config.cache_megabytes)
    surroundings = Surroundings()
    facts = {job: surroundings.facts_of(job) for job in jobs}
    talk, failures = Talk(), Failures()
    with (
        crew(workers, scheduler, jobs, surroundings, talk.say) as its,
        talk.progress(jobs) as tell,
    ):
        for outcome in produce(facts, out, its.workers, cache, tell, its.executor):
            if outcome.result is None:
                failures.add(outcome)
            else:
                talk.say(_told(outcome.result))
    failures.leave_if_any()
    others = [name for name in config.clips if name not in {job.clip for job in jobs}]
    also = [surroundings.facts_of(job) for job in config.jobs(others)] if others else []
    stale = [its.clip for its in also if fresh_clip(its, out) is None]
    if stale:
        talk.say(f"lecture.mp4 also needs: unrolled render {' '.join(stale)}")
    else:
        _join(config, out, talk)


def _told(clip: Clip) -> str:
    beats = len(clip.document["beats"])
    drawn = f"{clip.drawn} of {beats} beats drawn" if clip.drawn else "nothing drawn"
    return f"{clip.path}  {clock(clip.seconds)}  {megabytes(clip.size)}  {drawn}"


def _join(config: LectureConfig, out: Path, talk: Talk) -> None:
    if not is_joined(config.clips, config.title, out):
        from lecture.join import join

        join(config.clips, config.title, out)
    document = document_of(out / "lecture", "lecture")
    assert document is not None
    path, size = out / "lecture.mp4", document["made_of"]["bytes"]
    talk.say(f"{path}  {clock(document['seconds'])}  {megabytes(size)}")
    talk.say(f"Open {path.resolve()}")
