"""The shapes in the drawing of a cell, one for each kind of thing."""

import numpy as np
from manim import Circle, Line, Rectangle, VGroup, VMobject

from scenes.mobjects.shapes.arrive import hide
from scenes.mobjects.shapes.rounded import RoundedBox
from scenes.mobjects.text.text import Math
from scenes.roles import ROLES
from scenes.theme import Theme

LABEL = 0.42  # em of the symbols
BOX = 0.84  # height of a matrix
CHIP = 0.62  # height of a vector
PLUS = 0.27  # radius of the circle that adds


class Chip(VGroup):
    """A vector: its symbol in a pill."""

    def __init__(self, name: str, theme: Theme, color: str) -> None:
        self.color_of_name = color
        self.label = Math(name, color, LABEL)
        width = max(0.9, self.label.width + 0.44)
        self.frame = RoundedBox(
            corner_radius=CHIP / 2,
            width=width,
            height=CHIP,
            stroke_color=color,
            stroke_width=2.5,
            fill_color=theme.background,
            fill_opacity=1.0,
        )
        super().__init__(self.frame, self.label)

    def write(self, name: str) -> None:
        """Put another symbol in the place of the one that is there, hidden until it arrives."""
        self.remove(self.label)
        self.label = Math(name, self.color_of_name, LABEL)
        self.label.scale(self.frame.height / CHIP).move_to(self.frame)
        hide(self.label)
        self.add(self.label)


class Matrix(VGroup):
    """A weight matrix: its symbol in a box with the bars of a matrix inside its sides."""

    def __init__(self, role: str, name: str, theme: Theme) -> None:
        color = ROLES[role].ink(theme)
        self.label = Math(name, color, LABEL)
        width = max(1.1, self.label.width + 0.56)
        self.frame = Rectangle(
            width=width,
            height=BOX,
            stroke_color=color,
            stroke_width=2.5,
            fill_color=theme.panel,
            fill_opacity=1.0,
        )
        super().__init__(self.frame, *(self._bracket(side, width, color) for side in (-1, 1)))
        self.add(self.label)

    @staticmethod
    def _bracket(side: int, width: float, color: str) -> VMobject:
        x, y, serif = side * (width / 2 - 0.12), BOX / 2 - 0.13, -side * 0.08
        corners = [(x + serif, y, 0), (x, y, 0), (x, -y, 0), (x + serif, -y, 0)]
        return VMobject(stroke_color=color, stroke_width=1.8).set_points_as_corners(corners)


class Adder(VGroup):
    """A circle with a plus: what comes in is added."""

    def __init__(self, theme: Theme) -> None:
        ring = Circle(
            radius=PLUS,
            stroke_color=theme.sum,
            stroke_width=2.5,
            fill_color=theme.panel,
            fill_opacity=1.0,
        )
        arm = 0.55 * PLUS
        lines = [
            Line(start, end, stroke_color=theme.sum, stroke_width=2.5)
            for start, end in (((-arm, 0, 0), (arm, 0, 0)), ((0, -arm, 0), (0, arm, 0)))
        ]
        super().__init__(ring, *lines)


class Bend(VGroup):
    """The activation: a box with the curve of tanh in it."""

    def __init__(self, theme: Theme) -> None:
        color = theme.activation
        frame = RoundedBox(
            corner_radius=0.12,
            width=1.3,
            height=1.2,
            stroke_color=color,
            stroke_width=2.5,
            fill_color=theme.panel,
            fill_opacity=1.0,
        )
        reach = np.linspace(-3, 3, 41)
        curve = VMobject(stroke_color=color, stroke_width=3.5).set_points_as_corners(
            np.column_stack([0.16 * reach, 0.23 * np.tanh(reach) + 0.2, np.zeros(41)])
        )
        self.label = Math("tanh", color, 0.34).move_to((0, -0.34, 0))
        super().__init__(frame, curve, self.label)
