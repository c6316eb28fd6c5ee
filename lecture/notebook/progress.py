"""How far a clip is, where a notebook shows it: nothing of it is left behind."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from importlib import import_module
from typing import Any

from lecture.console import Talk, Tell
from lecture.production.job import Job

_OFTEN = 0.2  # seconds between two looks of the bar


@contextmanager
def bar(job: Job) -> Iterator[Tell]:
    """A progress bar under the cell that runs: of Jupyter, of marimo, or on a terminal."""
    show = _marimo() or _jupyter()
    if show is None:
        with Talk().progress((job,)) as tell:
            yield tell
        return
    latest = 0.0

    def told(job: Job, done: int, expected: int) -> None:
        nonlocal latest
        if time.monotonic() - latest > _OFTEN:
            latest = time.monotonic()
            show(_html(job.clip, done, expected))

    show(_html(job.clip, 0, 0))
    try:
        yield told
    finally:
        show("")


def _html(name: str, done: int, expected: int) -> str:
    """A bar that has no value yet until it is known how long the clip will be."""
    value = f' max="{expected}" value="{min(done, expected)}"' if expected else ""
    name = escape(name)
    return f'<progress aria-label="{name}" style="width:20rem"{value}></progress> {name}'


def _jupyter() -> Callable[[str], Any] | None:
    """How to show HTML in a place of its own under a cell, if this is a kernel of Jupyter."""
    module: Any = sys.modules.get("IPython")
    shell = module and module.get_ipython()
    if not shell or not hasattr(shell, "kernel"):
        return None
    shows: Any = import_module("IPython.display")
    handle = shows.display(shows.HTML(""), display_id=True)
    return lambda html: handle.update(shows.HTML(html))


def _marimo() -> Callable[[str], Any] | None:
    """The same in a notebook of marimo."""
    module: Any = sys.modules.get("marimo")
    if not module or not module.running_in_notebook():
        return None
    return lambda html: module.output.replace(module.Html(html) if html else None)
