"""Our renderer against Manim's own, which shares nothing with ours, on scenes of any kind."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from tempfile import NamedTemporaryFile
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from manim import (
    BLUE,
    DOWN,
    GREEN,
    LEFT,
    ORIGIN,
    PI,
    RED,
    RIGHT,
    UP,
    YELLOW,
    AnimationGroup,
    Circle,
    CubicBezier,
    Dot,
    FadeIn,
    FadeOut,
    Group,
    ImageMobject,
    Indicate,
    LaggedStart,
    Line,
    Rotate,
    Scene,
    Square,
    Star,
    Succession,
    SurroundingRectangle,
    TracedPath,
    Transform,
    Triangle,
    UpdateFromAlphaFunc,
    ValueTracker,
    VGroup,
    always_redraw,
    tempconfig,
)  # fmt: skip
from manim.renderer.cairo_renderer import CairoRenderer
from PIL import Image

from lecture.config.model import load_config
from lecture.drawing.canvas import Picture
from lecture.drawing.renderer import FrameRenderer, Visitor
from lecture.manim_setup import manim_configured
from lecture.production.clips import build_scene
from lecture.video.format import VideoFormat

VIDEO = VideoFormat(320, 180, 10)
Body = Callable[[Scene], None]


class Frames:
    """Stands where Manim's file writer is, and keeps what it would write."""

    def __init__(self, *_: Any) -> None:
        self.frames: list[Picture] = []
        self.sections = [SimpleNamespace(skip_animations=False)]
        self.output_spec = SimpleNamespace(
            enabled=False, is_still=False, is_video=False, is_image_sequence=False
        )

    def write_frame(self, frame: Picture, repeat: int = 1) -> None:
        self.frames += [frame.copy()] * repeat

    def is_already_cached(self, _: Any) -> bool:
        return False

    def __getattr__(self, name: str) -> Any:
        return lambda *_, **__: None


class Kept(Visitor):
    def __init__(self) -> None:
        self.frames: list[Picture] = []

    def offsets(self, start: int, count: int) -> Sequence[int]:
        return range(count)

    def visit(self, renderer: FrameRenderer, frame: int, repeat: int) -> None:
        self.frames += [renderer.picture().copy()] * repeat


def scene_of(body: Body) -> type[Scene]:
    class It(Scene):
        def construct(self) -> None:
            body(self)

    return It


def both(build: Callable[[Any], Scene], video: VideoFormat) -> tuple[list[Picture], list[Picture]]:
    with manim_configured(video, stock=True), tempconfig({"disable_caching": True}):
        theirs = CairoRenderer(file_writer_class=Frames)
        build(theirs).render()
    kept = Kept()
    with manim_configured(video):
        build(FrameRenderer(kept)).render()
    return theirs.file_writer.frames, kept.frames


def worst(theirs: list[Picture], ours: list[Picture]) -> dict[int, int]:
    assert len(theirs) == len(ours)
    pairs = enumerate(zip(theirs, ours, strict=True))
    differences = {n: int(np.abs(a.astype(int) - b).max()) for n, (a, b) in pairs}
    return {n: its for n, its in differences.items() if its}


def three() -> VGroup:
    inner = VGroup(Triangle(fill_opacity=1), Dot(UP))
    return VGroup(Square(color=RED, fill_opacity=0.5), Circle(stroke_width=12), inner).arrange()


def at_once_and_one_after_another(scene: Scene) -> None:
    group = three()
    scene.play(LaggedStart(*(FadeIn(each, shift=UP) for each in group), lag_ratio=0.3))
    scene.play(Succession(Indicate(group[0]), group[1].animate.shift(DOWN)), run_time=1.5)
    nested = AnimationGroup(Rotate(group[1]), FadeOut(group[2]))
    scene.play(AnimationGroup(group[0].animate.shift(UP), nested, lag_ratio=0.5), run_time=1)


def families_that_do_not_match(scene: Scene) -> None:
    first = three()
    second = VGroup(Square(), Star(color=[RED, BLUE], fill_opacity=1), VGroup(Dot()))
    scene.add(first)
    scene.play(Transform(first, second), run_time=1)
    scene.play(*(FadeOut(each) for each in scene.mobjects), run_time=0.5)


def what_follows_something_else(scene: Scene) -> None:
    place = ValueTracker(0)
    dot = always_redraw(lambda: Dot((place.get_value(), 0, 0)))
    line = Line(ORIGIN, UP).add_updater(
        lambda its: its.put_start_and_end_on(DOWN, dot.get_center() + UP)
    )
    turning = Square().add_updater(lambda its, dt: its.rotate(dt))
    scene.add(Circle(fill_opacity=0.3), dot, line, turning, TracedPath(dot.get_center))
    scene.play(place.animate.set_value(3), run_time=1)
    scene.wait(0.5)
    turning.suspend_updating()
    scene.play(place.animate.set_value(0), run_time=1)


def what_moves_something_that_stands_still(scene: Scene) -> None:
    dot = Dot()
    frame = SurroundingRectangle(dot).add_updater(lambda its: its.become(SurroundingRectangle(dot)))
    pusher = Square().add_updater(lambda its: dot.shift(0.05 * RIGHT))
    scene.add(dot, VGroup(Square().shift(2 * LEFT), VGroup(frame)))
    scene.play(dot.animate.shift(UP), run_time=0.5)
    scene.add(pusher)
    scene.play(FadeIn(Dot(DOWN)), run_time=0.5)
    pusher.clear_updaters()
    scene.wait(0.4)


def what_lies_above_what(scene: Scene) -> None:
    red = Square(fill_opacity=1, color=RED)
    blue = Circle(fill_opacity=1, color=BLUE).shift(RIGHT / 2).set_z_index(2)
    scene.add(blue, red)
    scene.play(red.animate.shift(RIGHT), run_time=0.5)
    scene.add_foreground_mobject(red)
    scene.play(blue.animate.shift(LEFT), FadeIn(Dot(color=YELLOW)), run_time=0.5)
    scene.bring_to_back(blue)
    scene.play(blue.animate.set_z_index(-1), run_time=0.5)


def many_colours_and_images(scene: Scene) -> None:
    square = Square(fill_opacity=1).set_color([RED, BLUE, GREEN])
    grey = np.arange(192, dtype=np.uint8).reshape(8, 8, 3)
    image = ImageMobject(grey).scale(10)
    scene.add(square, Circle(fill_opacity=0.7, sheen_factor=0.5, sheen_direction=UP))
    scene.play(square.animate.shift(RIGHT), FadeIn(Group(image, Star())), run_time=0.5)
    scene.play(Transform(square, Circle(color=RED)), FadeOut(image), run_time=0.5)


def what_an_image_gives_its_colours(scene: Scene) -> None:
    square = Square(color="#FFFFFF", fill_opacity=1)
    scene.add(square)
    scene.wait(0.2)
    with NamedTemporaryFile(suffix=".png") as file:
        Image.new("RGB", (8, 8), "red").save(file.name)
        square.color_using_background_image(file.name)
        scene.wait(0.2)


def where_the_camera_looks(scene: Scene) -> None:
    curve = CubicBezier(LEFT, UP, DOWN, RIGHT)
    scene.add(Square(), curve)
    scene.camera.frame_center = RIGHT + UP / 2
    scene.camera.frame_height, scene.camera.frame_width = 4.0, 4.0 * 16 / 9
    scene.play(curve.animate.shift(UP), run_time=0.4)
    scene.camera.frame_center = LEFT
    scene.play(FadeIn(Dot(RIGHT)), run_time=0.4)
    scene.camera.background_color = BLUE
    scene.play(FadeIn(Dot(UP)), run_time=0.4)


def what_time_it_is(scene: Scene) -> None:
    hand = Line(ORIGIN, UP)
    scene.add(hand)
    turn = UpdateFromAlphaFunc(hand, lambda its, _: its.set_angle(PI * scene.time))
    scene.play(turn, run_time=1)
    scene.wait(0.5)
    scene.play(turn, run_time=0.5)


SCENES = (
    at_once_and_one_after_another,
    families_that_do_not_match,
    what_follows_something_else,
    what_moves_something_that_stands_still,
    what_lies_above_what,
    many_colours_and_images,
    what_an_image_gives_its_colours,
    where_the_camera_looks,
    what_time_it_is,
)


@pytest.mark.parametrize("body", SCENES, ids=lambda body: body.__name__)
def test_every_frame_is_that_of_manims_own_renderer(body: Body) -> None:
    theirs, ours = both(lambda renderer: scene_of(body)(renderer=renderer), VIDEO)
    assert len({frame.tobytes() for frame in ours}) > 1
    assert worst(theirs, ours) == {}


@pytest.mark.parametrize("clip", ["feedback", "sequence-to-vector"])
def test_a_clip_is_that_of_manims_own_renderer(clip: str) -> None:
    video = VideoFormat(320, 180, 3)
    job = replace(load_config().jobs([clip])[0], video=video)
    theirs, ours = both(lambda renderer: build_scene(job, renderer), video)
    assert worst(theirs, ours) == {}


def test_a_walk_leaves_what_depends_on_time_as_drawing_would() -> None:
    def turned(visitor: Visitor) -> float:
        square = Square().add_updater(lambda its, dt: its.rotate(dt))

        def body(scene: Scene) -> None:
            scene.add(square)
            scene.play(FadeIn(Dot()), run_time=1)
            scene.wait(0.5)

        with manim_configured(VIDEO):
            scene_of(body)(renderer=FrameRenderer(visitor)).render()
        return float(square.get_start()[0])

    assert turned(Visitor()) == turned(Kept()) != Square().get_start()[0]


def test_an_updater_from_before_is_called() -> None:
    square = Square().add_updater(lambda its: its.shift(0.1 * RIGHT))
    kept = Kept()

    def body(scene: Scene) -> None:
        scene.add(square)
        scene.play(FadeIn(Dot()), run_time=0.5)

    with manim_configured(VIDEO):
        scene_of(body)(renderer=FrameRenderer(kept)).render()
    assert len({frame.tobytes() for frame in kept.frames}) == len(kept.frames)
    assert square.get_x() > 0.4
