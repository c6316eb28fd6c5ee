"""What went wrong with some jobs while others went well."""

import os
import sys
from typing import Any

import click

from lecture.blame import HOW_TO_SEE_MORE
from lecture.production.outcome import Outcome


class Failures:
    """Says what went wrong at once, and remembers it for the exit code."""

    def __init__(self) -> None:
        self._code = 0
        self._said: set[str] = set()

    def add(self, outcome: "Outcome[Any]") -> None:
        """Report one job that failed."""
        if outcome.mistake:
            self._say(outcome.mistake)
            self._code = self._code or 2
        else:
            self._say(f"{outcome.job.clip}: {_told(outcome.fault)}")
            self._code = 1

    def _say(self, what: str) -> None:
        """Once: what is wrong with a script or a machine, several jobs find out."""
        if what not in self._said:
            click.echo(what, err=True)
            self._said.add(what)

    def leave_if_any(self) -> None:
        """End the command: 2 if the user can mend it, 1 if only we can."""
        if self._code:
            sys.exit(self._code)


def _told(fault: str) -> str:
    """The last line, which says what and where; all of it to those who want it."""
    before, _, last = fault.strip().rpartition("\n")
    if not before or os.environ.get("UNROLLED_DEBUG"):
        return fault
    return f"{last}\n{HOW_TO_SEE_MORE}"
