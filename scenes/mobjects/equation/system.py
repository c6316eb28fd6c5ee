"""Several equations under one another, each part of a role in its colour."""

from collections.abc import Mapping, Sequence

from manim import VGroup

from rnn_math.errors import LayoutError
from scenes.lighting import Part
from scenes.mobjects.equation.equation import underlines
from scenes.mobjects.shapes.area import Area
from scenes.mobjects.text.text import Math
from scenes.roles import Role
from scenes.terms import Term
from scenes.theme import Theme

LARGEST = 0.40
_INDENT = 1.0  # em, of a line that goes on with the one before: it begins with a quad
SMALLEST = 0.30  # em: with subscripts of 12 pixels at 1080p


class EquationSystem(VGroup):
    """``lines`` in ``area``, their left sides under one another; ``system[k]`` is one of them.

    What belongs to a role is a :class:`Part` of it in every line. Raises :class:`LayoutError` if
    they have no room.
    """

    def __init__(
        self,
        lines: Sequence[Sequence[Term]],
        roles: Mapping[str, Role],
        theme: Theme,
        area: Area,
        largest: float = LARGEST,
    ) -> None:
        colors = {name: role.ink(theme) for name, role in roles.items()}
        size = largest
        widest = max(
            _indent(line, size) + Math(line, theme.text, size, colors).width for line in lines
        )
        size *= min(1.0, area.width / widest)
        if size < SMALLEST:
            raise LayoutError(
                f"equations are {widest * SMALLEST / largest:.1f} units wide, too wide for "
                f"{area.width:.1f}"
            )
        super().__init__()
        pitch = area.height / len(lines)
        for number, line in enumerate(lines):
            math = Math(line, theme.text, size, colors)
            left = area.left + _indent(line, size) + math.width / 2
            math.stand(left, area.top - (number + 0.6) * pitch)
            self.add(VGroup(*(_part(label, math, theme, colors) for label in math.parts)))


def _indent(line: Sequence[Term], size: float) -> float:
    return _INDENT * size if line[0] == "quad" else 0.0


def _part(label: str, math: Math, theme: Theme, colors: Mapping[str, str]) -> Part:
    cue = underlines(math[label], colors.get(label))
    return Part(label, "term", theme, math[label], cue=cue)
