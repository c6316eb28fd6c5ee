"""What went wrong with some jobs while others went well."""

import os
import sys
from typing import Any

import click

from lecture.outcome import Outcome

HOW_TO_SEE_MORE = "This is a fault of ours. UNROLLED_DEBUG=1 shows where it happened."


class Failures:
    """Says what went wrong at once, and remembers it for the exit code."""

    def __init__(self) -> None:
        self._code = 0

    def add(self, outcome: "Outcome[Any]") -> None:
        """Report one job that failed."""
        if outcome.mistake:
            click.echo(outcome.mistake, err=True)
            self._code = self._code or 2
        else:
            click.echo(f"{outcome.job.clip}: {_told(outcome.fault)}", err=True)
            self._code = 1

    def leave_if_any(self) -> None:
        """End the command: 2 if the user can mend it, 1 if only we can."""
        if self._code:
            sys.exit(self._code)


def _told(fault: str) -> str:
    if os.environ.get("UNROLLED_DEBUG"):
        return fault
    return fault.strip().rpartition("\n")[2] + "\n" + HOW_TO_SEE_MORE
