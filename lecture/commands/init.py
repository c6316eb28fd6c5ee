"""``unrolled init``: a configuration to start from."""

from pathlib import Path

import click

from lecture.config.init_file import commented_config
from lecture.config.model import DEFAULT_FILE
from lecture.publishing.publish import publish, reported, staging
from rnn_math.errors import OutputError


@click.command()
@click.option("--force", is_flag=True, help="Write over the file that is there.")
def init(force: bool) -> None:
    """Write lecture.toml here: everything that can be changed, with its default."""
    file = Path(DEFAULT_FILE)
    if file.exists() and not force:
        raise OutputError(f"{file} is there already; unrolled init --force writes over it")
    with staging(Path()) as folder, reported(file):
        (folder / file.name).write_text(commented_config(), encoding="utf-8", newline="\n")
        publish(folder / file.name, file)
    click.echo(f"{file} written; remove the # in front of what you change")
