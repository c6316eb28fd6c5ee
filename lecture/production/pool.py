"""Jobs side by side, each in a process of its own.

Processes are spawned, since a scene cannot be sent and Manim cannot be forked; they import Manim,
the command does not. What goes wrong in one comes back as text and leaves the others alone.
"""

import multiprocessing
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from ctypes import Array, c_longlong
from tempfile import TemporaryDirectory
from typing import Any

from lecture.blame import report
from lecture.production import worker
from lecture.production.job import Job
from lecture.production.outcome import Call, Outcome, Result, Task

_DIED = "its process was killed: the machine may lack memory, try --jobs 1 or a lower --quality"
_GLANCE = 0.1  # seconds between looks at the progress


Progress = Callable[[Call[Any], int, int], None]
Outcomes = Iterator[tuple[Call[Any], Outcome[Any]]]


def run_jobs(
    task: Task[Result],
    jobs: Sequence[Job],
    workers: int,
    progress: Callable[[Job, int, int], None] = lambda job, done, expected: None,
) -> Iterator[Outcome[Result]]:
    """Run ``task`` on every job; each outcome is given as soon as there is one."""
    calls = deque(Call(task, job) for job in jobs)
    for _, outcome in run_calls(
        calls, workers, lambda call, done, expected: progress(call.job, done, expected)
    ):
        yield outcome


def run_calls(
    calls: deque[Call[Any]],
    workers: int,
    progress: Progress = lambda call, done, expected: None,
    executor: Executor | None = None,
) -> Outcomes:
    """Run ``calls`` in order, ``workers`` at a time; each is given with its outcome.

    Calls may be added and taken away while outcomes are looked at. Another ``executor`` than
    processes of this machine may be given, such as a cluster's; it tells of no progress.

    When a process dies, nobody knows which call killed it, so all that were running are run once
    more, one after another; one that kills its process again is to blame.
    """
    if executor is not None:
        for call, outcome in _run_on(executor, calls, workers, progress, None):
            yield call, outcome or Outcome(call.job, fault=_DIED)
        return
    while calls:
        suspects = []
        for call, outcome in _run_here(calls, workers, progress):
            if outcome is None:
                suspects.append(call)
            else:
                yield call, outcome
        for suspect in suspects:
            for call, outcome in _run_here(deque([suspect]), 1, progress):
                yield call, outcome or Outcome(call.job, fault=_DIED)


_Unsure = Iterator[tuple[Call[Any], Outcome[Any] | None]]
"""None is the outcome of a call that was running when a process died."""


def _run_here(calls: deque[Call[Any]], workers: int, progress: Progress) -> _Unsure:
    """Run ``calls`` on processes of this machine until one of them dies."""
    context = multiprocessing.get_context("spawn")
    steps = context.RawArray(c_longlong, 2 * workers)
    with TemporaryDirectory(prefix="unrolled-", ignore_cleanup_errors=True) as folder:
        executor = ProcessPoolExecutor(workers, context, worker.prepare, (steps, folder))
        with _ended(executor):
            yield from _run_on(executor, calls, workers, progress, steps)


def _run_on(
    executor: Executor,
    calls: deque[Call[Any]],
    workers: int,
    progress: Progress,
    steps: "Array[c_longlong] | None",
) -> _Unsure:
    """Keep ``workers`` calls running until none is left, or a process dies."""
    running: dict[Future[Outcome[Any]], tuple[Call[Any], int]] = {}
    free = set(range(workers))
    died = False
    while running or (calls and not died):
        while calls and free and not died:
            call, slot = calls.popleft(), free.pop()
            if steps is not None:
                steps[2 * slot] = steps[2 * slot + 1] = 0
            try:
                with _workers_ignore_ctrl_c():
                    future = executor.submit(worker.work, call.task, call.job, slot)
            except BrokenProcessPool:  # one has died since the last look: this call never ran
                calls.appendleft(call)
                died = True
            else:
                running[future] = call, slot
        done, _ = wait(running, _GLANCE, FIRST_COMPLETED)
        if steps is not None:
            for call, slot in running.values():
                progress(call, steps[2 * slot], steps[2 * slot + 1])
        for future in done:
            call, slot = running.pop(future)
            free.add(slot)
            outcome = _outcome(future, call.job)
            died = died or outcome is None
            yield call, outcome


def _outcome(future: "Future[Outcome[Any]]", job: Job) -> Outcome[Any] | None:
    try:
        return future.result()
    except BrokenProcessPool:
        return None
    except Exception as error:  # what an executor of another kind has to say
        return Outcome(job, fault=report(error))


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
