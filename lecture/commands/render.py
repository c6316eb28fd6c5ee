"""``unrolled render``: clips and the lecture as video."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lecture.commands.options import (
    clips_argument,
    config_options,
    jobs_option,
    out_option,
    quality_option,
    read_config,
)
from lecture.config import LectureConfig
from lecture.console import Talk, clock, megabytes
from lecture.failures import Failures
from lecture.job import Job
from lecture.pool import Report, run_jobs
from lecture.publish import staging

if TYPE_CHECKING:
    from lecture.render import Clip


@click.command()
@clips_argument
@quality_option
@config_options
@out_option
@jobs_option
def render(
    clips: tuple[str, ...],
    quality: str | None,
    settings: tuple[str, ...],
    config_file: Path | None,
    theme: str | None,
    out: Path,
    workers: int,
) -> None:
    """Render clips, or the whole lecture, as MP4 with captions, chapters and posters.

    Each clip is announced when it is finished; together they become renders/lecture.mp4.
    """
    config = read_config(config_file, settings, theme, quality)
    jobs = config.jobs(clips)
    talk, failures = Talk(), Failures()
    with staging(out):  # a folder that cannot be written is noticed before anything is drawn
        pass
    with talk.progress(jobs) as tell:
        for outcome in run_jobs(partial(_render, out=out), jobs, workers, tell):
            if outcome.result is None:
                failures.add(outcome)
            else:
                clip = outcome.result
                talk.say(f"{clip.path}  {clock(clip.seconds)}  {megabytes(clip.size)}")
    failures.leave_if_any()
    _join(config, out, talk)


def _render(job: Job, report: Report, out: Path) -> "Clip":
    from lecture.render import render as render_clip

    return render_clip(job, out, report)


def _join(config: LectureConfig, out: Path, talk: Talk) -> None:
    from lecture.join import NotJoinedError, join

    try:
        lecture = join(config.clips, config.title, out)
    except NotJoinedError as reason:
        talk.say(str(reason))
    else:
        talk.say(f"{lecture.path}  {clock(lecture.seconds)}  {megabytes(lecture.size)}")
        talk.say(f"Open {lecture.path.resolve()}")
