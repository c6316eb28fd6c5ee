"""``unrolled weights``: how to save a network of one's own so that it can be shown."""

from importlib import resources

import click

GUIDE = "WEIGHTS.md"


@click.command()
def weights() -> None:
    """Say which checkpoints can be shown, and how to write one that works at once."""
    text = (resources.files("rnn_math") / GUIDE).read_text(encoding="utf-8")
    click.echo(text, nl=False)
