"""What is drawn bit by bit is what stock Manim's camera draws at once."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import (
    BLUE,
    GREEN,
    RED,
    Camera,
    Circle,
    ImageMobject,
    Line,
    Scene,
    Square,
    Star,
    VGroup,
    VMobject,
)
from manim.constants import LineJointType

from lecture.drawing import outline
from lecture.drawing.drawing import Drawing, family
from lecture.manim_setup import manim_configured
from lecture.video.format import VideoFormat

VIDEO = VideoFormat(320, 180, 10)


def by_manim(mobjects: Sequence[Any]) -> np.ndarray:
    camera = Camera()
    camera.capture_mobjects(mobjects)
    return camera.pixel_array


def shapes() -> list[VMobject]:
    """Fillings, thin and thick lines, sharp corners, holes, curves that are not closed."""
    return [
        Circle(fill_opacity=0.5, color=RED),
        Square(fill_opacity=1, stroke_width=0, color=GREEN),
        Star(n=9, density=4, outer_radius=1.4, stroke_width=20, color=BLUE),
        Line((-2, -1, 0), (2, 1.5, 0), stroke_width=0.7),
        Line((-1, 0, 0), (1, 0, 0), stroke_width=30).set_stroke(RED, 40, 1, background=True),
        VMobject(stroke_color=GREEN, stroke_width=9).set_points_as_corners(
            [(-3, 0, 0), (-2, 0.2, 0), (-3, 0.3, 0), (-1, 3, 0)]
        ),
        Circle(stroke_width=6, color=RED).append_points(Square().points),
        Square(stroke_width=14, joint_type=LineJointType.ROUND),
    ]


moves = st.tuples(
    st.integers(0, 7),
    st.sampled_from(["shift", "color", "fade", "scale", "hide", "raise", "front", "stroke"]),
    st.floats(-3, 3),
    st.floats(-2, 2),
)


def do(scene: Scene, mobject: VMobject, what: str, x: float, y: float) -> None:
    match what:
        case "shift":
            mobject.shift((x, y, 0))
        case "color":
            mobject.set_fill(BLUE, abs(y) / 2)
        case "fade":
            mobject.set_opacity(abs(x) / 3)
        case "scale":
            mobject.scale(0.5 + abs(y))
        case "hide" if mobject in scene.mobjects:
            scene.remove(mobject)
        case "hide":
            scene.add(mobject)
        case "raise":
            mobject.set_z_index(round(x))
        case "front":
            scene.bring_to_front(mobject)
        case "stroke":
            mobject.set_stroke(RED, 10 * abs(x))


@settings(max_examples=40, deadline=None)
@given(steps=st.lists(moves, min_size=1, max_size=12), held=st.sets(st.integers(0, 7)))
def test_every_picture_is_a_whole_one(
    steps: list[tuple[int, str, float, float]], held: set[int]
) -> None:
    with manim_configured(VIDEO):
        scene, drawing, mobjects = Scene(), Drawing(Camera()), shapes()
        scene.add(*mobjects)
        scene.static_mobjects = [each for n, each in enumerate(mobjects) if n in held]
        drawing.begin(scene)
        shown = drawing.of(scene).copy()
        drawing.changes()
        for number, what, x, y in steps:
            if number in held and what != "raise":
                continue  # Manim says that it stands still
            if number in held or what == "raise":
                drawing.begin(scene)  # z-indices change between plays
            do(scene, mobjects[number], what, x, y)
            picture = drawing.of(scene)
            assert np.array_equal(picture, by_manim(scene.mobjects))
            for place in drawing.changes():
                shown[place] = picture[place]
            assert np.array_equal(shown, picture), "what changed lies where it is said to lie"


@pytest.mark.usefixtures("manim")
def test_a_box_that_is_too_small_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outline, "_SPIKE", 0)
    monkeypatch.setattr(outline, "_SOFT", -12)
    scene, drawing, (star,) = Scene(), Drawing(Camera()), shapes()[2:3]
    scene.add(star)
    drawing.of(scene)
    star.shift((3, 0, 0))
    assert not np.array_equal(drawing.of(scene), by_manim(scene.mobjects))


@pytest.mark.usefixtures("manim")
def test_what_is_no_outline_is_drawn_by_manim() -> None:
    image = ImageMobject(np.arange(64, dtype=np.uint8).reshape(8, 8) * 3).scale(9)
    gradient = Square(fill_opacity=1).set_color([RED, BLUE]).shift((2, 0, 0))
    scene, drawing = Scene(), Drawing(Camera())
    scene.add(Circle(fill_opacity=1), image, gradient, Line())
    for _ in range(3):
        gradient.shift((-1, 0, 0))
        assert np.array_equal(drawing.of(scene), by_manim(scene.mobjects))


@pytest.mark.usefixtures("manim")
def test_nothing_is_drawn_twice() -> None:
    scene, drawing = Scene(), Drawing(Camera())
    scene.add(*shapes())
    drawing.of(scene)
    assert len(drawing.changes()) == 1, "all of it"
    drawing.of(scene)
    assert drawing.changes() == []


@pytest.mark.usefixtures("manim")
def test_a_new_background_is_another_picture() -> None:
    scene, drawing = Scene(), Drawing(Camera())
    scene.add(Square())
    first = drawing.of(scene).copy()
    drawing._lens.camera.background_color = BLUE
    assert not np.array_equal(first, drawing.of(scene))


@pytest.mark.usefixtures("manim")
def test_the_order_is_manims() -> None:
    inner = Square()
    tops = [VGroup(inner, VGroup(Circle(), inner), Line().set_z_index(-1)), inner, Circle()]
    assert family(tops) == Camera().get_mobjects_to_display(tops)
    assert family(tops)[-2] is inner, "where it is the last time"
