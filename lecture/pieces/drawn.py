"""Frames that nobody has kept: drawn, and nothing but them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from manim import tempconfig
from manim.utils.exceptions import EndSceneEarlyException

from lecture.drawing.renderer import FrameRenderer, Visitor
from lecture.manim_setup import manim_configured
from lecture.pieces.writer import Picture
from lecture.production.clips import build_scene
from lecture.production.job import Job
from lecture.production.recital import speaking
from scenes.timeline import Beat

Look = Callable[[int, FrameRenderer], None]
"""Told of the number of each frame that was asked for, when the scene shows it."""


def look_at(job: Job, frames: Sequence[int], out: Path, look: Look, *, clear: bool = False) -> None:
    """Walk through ``job`` and call ``look`` at ``frames``, which go up; then stop.

    Frames of a hold are told of once, by the first. The ground is transparent if it is ``clear``.
    """
    job = speaking(job, out)
    ground = tempconfig({"background_opacity": 0.0 if clear else 1.0})
    with manim_configured(job.video), ground:
        build_scene(job, FrameRenderer(_Looking(frames, look))).render()


def picture_of(renderer: FrameRenderer) -> Picture:
    """What the scene shows now, as RGBA whose colours are what they are over nothing."""
    drawn: Any = renderer.picture().astype(np.float32)
    alpha = drawn[..., 3:]
    plain = np.divide(
        drawn[..., :3] * 255, alpha, out=np.zeros_like(drawn[..., :3]), where=alpha > 0
    )
    rounded = np.clip(np.rint(np.concatenate((plain, alpha), axis=2)), 0, 255)
    return np.asarray(rounded, dtype=np.uint8)


class _Looking(Visitor):
    def __init__(self, frames: Sequence[int], look: Look) -> None:
        self._frames = sorted(frames)
        self._wanted = set(frames)
        self._look = look

    def offsets(self, start: int, count: int) -> Sequence[int]:
        """What is wanted, and the last one, so that whatever follows an animation has followed."""
        wanted = [n - start for n in self._frames if start <= n < start + count]
        return sorted({*wanted, count - 1})

    def visit(self, renderer: FrameRenderer, frame: int, repeat: int) -> None:
        """Look, if it was asked for."""
        if frame in self._wanted:
            self._look(frame, renderer)

    def end_beat(self, renderer: FrameRenderer, beat: Beat) -> None:
        """The scene ends when nothing more is wanted of it."""
        if beat.start + beat.frames > self._frames[-1]:
            raise EndSceneEarlyException
