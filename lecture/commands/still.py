"""``unrolled still``: any moment, as a picture."""

from pathlib import Path
from typing import get_args

import click

from lecture.commands.options import read_config
from lecture.commands.published import published_clips, published_options
from lecture.console import Talk, megabytes
from lecture.freshness.cache import Cache
from lecture.pieces.address import Moment
from lecture.pieces.still import Kind, write_still


@click.command()
@click.argument("moment", metavar="CLIP@BEAT[+SECONDSs]")
@click.option(
    "--as",
    "kind",
    type=click.Choice(get_args(Kind)),
    default="png",
    show_default=True,
    help="What to make; svg and pdf are outlines and text, sharp at any size.",
)
@click.option("--transparent", is_flag=True, help="Without the background.")
@click.option("--burn", is_flag=True, help="The caption into the picture.")
@published_options
def still(
    moment: str,
    kind: Kind,
    transparent: bool,
    burn: bool,
    quality: str | None,
    settings: tuple[str, ...],
    config_file: Path | None,
    theme: str | None,
    out: Path,
    workers: int,
    cache_megabytes: int | None,
    no_render: bool,
) -> None:
    """Take a picture of a moment, such as equation@weigh-the-word+3.2s, or of a beat's end.

    It lies in renders/pieces afterwards.
    """
    config = read_config(config_file, settings, theme, quality, cache_megabytes)
    wanted = Moment.parse(moment)
    talk = Talk()
    (published,) = published_clips(config, (wanted.clip,), out, workers, talk, no_render=no_render)
    (job,) = config.jobs((wanted.clip,))
    cache = Cache(out / ".cache", config.cache_megabytes)
    made = write_still(job, published, wanted, kind, out, cache, clear=transparent, burn=burn)
    talk.say(f"{made}  {megabytes(made.stat().st_size)}")
