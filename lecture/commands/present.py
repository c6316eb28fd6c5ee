"""``unrolled present``: the lecture in front of a class."""

from pathlib import Path

import click

from lecture.commands.options import clips_argument, read_config
from lecture.commands.published import published_clips, published_options
from lecture.console import Talk, megabytes


@click.command()
@clips_argument
@published_options
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
