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
    voice_option,
)
from lecture.console import Talk
from lecture.production.failures import Failures
from lecture.production.job import Job
from lecture.production.outcome import Report
from lecture.production.pool import run_jobs
from lecture.storyboard.motion import Motion

if TYPE_CHECKING:
    from lecture.storyboard.board import Board


@click.command()
@clips_argument
@quality_option
@config_options
@voice_option
@out_option
@jobs_option
@click.option(
    "--every", type=click.FloatRange(0.02, 60), help="Show motion: a frame every so many seconds."
)
@click.option(
    "--from",
    "start",
    type=click.FloatRange(0),
    help="Where motion starts, in seconds; at the start if left out.",
)
@click.option("--to", "end", type=click.FloatRange(0), help="Where motion ends, in seconds.")
def storyboard(
    clips: tuple[str, ...],
    quality: str | None,
    settings: tuple[str, ...],
    config_file: Path | None,
    theme: str | None,
    voice: str | None,
    out: Path,
    workers: int,
    every: float | None,
    start: float | None,
    end: float | None,
) -> None:
    """Draw the end of every beat: a sheet for each clip, every frame in full size, and a page.

    With --every it draws motion instead, on a sheet of its own.
    """
    if every is None and (start is not None or end is not None):
        raise click.UsageError("--from and --to say which motion to show: give --every, too")
    start = start or 0.0
    if end is not None and end < start:
        raise click.UsageError(f"--to {end:g}: must not be before --from {start:g}")
    jobs = read_config(config_file, settings, theme, quality, voice=voice).jobs(clips)
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
