"""``unrolled status``: what is fresh, and why the rest is not."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from lecture.commands.options import (
    clips_argument,
    config_options,
    out_option,
    quality_option,
    read_config,
)
from lecture.console import Talk
from lecture.facts import Surroundings
from lecture.shelf import State, is_joined, state_of


@click.command()
@clips_argument
@quality_option
@config_options
@out_option
@click.option("--json", "as_json", is_flag=True, help="The states as JSON.")
def status(
    clips: tuple[str, ...],
    quality: str | None,
    settings: tuple[str, ...],
    config_file: Path | None,
    theme: str | None,
    out: Path,
    as_json: bool,
) -> None:
    """Say of each clip whether it is fresh, missing or stale, and what has changed.

    Leaves with 1 if unrolled render has something to do.
    """
    config = read_config(config_file, settings, theme, quality)
    surroundings = Surroundings()
    states = [state_of(surroundings.facts_of(job), out) for job in config.jobs(clips)]
    if not clips:
        joined = is_joined(config.clips, config.title, out)
        there = (out / "lecture.mp4").exists()
        told = "fresh" if joined else "stale" if there else "missing"
        why = ("its clips or its title changed",) if told == "stale" else ()
        states.append(State("lecture", told, why))
    if as_json:
        click.echo(json.dumps([asdict(state) for state in states], indent=1, ensure_ascii=False))
    else:
        _say(states)
    sys.exit(0 if all(state.state == "fresh" for state in states) else 1)


def _say(states: list[State]) -> None:
    talk = Talk()
    for state in states:
        if state.why:
            for reason in state.why:
                talk.say(f"{state.name}: {reason}")
        else:
            talk.say(f"{state.name}: {state.state}")
