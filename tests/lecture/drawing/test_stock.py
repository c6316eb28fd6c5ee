"""Our drawing against stock Manim's, pixel by pixel, on frames of every clip."""

import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from lecture.config.model import load_config
from lecture.drawing.canvas import Picture
from lecture.drawing.renderer import FrameRenderer, Visitor
from lecture.drawing.stock import StockRenderer, renderer_for
from lecture.freshness.fingerprint import Surroundings
from lecture.manim_setup import manim_configured
from lecture.production.clips import build_scene
from lecture.video.format import VideoFormat
from scenes.params import CLIPS
from tests.lecture import tiny

VIDEO = VideoFormat(640, 360, 3)

OUT_OF_ORDER = {"rolling": ("Unroll",), "closing": ("Unroll",)}
"""Animations that add to what they animate. Stock Manim notes once a play what moves, and draws
what joins later over its neighbours, so that the arrows of a new copy lie on its block. We draw
in the order of the scene, which is what stock draws in the next play."""


class Drawn(Visitor):
    """Hands every frame to ``look``, in which animations of these names are drawn in order."""

    def __init__(self, look: Callable[[int, Picture], None], unlike: Sequence[str] = ()) -> None:
        self.look = look
        self.unlike = unlike

    def offsets(self, start: int, count: int) -> Sequence[int]:
        return range(count)

    def visit(self, renderer: FrameRenderer, frame: int, repeat: int) -> None:
        assert renderer.scene is not None
        if any(type(each).__name__ in self.unlike for each in renderer.scene.animations or []):
            renderer._begin_drawing()  # Manim's camera all the same, but in the scene's order
        self.look(frame, renderer.picture())


@pytest.mark.parametrize("clip", CLIPS)
def test_every_frame_is_stock_manims_to_the_last_bit(clip: str) -> None:
    """Two walks: one in which Manim does everything as it always does, one in which we do."""
    job = replace(load_config().jobs([clip])[0], video=VIDEO)
    theirs: dict[int, bytes] = {}
    worst: dict[int, int] = {}

    def keep(frame: int, picture: Picture) -> None:
        theirs[frame] = zlib.compress(picture.tobytes(), 1)

    def compare(frame: int, picture: Picture) -> None:
        its = np.frombuffer(zlib.decompress(theirs.pop(frame)), np.uint8).reshape(picture.shape)
        worst[frame] = int(np.abs(picture.astype(int) - its).max())

    with manim_configured(VIDEO, stock=True):
        build_scene(job, StockRenderer(Drawn(keep, OUT_OF_ORDER.get(clip, ())))).render()
    with manim_configured(VIDEO):
        build_scene(job, FrameRenderer(Drawn(compare))).render()
    assert not theirs
    assert len(worst) > 50
    assert {frame: its for frame, its in worst.items() if its} == {}


def test_what_draws_is_chosen_and_is_part_of_what_a_clip_is_made_of() -> None:
    ours = tiny.job()
    stock = replace(ours, renderer="manim")
    assert Surroundings().fingerprint_of(ours) != Surroundings().fingerprint_of(stock)
    with manim_configured(VIDEO):
        assert isinstance(renderer_for(stock.renderer, Visitor()), StockRenderer)
        assert not isinstance(renderer_for(ours.renderer, Visitor()), StockRenderer)
