"""What the command says: lines for everyone, progress bars for a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console

from lecture.production.job import Job

Tell = Callable[[Job, int, int], None]


class Talk:
    """Says lines on standard output and shows how far jobs have come."""

    def __init__(self) -> None:
        self._console = Console(highlight=False)

    def say(self, line: str) -> None:
        """One line, as it is: nothing in it is markup, and it is never wrapped."""
        self._console.print(line, markup=False, soft_wrap=True)

    @contextmanager
    def progress(self, jobs: tuple[Job, ...]) -> Iterator[Tell]:
        """A bar for every job on a terminal; elsewhere nothing, the lines will do."""
        if not self._console.is_terminal:
            yield lambda job, done, expected: None
            return
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
        with Progress(*columns, console=self._console, transient=True) as bars:
            tasks = {job: bars.add_task(job.clip, total=None) for job in jobs}

            def tell(job: Job, done: int, expected: int) -> None:
                # How long a clip will be is known once it was walked; until then the bar pulses.
                bars.update(
                    tasks[job], completed=done, total=max(expected, done) if expected else None
                )

            yield tell


def clock(seconds: float) -> str:
    """Minutes and seconds: 0:42."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"


def megabytes(size: int) -> str:
    """Size of a file: 1.1 MB."""
    return f"{size / 1e6:.1f} MB"
