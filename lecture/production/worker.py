"""What happens in a process that the pool has started."""

import atexit
import multiprocessing
import os
import sys
import tempfile
import threading
from ctypes import Array, c_longlong
from multiprocessing.connection import wait as wait_for_end
from typing import Any

from lecture.blame import report as report_of
from lecture.manim_setup import import_manim
from lecture.production.job import Job
from lecture.production.outcome import Outcome, Result, Task
from rnn_math.errors import LectureError


class _Worker:
    """What a worker knows from its start."""

    steps: "Array[c_longlong] | None" = None
    trouble = ""
    """Why Manim could not be imported."""


def prepare(steps: Any, folder: str) -> None:
    """A process begins: it counts its steps in ``steps``, and ends when its parent does.

    What it writes for a while lies in ``folder``, which goes even if it has no time to tidy up.
    """
    _Worker.steps = steps
    tempfile.tempdir = folder
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    atexit.register(_leave)
    try:
        import_manim()
    except Exception as error:  # whatever a library that is missing or broken raises
        # A process that ends here seems to have been killed; and a call may not need Manim.
        _Worker.trouble = (
            f"Manim cannot be imported ({type(error).__name__}: {error}): "
            f"unrolled doctor says what is missing"
        )


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
    except (Exception, SystemExit) as error:  # everything else is ours, and must reach the terminal
        if _Worker.trouble:
            return Outcome(job, mistake=_Worker.trouble)
        return Outcome(job, fault=report_of(error))
