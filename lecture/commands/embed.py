"""``unrolled embed``: what to paste into another page."""

from pathlib import Path

import click

from lecture.commands.options import out_option

_TARGETS = ("html", "iframe", "myst", "quarto", "sphinx", "mkdocs", "moodle", "canvas")


@click.command()
@click.argument("thing", metavar="CLIP|cell|architectures|quiz")
@click.option(
    "--for",
    "target",
    type=click.Choice(_TARGETS),
    default="html",
    show_default=True,
    help="What the page is made with.",
)
@click.option(
    "--url",
    default="site/",
    show_default=True,
    help="Where the folder site lies, as seen from the page.",
)
@out_option
def embed(thing: str, target: str, url: str, out: Path) -> None:
    """Print the lines that show a clip, or the cell, in a page of your own.

    Build the site first: unrolled page. Hints go to the standard error output, so that the lines
    alone can be piped into a file.
    """
    from lecture.page.embed import found, snippet

    made = snippet(found(thing, out, url), target)
    click.echo(made.text, nl=False)
    click.echo(made.note, err=True)
