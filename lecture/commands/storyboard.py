"""``unrolled storyboard``: the lecture at a glance."""

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
from lecture.console import Talk
from lecture.failures import Failures
from lecture.job import Job
from lecture.outcome import Report
from lecture.pool import run_jobs
from lecture.storyboard.motion import Motion

if TYPE_CHECKING:
    from lecture.storyboard.board import Board


@click.command()
@clips_argument
@quality_option
@config_options
@out_option
@jobs_option
@click.option(
    "--every", type=click.FloatRange(0.02, 60), help="Show motion: a frame every so many seconds."
)
@click.option(
    "--from",
    "start",
    type=click.FloatRange(0),
    default=0.0,
    help="Where motion starts, in seconds.",
)
@click.option("--to", "end", type=click.FloatRange(0), help="Where motion ends, in seconds.")
def storyboard(
    clips: tuple[str, ...],
    quality: str | None,
    settings: tuple[str, ...],
    config_file: Path | None,
    theme: str | None,
    out: Path,
    workers: int,
    every: float | None,
    start: float,
    end: float | None,
) -> None:
    """Draw the end of every beat: a sheet for each clip, every frame in full size, and a page.

    With --every it draws motion instead, on a sheet of its own.
    """
    jobs = read_config(config_file, settings, theme, quality).jobs(clips)
    motion = None if every is None else Motion(every, start, end)
    talk, failures = Talk(), Failures()
    boards: dict[Job, Board] = {}
    with talk.progress(jobs) as tell:
        for outcome in run_jobs(partial(_draw, out=out, motion=motion), jobs, workers, tell):
            if outcome.result is None:
                failures.add(outcome)
                continue
            boards[outcome.job] = outcome.result
            talk.say(f"{outcome.result.sheet}  {len(outcome.result.frames)} frames")
    failures.leave_if_any()
    if motion is None:
        from lecture.storyboard.page import write_page

        page = write_page([boards[job] for job in jobs], out)
        talk.say(f"Open {page.resolve()}")


def _draw(job: Job, report: Report, out: Path, motion: Motion | None) -> "Board":
    from lecture.storyboard.board import draw_storyboard

    return draw_storyboard(job, out, motion)
