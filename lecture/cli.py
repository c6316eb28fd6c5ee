"""The command ``unrolled``. Nothing heavy, and nothing to edit, is imported before a command."""

import os
import sys
from difflib import get_close_matches
from importlib import import_module
from io import TextIOWrapper

import click

from lecture.blame import HOW_TO_SEE_MORE, told
from lecture.signals import Stopping
from rnn_math.errors import LectureError

INTERRUPTED = 130
COMMANDS = (
    "render",
    "status",
    "watch",
    "sweep",
    "storyboard",
    "page",
    "embed",
    "present",
    "slides",
    "clip",
    "still",
    "numbers",
    "script",
    "weights",
    "check",
    "train",
    "init",
    "doctor",
)
"""Each is the function of its name in the module of its name in ``lecture.commands``."""


class _Commands(click.Group):
    """Imports a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which the help names them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """None if there is no such command; fails with what was probably meant."""
        if cmd_name not in COMMANDS:
            if close := get_close_matches(cmd_name, COMMANDS, n=1):
                ctx.fail(f"No such command {cmd_name!r}. Did you mean {close[0]!r}?")
            return None
        command: click.Command = getattr(import_module(f"lecture.commands.{cmd_name}"), cmd_name)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="unrolled")
def cli() -> None:
    """An animated lecture on recurrent neural networks in which every number is computed."""


def main() -> None:
    """Run the command and leave with 0, 2 for the user's mistakes, 1 for ours.

    With 130 for Ctrl-C, and for other signals that ask it to stop, as :mod:`lecture.signals` says.
    """
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # not every terminal has an arrow
    stopping = Stopping()
    stopping.listen()
    try:
        code = cli(standalone_mode=False)
        sys.exit(stopping.exit_code or code)
    except click.ClickException as mistake:
        mistake.show()
        sys.exit(mistake.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted; nothing half-written is left.", err=True)
        sys.exit(stopping.exit_code or INTERRUPTED)
    except LectureError as mistake:
        click.echo(mistake, err=True)
        sys.exit(2)
    except Exception as fault:
        if os.environ.get("UNROLLED_DEBUG"):
            raise
        click.echo(f"{told(fault)}\n{HOW_TO_SEE_MORE}", err=True)
        sys.exit(1)
