"""The equation of the cell, one part a role, in any notation."""

from manim import Line, VGroup, VMobject

from scenes.lighting import Part
from scenes.mobjects.text.text import Math
from scenes.params import Notation
from scenes.roles import ROLES
from scenes.terms import readout_terms, terms
from scenes.theme import Size, Theme


class Equation(VGroup):
    """``h_t = tanh(W_x x_t + W_h h_(t-1) + b)`` as the chosen notation writes it.

    ``equation["W_x"]`` is the :class:`Part` of that role: its glyphs and the underline that
    appears when it is lit. What belongs to no role, the brackets and the equals sign, is a part
    of its own, so that it steps back with the rest.
    """

    def __init__(
        self,
        theme: Theme,
        notation: Notation,
        step: int | str = "t",
        size: float = Size.EQUATION,
        readout: bool = False,
    ) -> None:
        parts = readout_terms(notation, step) if readout else terms(notation, step)
        colors = {name: role.ink(theme) for name, role in ROLES.items()}
        self.math = Math(parts, theme.text, size, colors)
        self.parts = {
            label: Part(label, "term", theme, glyphs, cue=underlines(glyphs, colors.get(label)))
            for label, glyphs in self.math.parts.items()
        }
        super().__init__(*self.parts.values())

    def __getitem__(self, role: str) -> Part:
        return self.parts[role]


def underlines(glyphs: VMobject, color: str | None) -> list[Line]:
    """A bar under the term; ``color`` is None for what has no role and is never lit.

    A term in two places, such as a matrix and its bias, has a bar under each.
    """
    if color is None:
        return []
    y = glyphs.get_bottom()[1] - 0.1
    return [
        Line((left, y, 0), (right, y, 0), stroke_color=color, stroke_width=5)
        for left, right in _runs(glyphs)
    ]


def _runs(glyphs: VMobject) -> list[tuple[float, float]]:
    """From where to where the glyphs run, without the gaps that others fill."""
    spans = sorted((path[:, 0].min(), path[:, 0].max()) for path in glyphs.get_subpaths())
    runs = [spans[0]]
    for left, right in spans[1:]:
        start, end = runs[-1]
        if left - end > 0.3 * glyphs.height:
            runs.append((left, right))
        else:
            runs[-1] = start, max(end, right)
    return runs
