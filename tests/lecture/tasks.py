"""Things to do in other processes; they must be importable there."""

import os
import signal
import sys
import time
from pathlib import Path

from lecture.production.job import Job
from lecture.production.outcome import Report
from rnn_math.errors import InputError


def name(job: Job, report: Report) -> str:
    report(1, 2)
    report(2, 2)
    return job.clip


def by_name(job: Job, report: Report) -> str:
    """Each clip has a fate of its own."""
    if job.clip == "feedback":
        raise InputError("feedback.sentence: no word comes twice")
    if job.clip == "equation":
        raise ZeroDivisionError("a fault")
    return job.clip


def kill_equation(job: Job, report: Report) -> str:
    if job.clip == "equation":
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.3)
    return job.clip


def kill_rolling_when_told(job: Job, report: Report) -> str:
    """Its sentence names a file; once that is there, it is time."""
    if job.clip == "rolling":
        while not Path(job.params.sentence).exists():
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGKILL)
    return job.clip


def leave(job: Job, report: Report) -> str:
    if job.clip == "equation":
        sys.exit(3)
    return job.clip


def draw(job: Job, report: Report) -> str:
    """What needs Manim, unless the clip is rolling."""
    if job.clip != "rolling":
        import manim

        assert manim.Scene
    return job.clip


def imported(job: Job, report: Report) -> int:
    time.sleep(0.2)
    return os.getpid()


def forever(job: Job, report: Report) -> None:
    Path(job.params.sentence).write_text(str(os.getpid()), encoding="utf-8")
    time.sleep(600)
