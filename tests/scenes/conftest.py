from collections.abc import Callable, Iterator
from typing import Any

import pytest

from lecture.drawing.renderer import FrameRenderer, Visitor
from lecture.manim_setup import manim_configured
from lecture.production.clips import build_scene
from lecture.production.job import Job
from lecture.video.format import VideoFormat
from scenes.lecture_scene import LectureScene
from scenes.params import CLIPS, Look

Tell = Callable[..., LectureScene]


class EndOfBeats(Visitor):
    """Looks at the last frame of every play, drawing nothing, and calls back after each beat."""

    def __init__(self, after: Callable[[LectureScene, str], None] | None) -> None:
        self.after = after

    def offsets(self, start: int, count: int) -> tuple[int, ...]:
        return (count - 1,)

    def end_beat(self, renderer: FrameRenderer, beat: Any) -> None:
        if self.after:
            self.after(renderer.scene, beat.name)


@pytest.fixture
def manim() -> Iterator[None]:
    with manim_configured(VideoFormat(320, 180, 15)):
        yield


@pytest.fixture
def tell(manim: None) -> Tell:
    """Play a clip to its end without drawing it: ``tell("rolling", sentence="Apple is")``."""

    def play(
        clip: str,
        look: Look | None = None,
        after: Callable[[LectureScene, str], None] | None = None,
        **params: Any,
    ) -> LectureScene:
        job = Job(clip, CLIPS[clip](**params), look or Look(), VideoFormat(320, 180, 15))
        scene = build_scene(job, FrameRenderer(EndOfBeats(after)))
        scene.render()
        return scene

    return play
