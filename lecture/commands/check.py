"""``unrolled check``: is every picture legible and every number true?"""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lecture.commands.options import (
    clips_argument,
    config_options,
    jobs_option,
    quality_option,
    read_config,
    voice_option,
)
from lecture.console import Talk
from lecture.production.failures import Failures
from lecture.production.job import Job
from lecture.production.outcome import Report
from lecture.production.pool import run_jobs

if TYPE_CHECKING:
    from lecture.audit import Finding


@click.command()
@clips_argument
@quality_option
@config_options
@voice_option
@jobs_option
@click.option("--json", "as_json", is_flag=True, help="Findings as JSON.")
def check(
    clips: tuple[str, ...],
    quality: str | None,
    settings: tuple[str, ...],
    config_file: Path | None,
    theme: str | None,
    voice: str | None,
    workers: int,
    as_json: bool,
) -> None:
    """Walk through clips without drawing them and report what is illegible or untrue.

    Leaves with 1 if there is anything to report.
    """
    jobs = read_config(config_file, settings, theme, quality, voice=voice).jobs(clips)
    talk, failures = Talk(), Failures()
    findings: list[Finding] = []
    with talk.progress(jobs) as tell:
        for outcome in run_jobs(_audit, jobs, workers, tell):
            if outcome.result is None:
                failures.add(outcome)
                continue
            findings += outcome.result
            if not as_json:
                for finding in outcome.result:
                    talk.say(str(finding))
                talk.say(f"{outcome.job.clip}: {_counted(len(outcome.result))}")
    failures.leave_if_any()
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], indent=1))
    sys.exit(1 if findings else 0)


def _counted(number: int) -> str:
    return "1 finding" if number == 1 else f"{number or 'no'} findings"


def _audit(job: Job, report: Report) -> "list[Finding]":
    from lecture.audit import audit_clip
    from lecture.production.recital import speaking

    return audit_clip(speaking(job, Path("renders")))
