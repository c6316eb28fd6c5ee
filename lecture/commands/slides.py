"""``unrolled slides``: the lecture for other programs, and for paper."""

from pathlib import Path

import click

from lecture.commands.options import clips_argument, read_config
from lecture.commands.published import published_clips, published_options
from lecture.console import Talk, megabytes


@click.command()
@clips_argument
@published_options
@click.option("--pptx", is_flag=True, help="Slides with videos: renders/slides/lecture.pptx.")
@click.option("--pdf", is_flag=True, help="A handout, a page a beat: renders/slides/handout.pdf.")
def slides(
    clips: tuple[str, ...],
    quality: str | None,
    settings: tuple[str, ...],
    config_file: Path | None,
    theme: str | None,
    out: Path,
    workers: int,
    cache_megabytes: int | None,
    no_render: bool,
    pptx: bool,
    pdf: bool,
) -> None:
    """Make slides of the lecture, or a handout: one slide or page for every beat.

    Slides need an extra: pip install 'unrolled[slides]'.
    """
    if not (pptx or pdf):
        raise click.UsageError("nothing to make: --pptx, --pdf, or both")
    config = read_config(config_file, settings, theme, quality, cache_megabytes)
    if pptx:
        from lecture.slides.deck import python_pptx

        python_pptx()  # before anything is rendered for it
    talk = Talk()
    published = published_clips(config, clips, out, workers, talk, no_render=no_render)
    from lecture.slides.deck import write_deck
    from lecture.slides.handout import write_handout

    made = [write(config, published, out) for write, wanted in (
        (write_deck, pptx), (write_handout, pdf)
    ) if wanted]  # fmt: skip
    for path in made:
        talk.say(f"{path}  {megabytes(path.stat().st_size)}")
        talk.say(f"Open {path.resolve()}")
