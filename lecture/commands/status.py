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
    verify_option,
    voice_option,
)
from lecture.config.model import LectureConfig
from lecture.console import Talk
from lecture.freshness.fingerprint import Surroundings
from lecture.publishing.store import State, document_of, is_joined, state_of


@click.command()
@clips_argument
@quality_option
@config_options
@voice_option
@out_option
@verify_option
@click.option("--json", "as_json", is_flag=True, help="The states as JSON.")
def status(
    clips: tuple[str, ...],
    quality: str | None,
    settings: tuple[str, ...],
    config_file: Path | None,
    theme: str | None,
    voice: str | None,
    out: Path,
    verify: bool,
    as_json: bool,
) -> None:
    """Say of each clip whether it is fresh, missing or stale, and what has changed.

    Leaves with 1 if unrolled render has something to do.
    """
    config = read_config(config_file, settings, theme, quality, voice=voice)
    surroundings = Surroundings()
    jobs = config.jobs(clips)
    states = [state_of(surroundings.fingerprint_of(job), out, verify=verify) for job in jobs]
    if not clips:
        states.append(_state_of_lecture(config, states, out, verify))
    if as_json:
        click.echo(json.dumps([asdict(state) for state in states], indent=1, ensure_ascii=False))
    else:
        _say(states)
    sys.exit(0 if all(state.state == "fresh" for state in states) else 1)


def _state_of_lecture(config: LectureConfig, clips: list[State], out: Path, verify: bool) -> State:
    if document_of(out / "lecture", "lecture") is None:
        return State("lecture", "missing")
    if any(clip.state != "fresh" for clip in clips):
        return State("lecture", "stale", ("not all of its clips are fresh",))
    if not is_joined(config.clips, config.title, out, verify=verify):
        return State("lecture", "stale", ("its clips, its title or its files changed",))
    return State("lecture", "fresh")


def _say(states: list[State]) -> None:
    talk = Talk()
    for state in states:
        if state.why:
            for reason in state.why:
                talk.say(f"{state.name}: {reason}")
        else:
            talk.say(f"{state.name}: {state.state}")
