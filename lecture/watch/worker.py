"""A process that is kept warm: it has imported Manim, and of ours only this and the snapshot.

Everything of ours that may be edited is imported with the first order, in the state that it is in
then. A process draws with one state of the files for all its life; after an edit another takes
its place. Orders and answers are pickles of plain values on the standard streams; when the
command ends, however it ends, its stream ends, and so does this process.
"""

import importlib
import os
import pickle
import signal
import sys
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import Any

from lecture.blame import is_mistake, told
from lecture.watch.snapshot import Snapshot

_FOREIGN = (
    "manim", "typst", "av", "numpy", "PIL.Image", "pydantic", "click", "rich.console", "jinja2",
    "srt", "webvtt", "safetensors.numpy", "svgelements", "statistics", "zoneinfo", "tomllib",
)  # fmt: skip
"""What takes a second to import and is not ours. One that is missing costs time, nothing else."""

Order = tuple[int, str, dict[str, Any]]
"""Its number, what to do, with what."""


def main() -> None:
    """Do what is ordered until the orders end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the command
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what is printed must not get among the answers
    orders: SimpleQueue[Order] = SimpleQueue()
    Thread(target=_listen, args=(orders,), daemon=True).start()
    for name in _FOREIGN:
        with suppress(ImportError):
            importlib.import_module(name)
    room = _Room()
    while True:
        number, name, arguments = orders.get()
        kind, value = room.do(name, arguments)
        pickle.dump((number, kind, value), answers)
        answers.flush()


def _listen(orders: "SimpleQueue[Order]") -> None:
    with suppress(EOFError, OSError):
        while True:
            orders.put(pickle.load(sys.stdin.buffer))
    os._exit(0)  # also in the middle of a frame


class _Room:
    """Where the work is done; what is imported for it is of one moment."""

    def __init__(self) -> None:
        self._snapshot = Snapshot()
        self._before: dict[str, str] = {}
        self._handlers: Any = None

    def do(self, name: str, arguments: dict[str, Any]) -> tuple[str, Any]:
        """The kind of the answer, and what it is: ``done``, ``moved``, ``mistake`` or ``fault``.

        ``moved`` says that a file was saved meanwhile, so that nobody knows what was drawn.
        """
        try:
            value = getattr(self._ready(), name)(**arguments)
        except (Exception, SystemExit) as error:
            kind = "mistake" if is_mistake(error) else "fault"
            return ("moved", None) if self._has_moved() else (kind, told(error))
        return ("moved", None) if self._has_moved() else ("done", value)

    def _ready(self) -> Any:
        if self._handlers is None:
            self._before = self._snapshot.of_project()  # first, or a save now would go unseen
            self._handlers = importlib.import_module("lecture.watch.handlers").Handlers(
                self._has_moved
            )
        return self._handlers

    def _has_moved(self) -> bool:
        return self._snapshot.of_project() != self._before


if __name__ == "__main__":
    main()
