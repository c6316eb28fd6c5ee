"""What happens in a process that the pool has started."""

import atexit
import multiprocessing
import os
import sys
import threading
import traceback
from ctypes import Array, c_longlong
from multiprocessing.connection import wait as wait_for_end
from typing import Any

from lecture.job import Job
from lecture.manim_setup import import_manim
from lecture.outcome import Outcome, Result, Task
from rnn_math.errors import LectureError


class _Worker:
    """What a worker knows from its start."""

    steps: "Array[c_longlong] | None" = None


def prepare(steps: Any) -> None:
    """A process begins: it counts its steps in ``steps``, and ends when its parent does."""
    _Worker.steps = steps
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    atexit.register(_leave)
    import_manim()


def _leave() -> None:
    """Whoever waits for this process need not wait for it to take all of Manim apart."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def _leave_with_parent() -> None:
    """A killed command cannot end its workers; they see to it themselves."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait_for_end([parent.sentinel])
        os._exit(1)


def work(task: Task[Result], job: Job, slot: int) -> Outcome[Result]:
    """Run ``task`` on ``job``; its steps are counted in the place that is called ``slot``."""

    def report(done: int, expected: int) -> None:
        if _Worker.steps is not None:
            _Worker.steps[2 * slot] = done
            _Worker.steps[2 * slot + 1] = expected

    try:
        return Outcome(job, task(job, report))
    except LectureError as mistake:
        return Outcome(job, mistake=str(mistake))
    except Exception:  # everything else is ours, and must reach the terminal
        return Outcome(job, fault=traceback.format_exc())
