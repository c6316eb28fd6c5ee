"""Our drawing against stock Manim's, pixel by pixel, on frames of every clip."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from lecture.clips import build_scene
from lecture.config import load_config
from lecture.facts import Surroundings
from lecture.manim_setup import manim_configured
from lecture.renderer import FrameRenderer, Visitor
from lecture.stock import StockRenderer, renderer_for
from lecture.video_format import VideoFormat
from scenes.params import CLIPS
from tests.lecture import tiny

VIDEO = VideoFormat(640, 360, 3)

OUT_OF_ORDER = {"rolling": ("Unroll",)}
"""Animations that add to what they animate. Stock Manim notes once a play what moves, and draws
what joins later over its neighbours, so that the arrows of a new copy lie on its block. We draw
in the order of the scene, which is what stock draws in the next play."""


class DrawnTwice(Visitor):
    """Draws every frame by ours and by stock's, of one scene."""

    def __init__(self, unlike: Sequence[str]) -> None:
        self.unlike = unlike
        self.stock = StockRenderer(self)
        self.play = -1
        self.compared = 0
        self.worst: dict[int, int] = {}

    def offsets(self, start: int, count: int) -> Sequence[int]:
        return range(count)

    def visit(self, renderer: FrameRenderer, frame: int, repeat: int) -> None:
        scene = renderer.scene
        assert scene is not None
        self.stock.scene = scene
        self.stock.camera.background_color = scene.camera.background_color
        if self.play != renderer.num_plays:
            self.stock._begin_drawing(scene)
            self.play = renderer.num_plays
        if any(type(each).__name__ in self.unlike for each in scene.animations or []):
            self.stock._begin_drawing()  # Manim's camera all the same, but in the scene's order
        ours = renderer.picture().astype(int)
        self.worst[frame] = int(np.abs(ours - self.stock.picture()).max())
        self.compared += 1


@pytest.mark.parametrize("clip", CLIPS)
def test_every_frame_is_stock_manims_to_the_last_bit(clip: str) -> None:
    (job,) = load_config().jobs([clip])
    with manim_configured(VIDEO):
        visitor = DrawnTwice(OUT_OF_ORDER.get(clip, ()))
        build_scene(replace(job, video=VIDEO), FrameRenderer(visitor)).render()
    assert visitor.compared > 50
    assert {frame: worst for frame, worst in visitor.worst.items() if worst} == {}


def test_what_draws_is_chosen_and_is_part_of_what_a_clip_is_made_of() -> None:
    ours = tiny.job()
    stock = replace(ours, renderer="manim")
    assert Surroundings().facts_of(ours) != Surroundings().facts_of(stock)
    with manim_configured(VIDEO):
        assert isinstance(renderer_for(stock.renderer, Visitor()), StockRenderer)
        assert not isinstance(renderer_for(ours.renderer, Visitor()), StockRenderer)
