"""A weight matrix whose cells, or rows, can be lit one by one."""

import numpy as np
from manim import Rectangle, VGroup

from rnn_math.trace import Address
from scenes.binding import Source
from scenes.digits import FEW, NUMBERED
from scenes.lighting import Part
from scenes.mobjects.numbers.cells import SignedCell
from scenes.mobjects.numbers.color_field import ColorField
from scenes.mobjects.numbers.column import entry_of, halo, limit_of, look_of, pointers
from scenes.roles import ROLES
from scenes.theme import Theme


class MatrixField(VGroup):
    """A weight matrix: a :class:`Part` for each numbered cell, or one for each of two regions.

    ``rows[i]`` are the parts of row i; of a matrix with a side of more than eight there is only
    the row that is followed, the first, and ``rest``.
    """

    def __init__(
        self, source: Source, quantity: str, theme: Theme, size: float, height: float, tall: float
    ) -> None:
        array = source.trace.array(quantity, 0)
        self.count, self.columns = array.shape
        self.numbered = max(array.shape) <= NUMBERED
        if self.numbered:
            decimals = None if self.columns <= FEW else 2
            look = look_of(source, quantity, 0, theme, size, height, decimals)
            self.rows = [
                [
                    entry_of(
                        SignedCell(look, Address(quantity, 0, (i, j))).move_to(
                            (j * look.width, -i * height, 0)
                        ),
                        quantity,
                        theme,
                    )
                    for j in range(self.columns)
                ]
                for i in range(self.count)
            ]
            self.rest: list[Part] = []
        else:
            row, rest = self._strips(array, theme, quantity, tall)
            self.rows, self.rest = [[row]], [rest] if rest else []
        super().__init__(*self.rest, *(cell for row in self.rows for cell in row))
        self.center()

    def point(self, i: int, j: int) -> np.ndarray:
        """The middle of an entry; ``i`` is a row that has parts."""
        if self.numbered:
            return np.asarray(self.rows[i][j].get_center())
        field = self.rows[i][0].body
        share = (j + 0.5) / self.columns
        return np.asarray(field.get_left() + share * (field.get_right() - field.get_left()))

    @staticmethod
    def _strips(
        array: np.ndarray, theme: Theme, role: str, tall: float
    ) -> tuple[Part, Part | None]:
        rows, columns = array.shape
        height, width = min(tall, 0.3 * rows), min(3.2, max(0.16 * columns, 0.6))
        limit, line = limit_of(array), height / rows
        first = ColorField(array[:1], theme, width, line, limit)
        ink = ROLES[role].ink(theme)
        cue = halo(first, ink) if line > 0.15 else pointers(width, ink).move_to(first)
        part = Part(role, "component", theme, first, cue=[cue])
        if rows == 1:
            return part, None
        others = ColorField(array[1:], theme, width, height - line, limit)
        others.next_to(first, (0, -1, 0), buff=0.0)
        outline = Rectangle(
            width=width, height=height, stroke_color=theme.faint, stroke_width=1.2
        ).move_to(VGroup(first, others))
        return part, Part(role, "component", theme, others, outline)
