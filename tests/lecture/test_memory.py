"""What is over is let go of: a worker films many clips, each of many beats."""

import gc
import weakref
from collections.abc import Iterator
from contextlib import suppress

import numpy as np
import pytest

from lecture.drawing.renderer import FrameRenderer
from lecture.manim_setup import manim_configured
from lecture.production import clips
from lecture.production.film import film
from lecture.production.job import Job
from lecture.video.encoder import Encoder
from lecture.video.format import VideoFormat
from tests.lecture import tiny

Scenes = list["weakref.ref[tiny.Tiny]"]


@pytest.fixture
def scenes(monkeypatch: pytest.MonkeyPatch) -> Scenes:
    """Every scene that is built from now on, as long as it lives."""
    built: Scenes = []

    def build(job: Job, renderer: FrameRenderer) -> tiny.Tiny:
        scene = tiny.build(job, renderer)
        built.append(weakref.ref(scene))
        return scene

    monkeypatch.setattr(clips, "build_scene", build)
    return built


@pytest.fixture
def no_collections() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_collections")
@pytest.mark.parametrize("height", [180, 720])  # encoded where it is drawn, and on a thread
def test_an_encoder_goes_with_the_last_one_who_needs_it(height: int) -> None:
    video = VideoFormat(height * 16 // 9, height, 10)
    with Encoder(video) as encoder:
        encoder.write(np.zeros((video.height, video.width, 4), np.uint8), 3)
        encoder.finish()
    left = weakref.ref(encoder), weakref.ref(encoder._reel)
    del encoder
    assert [each() for each in left] == [None, None]


def test_a_scene_goes_once_it_is_filmed(scenes: Scenes) -> None:
    film(tiny.job())
    assert [scene() for scene in scenes] == [None]


def test_a_scene_that_has_raised_goes_before_the_next_one(
    scenes: Scenes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def move_it(self: tiny.Tiny) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(tiny.Tiny, "move_it", move_it)
    with suppress(ZeroDivisionError):
        film(tiny.job())
    with manim_configured(tiny.VIDEO):
        assert [scene() for scene in scenes] == [None]
