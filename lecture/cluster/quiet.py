"""A worker of a cluster, left in peace while it draws: what Dask does beside costs a fifth more.

It is somebody's worker, and they may have other work for it: everything is put back afterwards.
"""

import ctypes
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lecture.manim_setup import import_manim

_SELDOM = 1000  # milliseconds
_TRIM, _MAP = -1, -3  # as mallopt calls them
_MAP_AT_FIRST = 128 * 1024  # bytes: glibc's own
_PICTURES = 64 * 1024 * 1024  # bytes: several


@contextmanager
def quiet() -> Iterator[None]:
    """Draw undisturbed."""
    import_manim()
    try:
        with _looked_after_seldom(), _memory_kept():
            yield
    finally:
        gc.unfreeze()  # what somebody else's work has left may go


@contextmanager
def _looked_after_seldom() -> Iterator[None]:
    """Once a second is enough. Dask wakes up 160 times and takes Python's lock each time.

    It samples the stack, which is deep in Manim, and measures how fast it can answer.
    """
    before = [(each, each.callback_time) for each in _regular_calls()]
    for call, milliseconds in before:
        call.callback_time = max(milliseconds, _SELDOM)
    try:
        yield
    finally:
        for call, milliseconds in before:
            call.callback_time = milliseconds


def _regular_calls() -> list[Any]:
    from distributed import get_worker

    try:
        return list(get_worker().periodic_callbacks.values())
    except ValueError:  # this is no worker
        return []


@contextmanager
def _memory_kept() -> Iterator[None]:
    """Keep the memory of a picture for the next one, also where Dask has it given back at once.

    What is given back must be cleared before it is had again. glibc finds out by itself what is
    worth keeping, unless the environment tells it, as Dask's does.
    """
    told = os.environ.get("MALLOC_TRIM_THRESHOLD_", "")
    adjust = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if adjust is None or not told.isdecimal():
        yield
        return
    adjust(_TRIM, _PICTURES)
    adjust(_MAP, _PICTURES // 2)
    try:
        yield
    finally:
        adjust(_TRIM, int(told))
        adjust(_MAP, _MAP_AT_FIRST)
