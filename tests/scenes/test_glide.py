import numpy as np
import pytest
from manim import RIGHT, Scene, Square, VGroup, linear

from lecture.drawing.renderer import FrameRenderer, Visitor
from scenes.glide import Fade, Glide


class Middle(Visitor):
    """Looks at the middle of every play."""

    def __init__(self, look):
        self.look = look

    def offsets(self, start, count):
        return (count // 2,)

    def visit(self, renderer, frame, repeat):
        self.look()


def test_every_point_runs_straight_to_its_end(manim):
    square, seen = Square(), []
    start = square.points.copy()
    end = square.copy().scale(2).shift(3 * RIGHT).points
    scene = Scene(renderer=FrameRenderer(Middle(lambda: seen.append(square.points.copy()))))
    scene.add(square)
    scene.play(Glide(square, lambda it: it.scale(2).shift(3 * RIGHT), rate_func=linear))
    share = (len(start) and (seen[0] - start)[0, 0]) / (end - start)[0, 0]
    assert 0.4 < share < 0.6
    assert seen[0] == pytest.approx(start + share * (end - start))
    assert square.points == pytest.approx(end)
    assert scene.mobjects == [square]


def test_what_is_inside_a_group_moves_without_leaving_it(manim):
    inner, other = Square(), Square()
    group = VGroup(inner, other)
    scene = Scene(renderer=FrameRenderer(Visitor()))
    scene.add(group)
    scene.play(Glide(inner, lambda it: it.set_x(2)), Fade([other], 0.25))
    assert scene.mobjects == [group]
    assert inner.get_x() == pytest.approx(2)
    assert other.get_x() == pytest.approx(0)


def test_a_fade_ends_at_its_opacity(manim):
    squares = [Square(fill_opacity=1.0), Square(fill_opacity=0.5)]
    group = VGroup(*squares)
    scene = Scene(renderer=FrameRenderer(Visitor()))
    scene.add(group)
    scene.play(Fade(squares, 0.0))
    assert [s.get_fill_opacity() for s in squares] == [0, 0]
    assert np.allclose([s.get_stroke_opacity() for s in squares], 1)
    scene.play(Fade(squares, 1.0))
    assert [s.get_fill_opacity() for s in squares] == [1, 1]
    assert scene.mobjects == [group]
