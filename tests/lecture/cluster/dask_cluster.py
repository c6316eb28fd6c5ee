"""A real Dask cluster on this machine, its processes started and killed by tests."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from distributed import Client

from lecture.cluster.scheduler import workers_of

ROOT = Path(__file__).parents[3]
_DASK = (sys.executable, "-m", "dask")
_PLAIN = ("--host", "127.0.0.1", "--no-dashboard")


class Cluster:
    """A scheduler and its workers."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self._folder = folder
        self._environment = environment
        self._contact = folder / "scheduler.json"
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        """Start the scheduler and connect to it."""
        self.scheduler = self._start(
            "scheduler", *_PLAIN, "--port", "0", "--scheduler-file", str(self._contact)
        )
        wait_until(self._contact.exists)
        self.address: str = json.loads(self._contact.read_text(encoding="utf-8"))["address"]
        self.client = Client(self.address, set_as_default=False)

    def worker(self, *options: str, root: Path = ROOT) -> "subprocess.Popen[bytes]":
        """A worker process that has joined; its sources lie in ``root``."""
        before = self.workers()
        process = self._start(
            "worker", self.address, *_PLAIN, "--nthreads", "1", *options, root=root
        )
        wait_until(lambda: self.workers() > before)
        return process

    def workers(self) -> set[str]:
        return set(workers_of(self.client))

    def pid(self, worker: str) -> int:
        return self.client.run(os.getpid, workers=[worker])[worker]

    def filming(self) -> str | None:
        """A worker that draws at this moment, by what is on its stack."""
        for worker, tasks in self.client.call_stack().items():
            if any(
                "lecture/production/film.py" in frame for stack in tasks.values() for frame in stack
            ):
                return str(worker)
        return None

    def stop(self) -> None:
        if hasattr(self, "client"):
            self.client.close(timeout=2)
        for process in reversed(self._processes):
            process.terminate()
        for process in self._processes:
            try:
                process.wait(1)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _start(self, kind: str, *options: str, root: Path = ROOT) -> "subprocess.Popen[bytes]":
        log = (self._folder / f"{kind}-{len(self._processes)}.log").open("wb")
        with log:
            process = subprocess.Popen(
                [*_DASK, kind, *options],
                env={**os.environ, "PYTHONPATH": str(root), **self._environment},
                cwd=self._folder,
                stdout=log,
                stderr=log,
            )
        self._processes.append(process)
        return process


@contextmanager
def cluster(folder: Path, **environment: str) -> Iterator[Cluster]:
    folder.mkdir(exist_ok=True)
    started = Cluster(folder, environment)
    try:
        started.start()
        yield started
    finally:
        started.stop()


def wait_until(is_so: Callable[[], object], seconds: float = 200.0) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)
