"""Outlines as numbers."""

import numpy as np
import pytest
from manim import Annulus, Circle, Polygon, Rectangle, RoundedRectangle, Square

from lecture.audit.geometry import COLUMN, Geometry, Stencil
from scenes.typeset import MONO, text_outline


def spread(*points: tuple[float, float]) -> np.ndarray:
    return np.array(points, dtype=float)


def test_inside_is_what_a_fill_covers() -> None:
    triangle = Geometry(Polygon((-2, -1, 0), (2, -1, 0), (0, 2, 0)).points)
    points = spread((0, 0), (0, 1.9), (1.5, 1.5), (0, -0.9), (0, -1.1))
    assert triangle.inside(points).tolist() == [True, True, False, True, False]


def test_a_hole_is_not_inside() -> None:
    ring = Geometry(Annulus(inner_radius=1, outer_radius=2).points)
    assert ring.inside(spread((0, 0), (1.5, 0), (0, -1.5), (2.5, 0))).tolist() == [
        False, True, True, False,
    ]  # fmt: skip


def test_boxes_are_recognised() -> None:
    assert Geometry(Rectangle(width=3, height=1).points).is_box
    assert Geometry(RoundedRectangle(corner_radius=0.1, width=3, height=1).points).is_box
    assert not Geometry(Circle().points).is_box
    assert not Geometry(Square().rotate(0.5).points).is_box


def test_a_profile_follows_the_ink() -> None:
    profile = Geometry(Circle(radius=1).points).profile
    columns = (profile.first + np.arange(len(profile.low)) + 0.5) * COLUMN
    inner = np.abs(columns) < 0.95
    expected = np.sqrt(1 - columns[inner] ** 2)
    assert profile.high[inner] == pytest.approx(expected, abs=0.02)
    assert profile.low[inner] == pytest.approx(-expected, abs=0.02)


def test_a_profile_has_gaps_and_can_bridge_them() -> None:
    two = np.vstack([Square(0.1).points, Square(0.1).shift((1, 0, 0)).points])
    profile = Geometry(two).profile
    between = spread((0.5, 0.0))
    assert not profile.holds(between, 0.01).any()
    assert profile.bridged().holds(between, 0.01).all()


def test_a_stencil_knows_its_outline_wherever_it_is() -> None:
    outline = text_outline("+0.71", MONO)
    turn = np.array([[np.cos(0.3), np.sin(0.3)], [-np.sin(0.3), np.cos(0.3)]])
    found = Stencil(outline).fits(outline @ turn * 3 + (5, 7))
    assert found == pytest.approx(turn * 3)


@pytest.mark.parametrize("other", ["+0.77", "−0.71", "+0.17", "0.71", ""])
def test_a_stencil_knows_other_outlines(other: str) -> None:
    assert Stencil(text_outline("+0.71", MONO)).fits(text_outline(other, MONO)) is None


def test_a_stencil_refuses_a_mirror_image() -> None:
    outline = text_outline("+0.71", MONO)
    assert Stencil(outline).fits(outline * (-1, 1)) is None
