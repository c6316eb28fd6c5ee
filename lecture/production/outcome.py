"""Something to do with a job, and what became of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from lecture.production.job import Job

Result = TypeVar("Result")
Report = Callable[[int, int], None]
Task = Callable[[Job, Report], Result]
"""Called with a job, and with what to tell how many steps of how many are done."""


@dataclass(frozen=True)
class Outcome(Generic[Result]):
    """What became of a job: a result, the user's mistake, or a fault of ours with its traceback."""

    job: Job
    result: Result | None = None
    mistake: str = ""
    fault: str = ""


@dataclass(frozen=True)
class Call(Generic[Result]):
    """Something to do with a job in another process; it can be sent there."""

    task: Task[Result]
    job: Job
