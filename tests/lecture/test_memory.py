"""What is over is let go of: a worker films many clips."""

import weakref
from contextlib import suppress

import pytest

from lecture import clips
from lecture.film import film
from lecture.job import Job
from lecture.manim_setup import manim_configured
from lecture.renderer import FrameRenderer
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
