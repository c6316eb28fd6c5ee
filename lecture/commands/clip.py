"""``unrolled clip``: any run of beats, in any shape of file."""

from pathlib import Path

import click

from lecture.commands.options import read_config
from lecture.commands.published import published_clips, published_options
from lecture.console import Talk, megabytes
from lecture.freshness.cache import Cache
from lecture.pieces.address import Run
from lecture.pieces.forms import FORMS, refuse_transparency


@click.command()
@click.argument("piece", metavar="CLIP[@BEAT[..BEAT]]")
@click.option(
    "--as",
    "form",
    type=click.Choice(list(FORMS)),
    default="mp4",
    show_default=True,
    help="What to make; mp4 is cut without being encoded again, unless it changes.",
)
@click.option("--transparent", is_flag=True, help="Without the background: it is drawn anew.")
@click.option("--burn", is_flag=True, help="Captions into the pictures, for places without tracks.")
@click.option("--width", type=click.IntRange(64, 7680), help="Pixels across, at most.")
@click.option("--fps", type=click.IntRange(1, 120), help="Pictures a second, at most.")
@published_options
def clip(
    piece: str,
    form: str,
    transparent: bool,
    burn: bool,
    width: int | None,
    fps: int | None,
    quality: str | None,
    settings: tuple[str, ...],
    config_file: Path | None,
    theme: str | None,
    out: Path,
    workers: int,
    cache_megabytes: int | None,
    no_render: bool,
) -> None:
    """Cut a run of beats out of a clip, such as rolling@unroll-it..roll-it-up.

    It lies in renders/pieces afterwards. What is moving and has no sound, such as a GIF, comes
    smaller than the clip; --width and --fps say otherwise.
    """
    config = read_config(config_file, settings, theme, quality, cache_megabytes)
    run = Run.parse(piece)
    if transparent:
        refuse_transparency(form)
    talk = Talk()
    (published,) = published_clips(config, (run.clip,), out, workers, talk, no_render=no_render)
    from lecture.pieces.piece import Order, write_piece

    (job,) = config.jobs((run.clip,))
    order = Order(run, form, width, fps, transparent, burn)
    made = write_piece(job, published, order, out, Cache(out / ".cache", config.cache_megabytes))
    talk.say(f"{made}  {megabytes(made.stat().st_size)}")
