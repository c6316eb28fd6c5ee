"""``unrolled present``: the lecture in front of a class."""

from pathlib import Path

import click

from lecture.commands.options import (
    cache_size_option,
    clips_argument,
    config_options,
    jobs_option,
    out_option,
    quality_option,
    read_config,
)
from lecture.commands.published import no_render_option, published_clips
from lecture.console import Talk, megabytes


@click.command()
@clips_argument
@quality_option
@config_options
@out_option
@jobs_option
@cache_size_option
@no_render_option
@click.option("--one-file", is_flag=True, help="Pack videos and pictures into the page itself.")
@click.option(
    "--minutes",
    type=click.FloatRange(0.1, 1000),
    help="How long you have; the speaker view says how far you should be.",
)
def present(
    clips: tuple[str, ...],
    quality: str | None,
    settings: tuple[str, ...],
    config_file: Path | None,
    theme: str | None,
    out: Path,
    workers: int,
    cache_megabytes: int | None,
    no_render: bool,
    one_file: bool,
    minutes: float | None,
) -> None:
    """Build renders/present: a presenter that stops at the end of every beat until you go on.

    It works from a file and without a network, in any browser. Press ? in it for its keys, S for a
    second window with what comes next, what to say, and the time.
    """
    config = read_config(config_file, settings, theme, quality, cache_megabytes)
    talk = Talk()
    published = published_clips(config, clips, out, workers, talk, no_render=no_render)
    from lecture.present.presenter import write_presenter

    made = write_presenter(config, published, out, one_file=one_file, minutes=minutes)
    talk.say(f"{made.index}  {made.beats} beats, {megabytes(made.size)}")
    talk.say(f"Open {made.index.resolve()}")
