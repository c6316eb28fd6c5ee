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
import traceback
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any

from lecture.watch.snapshot import PACKAGES, ROOT, Snapshot

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
        self._takes: Any = None

    def do(self, name: str, arguments: dict[str, Any]) -> tuple[str, Any]:
        """The kind of the answer, and what it is: ``done``, ``moved``, ``mistake`` or ``fault``.

        ``moved`` says that a file was saved meanwhile, so that nobody knows what was drawn.
        """
        try:
            value = getattr(self._ready(), name)(**arguments)
        except Exception as error:
            return ("moved", None) if self._has_moved() else (_kind(error), told(error))
        return ("moved", None) if self._has_moved() else ("done", value)

    def _ready(self) -> Any:
        if self._takes is None:
            self._before = self._snapshot.of_project()  # first, or a save now would go unseen
            self._takes = importlib.import_module("lecture.watch.takes").Takes(self._has_moved)
        return self._takes

    def _has_moved(self) -> bool:
        return self._snapshot.of_project() != self._before


def _kind(error: Exception) -> str:
    """The user's mistake or a fault; known by name, since the class may not be importable."""
    return (
        "mistake" if any(its.__name__ == "LectureError" for its in type(error).__mro__) else "fault"
    )


def told(error: Exception) -> str:
    """Where and what, for someone who edits the file: ``scenes/rolling.py, line 12: …``."""
    if _kind(error) == "mistake":
        return str(error)
    if isinstance(error, SyntaxError) and error.filename:
        line = (error.text or "").strip()
        return f"{_shown(error.filename)}, line {error.lineno}: {error.msg}" + (
            f"\n    {line}" if line else ""
        )
    frames = [f for f in traceback.extract_tb(error.__traceback__) if _is_edited(f.filename)]
    what = f"{type(error).__name__}: {error}"
    if not frames:
        return what
    last = frames[-1]
    return f"{_shown(last.filename)}, line {last.lineno}, in {last.name}: {what}\n    {last.line}"


def _is_edited(file: str) -> bool:
    path = Path(file)
    return path.is_relative_to(ROOT) and path.relative_to(ROOT).parts[0] in PACKAGES


def _shown(file: str) -> str:
    return Path(file).relative_to(ROOT).as_posix() if _is_edited(file) else file


if __name__ == "__main__":
    main()
