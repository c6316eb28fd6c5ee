"""Things to do on workers. A job's sentence names a file in which every attempt leaves a line."""

import os
import signal
import time
from pathlib import Path

from lecture.production.job import Job
from lecture.production.outcome import Report
from rnn_math.errors import InputError


def attempt(job: Job, report: Report) -> str:
    """Each clip has a fate of its own."""
    with Path(job.params.sentence).open("a", encoding="utf-8") as file:
        file.write(f"{job.clip} {os.getpid()}\n")
    if job.clip == "feedback":
        raise InputError("feedback.sentence: no word comes twice")
    if job.clip == "equation":
        os.kill(os.getpid(), signal.SIGKILL)
    if job.clip == "state":
        raise ZeroDivisionError("a fault")
    return job.clip


def read_series(job: Job, report: Report) -> tuple[str, str]:
    """The file's name and content, or a complaint that names it if it is empty."""
    path = Path(job.params.series)
    content = path.read_text(encoding="utf-8")
    if not content:
        raise InputError(f"sequence-to-sequence.series = {job.params.series!r}: is empty")
    return str(path), content


def wait_for_ever(job: Job, report: Report) -> None:
    Path(job.params.sentence).write_text("begun", encoding="utf-8")
    time.sleep(600)
