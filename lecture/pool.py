"""Jobs side by side, each in a process of its own.

Processes are spawned, since a scene cannot be sent and Manim cannot be forked; they import Manim,
the command does not. What goes wrong in one comes back as text and leaves the others alone.
"""

import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from ctypes import Array, c_longlong
from dataclasses import dataclass
from multiprocessing.connection import wait as wait_for_end
from typing import Any, Generic, TypeVar

from lecture.job import Job
from rnn_math.errors import LectureError

Result = TypeVar("Result")
Report = Callable[[int, int], None]
Task = Callable[[Job, Report], Result]
"""Called with a job, and with what to tell how many steps of how many are done."""

_DIED = "its process was killed: the machine may lack memory, try --jobs 1 or a lower --quality"
_GLANCE = 0.1  # seconds between looks at the progress


@dataclass(frozen=True)
class Outcome(Generic[Result]):
    """What became of a job: a result, the user's mistake, or a fault of ours with its traceback."""

    job: Job
    result: Result | None = None
    mistake: str = ""
    fault: str = ""


def run_jobs(
    task: Task[Result],
    jobs: Sequence[Job],
    workers: int,
    progress: Callable[[Job, int, int], None] = lambda job, done, expected: None,
) -> Iterator[Outcome[Result]]:
    """Run ``task`` on every job; each outcome is given as soon as there is one.

    When a process dies, nobody knows which job killed it, so all that were running are run once
    more, one after another; one that kills its process again is to blame.
    """
    suspects = []
    for outcome in _run_together(task, jobs, min(workers, len(jobs)), progress):
        if outcome.fault == _DIED:
            suspects.append(outcome.job)
        else:
            yield outcome
    for job in suspects:
        yield from _run_together(task, [job], 1, progress)


def _run_together(
    task: Task[Result],
    jobs: Sequence[Job],
    workers: int,
    progress: Callable[[Job, int, int], None],
) -> Iterator[Outcome[Result]]:
    context = multiprocessing.get_context("spawn")
    steps = context.RawArray(c_longlong, 2 * len(jobs))
    executor = ProcessPoolExecutor(workers, context, _prepare_worker, (steps,))
    with _ended(executor):
        with _workers_ignore_ctrl_c():
            futures = {executor.submit(_work, task, job, n): job for n, job in enumerate(jobs)}
        pending = set(futures)
        while pending:
            done, pending = wait(pending, _GLANCE, FIRST_COMPLETED)
            for number, job in enumerate(jobs):
                progress(job, steps[2 * number], steps[2 * number + 1])
            for future in done:
                yield _outcome(future, futures[future])


def _outcome(future: "Future[Outcome[Result]]", job: Job) -> Outcome[Result]:
    try:
        return future.result()
    except BrokenProcessPool:
        return Outcome(job, fault=_DIED)


@contextmanager
def _ended(executor: ProcessPoolExecutor) -> Iterator[None]:
    """Leave no process behind, least of all after Ctrl-C."""
    before = set(multiprocessing.active_children())
    try:
        yield
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - before:
            process.terminate()
            process.join()
        raise
    executor.shutdown()


@contextmanager
def _workers_ignore_ctrl_c() -> Iterator[None]:
    """A terminal sends Ctrl-C to the workers too; they inherit that they need not care."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class _Worker:
    """What a worker knows from its start."""

    steps: "Array[c_longlong]"


def _prepare_worker(steps: Any) -> None:
    _Worker.steps = steps
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    """A killed command cannot end its workers; they see to it themselves."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait_for_end([parent.sentinel])
        os._exit(1)


def _work(task: Task[Result], job: Job, number: int) -> Outcome[Result]:
    def report(done: int, expected: int) -> None:
        _Worker.steps[2 * number] = done
        _Worker.steps[2 * number + 1] = expected

    try:
        return Outcome(job, task(job, report))
    except LectureError as mistake:
        return Outcome(job, mistake=str(mistake))
    except Exception:  # everything else is ours, and must reach the terminal
        return Outcome(job, fault=traceback.format_exc())
