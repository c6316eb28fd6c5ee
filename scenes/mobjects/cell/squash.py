"""Boxes that work on what comes in: a curve in it squashes, rows and columns weigh."""

import numpy as np
from manim import Square, VGroup, VMobject

from scenes.mobjects.shapes.rounded import RoundedBox
from scenes.theme import Theme

WIDTH, HEIGHT = 0.78, 0.62
_REACH = np.linspace(-3, 3, 31)


class Squash(VGroup):
    """``form`` is ``"sigmoid"``, whose curve lies above its axis, or ``"tanh"``."""

    def __init__(self, form: str, theme: Theme, color: str) -> None:
        frame = RoundedBox(
            corner_radius=0.1,
            width=WIDTH,
            height=HEIGHT,
            stroke_color=color,
            stroke_width=2.5,
            fill_color=theme.panel,
            fill_opacity=1.0,
        )
        is_tanh = form == "tanh"
        heights = 0.2 * np.tanh(_REACH) if is_tanh else 0.2 * np.tanh(_REACH / 2)
        axis = 0.0 if is_tanh else -0.2
        curve = VMobject(stroke_color=color, stroke_width=3.0).set_points_as_corners(
            np.column_stack([0.1 * _REACH, heights, np.zeros_like(_REACH)])
        )
        line = VMobject(stroke_color=theme.faint, stroke_width=1.2).set_points_as_corners(
            [(-0.32, axis, 0), (0.32, axis, 0)]
        )
        super().__init__(frame, line, curve)


class MatrixBox(VGroup):
    """A matrix that stands for itself: a square of small squares, without its name."""

    def __init__(self, theme: Theme, color: str) -> None:
        frame = Square(HEIGHT, stroke_color=color, stroke_width=2.5)
        frame.set_fill(theme.panel, 1)
        entries = VGroup(
            *(
                Square(0.1, stroke_width=0, fill_color=color, fill_opacity=1).move_to(
                    (0.16 * column, 0.16 * row, 0)
                )
                for row in (1, 0, -1)
                for column in (-1, 0, 1)
            )
        )
        for entry in entries:
            entry.ink = "entry"
        super().__init__(frame, entries)
