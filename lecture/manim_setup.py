"""Manim's global state, set here and nowhere else."""

import ctypes
import gc
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import cache
from importlib import import_module
from typing import Any

from lecture.video.format import VideoFormat


@cache
def import_manim() -> None:
    """Import Manim in a process that will draw, before its first scene.

    What is imported stays. Looking through it takes a quarter of the time, and an eighth of a
    second more before the first scene.
    """
    gc.disable()
    try:
        import_module("manim")
        gc.freeze()
    finally:
        gc.enable()


@contextmanager
def manim_configured(video: VideoFormat, stock: bool = False) -> Iterator[None]:
    """Configure Manim for ``video``; the user's own ``manim.cfg`` changes nothing that is seen.

    Manim works with ``lecture.patches``, unless all is to be done as it always does it (``stock``).

    Manim gets a folder of its own in each process, since two processes that share one
    overwrite each other's temporary files, and is told to write no video.
    """
    from manim import config, tempconfig

    from lecture.patches import are_known, patched

    stock = stock or not are_known()

    with tempfile.TemporaryDirectory(prefix="unrolled-manim-") as folder:
        wanted: dict[str, Any] = {
            "renderer": "cairo",
            "pixel_width": video.width,
            "pixel_height": video.height,
            "frame_rate": video.fps,
            "frame_height": 8.0,
            "frame_width": 8.0 * video.width / video.height,
            "background_opacity": 1.0,
            "media_dir": folder,
            "dry_run": True,
            "seed": 0,
            "progress_bar": "none",
            "verbosity": "ERROR",
        }
        # tempconfig drops a key that it does not know without a word.
        unknown = wanted.keys() - set(config)
        if unknown:
            raise RuntimeError(f"this Manim has no setting {', '.join(sorted(unknown))}")
        # Setting the renderer, even to what it is, makes Manim turn over all its classes.
        changed = {name: value for name, value in wanted.items() if config[name] != value}
        with tempconfig(changed), _rare_collections(), nullcontext() if stock else patched():
            yield


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Look only through what the scene makes for what can go, and not at every turn.

    Looking through all that was imported, again and again, takes a fifth of the time of drawing.
    """
    before = gc.get_threshold()
    gc.collect()  # what is frozen stays for ever: not what is left of a scene that has raised
    gc.freeze()
    gc.set_threshold(5_000, 5, 5)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.collect()
        _give_back()


def _give_back() -> None:
    """Let the system have what was freed, which glibc keeps: clip by clip it comes to a lot."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # other C libraries have none
        if trim is not None:
            trim(0)
