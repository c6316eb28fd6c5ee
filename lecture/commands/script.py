"""``unrolled script``: what is said, to be read aloud."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lecture.commands.options import clips_argument, config_options, jobs_option, read_config
from lecture.console import Talk
from lecture.freshness.cache import Cache
from lecture.production.failures import Failures
from lecture.production.job import Job
from lecture.production.outcome import Report
from lecture.production.pool import run_jobs
from lecture.voice.voice import Voice
from rnn_math.errors import InputError
from scenes.completeness import check_language

if TYPE_CHECKING:
    from lecture.reading.script import ClipScript


@click.command()
@clips_argument
@config_options
@jobs_option
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write it as a page to print.",
)
@click.option("--record", is_flag=True, help="Record what has no take yet, with a microphone.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, with how everything is spelled.")
@click.option(
    "--check",
    "checked",
    metavar="LANG",
    help="List what the folder of a language lacks instead; leaves with 1 if it lacks anything.",
)
def script(
    clips: tuple[str, ...],
    settings: tuple[str, ...],
    config_file: Path | None,
    theme: str | None,
    workers: int,
    html: Path | None,
    record: bool,
    as_json: bool,
    checked: str | None,
) -> None:
    """Print what is said, by clip and beat, with its numbers, to be read aloud.

    Beside each beat stands the name of a take of it, for [voice] engine = "recorded".
    """
    if checked is not None:
        sys.exit(_check(checked))
    config = read_config(config_file, settings, theme, voice="none")
    if record and not config.wished.takes:
        raise InputError('--record: where to? Give [voice] takes = "folder"')
    jobs = tuple(replace(job, voice=config.wished) for job in config.jobs(clips))
    scripts = _scripts(jobs, workers)
    states = _states(scripts, config.wished)
    if record:
        from lecture.reading.microphone import microphone
        from lecture.reading.recording import guide

        guide(scripts, states, Path(config.wished.takes), microphone, _ask, Talk().say)
    elif html is not None:
        from lecture.reading.page import write_page

        write_page(scripts, config.title, states, html)
        Talk().say(f"Open {html.resolve()}")
    elif as_json:
        click.echo(json.dumps(_document(scripts, states), ensure_ascii=False, indent=1))
    else:
        from lecture.reading.terminal import tell

        tell(scripts, states)


def _check(language: str) -> int:
    """Tell what ``language`` lacks: 1 if anything, else 0."""
    lacks = check_language(language)
    for lack in lacks:
        click.echo(str(lack))
    if not lacks:
        click.echo(f"{language}: nothing is missing, unknown, other than it must be or too long")
    return int(bool(lacks))


def _scripts(jobs: Sequence[Job], workers: int) -> "list[ClipScript]":
    failures, found = Failures(), {}
    for outcome in run_jobs(_script, jobs, workers):
        if outcome.result is None:
            failures.add(outcome)
        else:
            found[outcome.job.clip] = outcome.result
    failures.leave_if_any()
    return [found[job.clip] for job in jobs]


def _script(job: Job, report: Report) -> "ClipScript":
    from lecture.reading.script import script_of

    return script_of(job)


def _document(scripts: "Sequence[ClipScript]", states: Mapping[str, str]) -> dict[str, Any]:
    told = [{**asdict(each), "seconds": each.seconds} for each in scripts]
    return {"clips": told, "takes": dict(states)}


def _ask(question: str) -> str:
    answer: str = click.prompt(question, default="", show_default=False, prompt_suffix="")
    return answer


def _states(scripts: "Sequence[ClipScript]", voice: Voice) -> dict[str, str]:
    """What became of takes, where there is to be a folder of them."""
    if not voice.takes:
        return {}
    from lecture.reading.takes import states_of

    return states_of(scripts, voice, Cache(Path("renders/.cache")))
