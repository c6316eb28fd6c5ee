"""Warm processes: some that work, and as many behind them that have imported Manim already.

Whoever draws what is no longer wanted is killed, which frees the processor at once; one from the
reserve takes its place and only has to import what is ours.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from tempfile import TemporaryDirectory
from threading import Thread
from typing import IO, Any

from lecture.imports import ROOT

_RESERVE = 2  # each takes 130 MB

Event = Any
"""What the director hears of: an :class:`Answer`, a :class:`Death`, or news from elsewhere."""


@dataclass(frozen=True)
class Answer:
    """What became of an order: ``done``, ``moved``, ``mistake`` or ``fault``, with its value."""

    worker: "Worker"
    order: str
    about: Any
    kind: str
    value: Any


@dataclass(frozen=True)
class Death:
    """A process has ended by itself."""

    worker: "Worker"


class Worker:
    """One warm process. Orders wait in its stream until it has time for them."""

    def __init__(self, inbox: "Queue[Event]", temporary: str) -> None:
        self._inbox = inbox
        self._orders: dict[int, tuple[str, Any]] = {}
        self._number = 0
        self.is_dead = False
        self.is_warm = False
        path = os.pathsep.join(dict.fromkeys([str(ROOT), *(p for p in sys.path if p)]))
        folders = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), temporary)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "lecture.watch.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **folders, "PYTHONPATH": path},
            start_new_session=True,  # Ctrl-C is for the command, which ends its processes
        )
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def orders(self) -> set[str]:
        """What it has been told to do and has not answered."""
        orders = self._orders.copy()  # at once: an answer may arrive at any moment
        return {name for name, _ in orders.values()}

    def order(self, name: str, about: Any = None, **arguments: Any) -> None:
        """Have it do ``name``; the answer arrives in the inbox and brings ``about`` along."""
        self._number += 1
        self.is_warm = self.is_warm or name != "plan"
        self._orders[self._number] = (name, about)
        with suppress(OSError):  # it has died, of which the inbox is told
            pickle.dump((self._number, name, arguments), self._stream)
            self._stream.flush()

    def kill(self) -> None:
        """End it, in the middle of whatever it does."""
        self._process.kill()
        self._process.wait()
        self._reader.join()
        with suppress(OSError):
            self._stream.close()

    @property
    def _stream(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

    def _read(self) -> None:
        assert self._process.stdout is not None
        broken = (EOFError, OSError, pickle.UnpicklingError)  # it was killed
        with self._process.stdout as answers, suppress(*broken):
            while True:
                number, kind, value = pickle.load(answers)
                name, about = self._orders.pop(number)
                self._inbox.put(Answer(self, name, about, kind, value))
        self._inbox.put(Death(self))


class WorkerPool:
    """``size`` workers and a small reserve; ``close`` leaves no process and no file behind."""

    def __init__(self, size: int, inbox: "Queue[Event]") -> None:
        self._size = size
        self._inbox = inbox
        self._reserve: list[Worker] = []
        self._folder = TemporaryDirectory(prefix="unrolled-watch-", ignore_cleanup_errors=True)
        self.workers = [self._start() for _ in range(size)]

    @property
    def idle(self) -> list[Worker]:
        """Workers that have nothing to do."""
        return [worker for worker in self.workers if not (worker.orders or worker.is_dead)]

    def kill(self, unwanted: Callable[[Worker], bool]) -> None:
        """Put others, from the reserve, in the places of the dead and of those ``unwanted``."""
        for place, worker in enumerate(self.workers):
            if worker.is_dead or unwanted(worker):
                worker.kill()
                self.workers[place] = self._reserve.pop() if self._reserve else self._start()

    def warm(self, request: bytes) -> None:
        """Let everyone who has drawn nothing yet walk through a clip, and learn what it needs."""
        for worker in [each for each in self.idle if not each.is_warm]:
            worker.order("warm", request=request)

    def mourn(self, worker: Worker) -> bool:
        """A process has ended by itself. Was it one of ours, and not one that was killed?"""
        worker.is_dead = True
        if worker in self._reserve:
            self._reserve.remove(worker)
            worker.kill()
            return True
        return worker in self.workers

    def refill(self) -> None:
        """Add to the reserve, when there is nothing else to do: each costs a second."""
        if len(self._reserve) < min(self._size, _RESERVE):
            self._reserve.append(self._start())

    def close(self) -> None:
        """Kill everyone."""
        for worker in [*self.workers, *self._reserve]:
            worker.kill()
        self.workers, self._reserve = [], []
        self._folder.cleanup()

    def _start(self) -> Worker:
        return Worker(self._inbox, str(Path(self._folder.name)))
