from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from manim import RIGHT, UP, Circle, FadeIn, Scene, Square, Wait

from lecture.drawing.drawing import Drawing
from lecture.drawing.renderer import FrameRenderer, Visitor
from lecture.drawing.visitors import BeatStills, EveryFewFrames, Still
from lecture.manim_setup import manim_configured
from lecture.video.format import VideoFormat
from tests.lecture import tiny


class Everything(Visitor):
    """Keeps every picture and how long it is shown."""

    def __init__(self) -> None:
        self.seen: list[tuple[int, int, np.ndarray[Any, Any]]] = []

    def offsets(self, start: int, count: int) -> Sequence[int]:
        return range(count)

    def visit(self, renderer: FrameRenderer, frame: int, repeat: int) -> None:
        self.seen.append((frame, repeat, renderer.picture().copy()))


def walk(scene_class: type[Scene], visitor: Visitor) -> FrameRenderer:
    renderer = FrameRenderer(visitor)
    scene_class(renderer=renderer).render()
    return renderer


@pytest.mark.usefixtures("manim")
@pytest.mark.parametrize("seconds", [0.1, 0.3, 0.7, 1.1, 2.9])
def test_plays_and_holds_last_whole_frames(seconds: float) -> None:
    class Both(Scene):
        def construct(self) -> None:
            self.play(FadeIn(Circle()), run_time=seconds)
            self.wait(seconds)

    visitor = Everything()
    renderer = walk(Both, visitor)
    frames = round(seconds * 10)
    assert renderer.frame == 2 * frames
    assert renderer.time == pytest.approx(2 * frames / 10)
    assert sum(repeat for _, repeat, _ in visitor.seen) == 2 * frames
    assert len(visitor.seen) == frames + 1, "a hold is drawn once"


@pytest.mark.usefixtures("manim")
def test_frames_are_numbered_without_gaps() -> None:
    visitor = Everything()
    tiny.build(tiny.job(), FrameRenderer(visitor)).render()
    place = 0
    for frame, repeat, _ in visitor.seen:
        assert frame == place
        place += repeat


@pytest.mark.usefixtures("manim")
def test_timeline_and_renderer_agree_to_the_frame() -> None:
    renderer = FrameRenderer(Visitor())
    scene = tiny.build(tiny.job(), renderer)
    scene.render()
    assert renderer.frame == scene.timeline.frames


@pytest.mark.usefixtures("manim")
def test_moving_mobjects_pass_behind_what_is_in_front() -> None:
    """Stock Manim draws what stands still first, even where it lies in front."""

    class Behind(Scene):
        def construct(self) -> None:
            front = Square(side_length=2, color="#00ff00", fill_opacity=1.0).set_z_index(1)
            mover = Square(side_length=2, color="#ff0000", fill_opacity=1.0)
            self.add(front, mover)
            self.play(mover.animate.shift(0.1 * RIGHT), run_time=0.5)

    visitor = Everything()
    walk(Behind, visitor)
    for _, _, picture in visitor.seen:
        assert tuple(picture[90, 160][:3]) == (0, 255, 0)


@pytest.mark.usefixtures("manim")
def test_backdrop_is_what_a_full_drawing_would_be() -> None:
    class Compared(Visitor):
        def offsets(self, start: int, count: int) -> Sequence[int]:
            return range(count)

        def visit(self, renderer: FrameRenderer, frame: int, repeat: int) -> None:
            assert renderer.scene is not None
            whole = Drawing(renderer.camera).of(renderer.scene)
            assert np.array_equal(renderer.picture(), whole)

    class Some(Scene):
        def construct(self) -> None:
            self.add(Circle(fill_opacity=0.5), Square().shift(UP))
            self.play(FadeIn(Circle().shift(RIGHT)), run_time=0.5)

    walk(Some, Compared())


@pytest.mark.usefixtures("manim")
def test_waiting_without_a_length_is_refused() -> None:
    class Waits(Scene):
        def construct(self) -> None:
            self.play(Wait(stop_condition=lambda: False))

    with pytest.raises(ValueError, match="whole frames"):
        walk(Waits, Visitor())


@pytest.mark.usefixtures("manim")
def test_storyboard_draws_one_still_a_beat() -> None:
    stills: list[Still] = []
    scene = tiny.build(tiny.job(), FrameRenderer(BeatStills(stills.append)))
    scene.render()
    assert [still.label for still in stills] == ["show-a-circle", "move-it"]
    ends = [beat.start + beat.frames for beat in scene.timeline.beats]
    assert [still.frame for still in stills] == ends
    everything = Everything()
    tiny.build(tiny.job(), FrameRenderer(everything)).render()
    assert np.array_equal(stills[-1].picture, everything.seen[-1][2]), "a still is what is filmed"


@pytest.mark.usefixtures("manim")
@pytest.mark.parametrize(("first", "last"), [(0, None), (7, 20), (33, 33)])
def test_motion_keeps_the_frames_that_are_asked_for(first: int, last: int | None) -> None:
    stills: list[Still] = []
    scene = tiny.build(tiny.job(), FrameRenderer(EveryFewFrames(stills.append, 3, first, last)))
    scene.render()
    frames = [still.frame for still in stills]
    everything = Everything()
    tiny.build(tiny.job(), FrameRenderer(everything)).render()
    end = scene.timeline.frames - 1 if last is None else last
    for frame, repeat, picture in everything.seen:
        wanted = [n for n in range(frame, frame + repeat) if n % 3 == 0 and first <= n <= end]
        kept = [still for still in stills if frame <= still.frame < frame + repeat]
        assert len(kept) == min(len(wanted), 1), (frame, repeat, frames)
        for still in kept:
            assert np.array_equal(still.picture, picture)


def test_manim_setup_changes_nothing_outside(tmp_path: Any, monkeypatch: Any) -> None:
    from manim import config

    before = config.pixel_width, config.frame_rate, config.media_dir
    monkeypatch.chdir(tmp_path)
    with manim_configured(VideoFormat(640, 360, 25)):
        assert (config.pixel_width, config.frame_rate) == (640, 25)
        tiny.build(tiny.job(), FrameRenderer(Visitor())).render()
    assert (config.pixel_width, config.frame_rate, config.media_dir) == before
    assert list(tmp_path.iterdir()) == [], "Manim writes nothing of its own"
