"""The command ``unrolled``. Nothing heavy is imported until a command needs it."""

import os
import sys

import click

from lecture.commands.check import check
from lecture.commands.doctor import doctor
from lecture.commands.init import init
from lecture.commands.numbers import numbers
from lecture.commands.render import render
from lecture.commands.storyboard import storyboard
from lecture.commands.train import train
from lecture.failures import HOW_TO_SEE_MORE
from rnn_math.errors import LectureError

INTERRUPTED = 130


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="unrolled")
def cli() -> None:
    """An animated lecture on recurrent neural networks in which every number is computed."""


for command in (render, storyboard, numbers, check, train, init, doctor):
    cli.add_command(command)


def main() -> None:
    """Run the command and leave with 0, 2 for the user's mistakes, 1 for ours, 130 for Ctrl-C."""
    try:
        sys.exit(cli(standalone_mode=False))
    except click.ClickException as mistake:
        mistake.show()
        sys.exit(mistake.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted; nothing half-written is left.", err=True)
        sys.exit(INTERRUPTED)
    except LectureError as mistake:
        click.echo(mistake, err=True)
        sys.exit(2)
    except Exception as fault:
        if os.environ.get("UNROLLED_DEBUG"):
            raise
        click.echo(f"{type(fault).__name__}: {fault}\n{HOW_TO_SEE_MORE}", err=True)
        sys.exit(1)
