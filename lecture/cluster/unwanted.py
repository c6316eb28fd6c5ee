"""Work that nobody waits for any more is given up: its caller has gone, or the worker must go.

Dask cannot stop what a thread is doing: a worker that is told to end waits for it, half a minute
and longer, and what a caller has cancelled is drawn to its end.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread, get_ident
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from distributed import Worker

_GLANCE = 0.2  # seconds


class Unwanted(BaseException):
    """Raised in the midst of work. No ``Exception``: nobody on the way is to make a fault of it."""


@contextmanager
def given_up_when_unwanted() -> Iterator[None]:
    """Raise :class:`Unwanted` here as soon as the task that is carried out has become so."""
    from distributed import get_worker

    try:
        worker = get_worker()
        key = str(worker.get_current_task())
    except (ValueError, AttributeError):  # this is no worker, or no task of its own
        yield
        return
    over = Event()
    watcher = Thread(target=_watch, args=(worker, key, get_ident(), over), daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        with suppress(Unwanted):  # it may have come in the very last moment
            watcher.join()


def _watch(worker: "Worker", key: str, thread: int, over: Event) -> None:
    while not over.wait(_GLANCE):
        if not _is_wanted(worker, key):
            # CPython raises it between two of its steps; scenes are made of many.
            ctypes.pythonapi.PyThreadState_SetAsyncExc(
                ctypes.c_ulong(thread), ctypes.py_object(Unwanted)
            )
            return


def _is_wanted(worker: "Worker", key: str) -> bool:
    from distributed.core import Status

    if worker.status not in (Status.running, Status.paused, Status.closing_gracefully):
        return False
    task = worker.state.tasks.get(key)
    return task is not None and task.state != "cancelled"
