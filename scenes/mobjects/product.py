"""A matrix times a vector, worked out row by row."""

from dataclasses import dataclass

import numpy as np
from manim import Rectangle, VGroup

from rnn_math.errors import LayoutError
from rnn_math.trace import Address
from scenes.binding import Source
from scenes.lighting import DIM, LIT, REST, Light, Part
from scenes.mobjects.arrive import hide
from scenes.mobjects.cells import NUMBERED, SignedCell
from scenes.mobjects.color_field import ColorField
from scenes.mobjects.column import Column, entry_of, halo, limit_of, look_of, pointers
from scenes.mobjects.text import Math, Words
from scenes.mobjects.worked_row import Product, WorkedRow
from scenes.params import Notation
from scenes.roles import NOTATIONS, ROLES, symbol
from scenes.theme import Size, Theme

SIZES = ((0.28, 1.62), (0.26, 1.62), (0.24, 1.62), (0.225, 1.6), (0.21, 1.6), (0.21, 1.45))
_NAMES = 0.46  # height of the line of symbols over the matrix and the vector
_APART = 0.34  # between what stands above and the worked row


@dataclass(frozen=True)
class Area:
    """Room on the frame, scene units."""

    left: float
    right: float
    bottom: float
    top: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.top - self.bottom

    @property
    def center(self) -> tuple[float, float, float]:
        """Its middle."""
        return ((self.left + self.right) / 2, (self.bottom + self.top) / 2, 0.0)


class MatrixField(VGroup):
    """A weight matrix: a :class:`Part` for each numbered cell, or one for each of two regions.

    ``rows[i]`` are the parts of row i; of a matrix with a side of more than eight there is only
    the row that is followed, the first, and ``rest``.
    """

    def __init__(
        self, source: Source, quantity: str, theme: Theme, size: float, height: float, tall: float
    ) -> None:
        array = source.trace.array(quantity, 0)
        self.count, columns = array.shape
        self.numbered = max(array.shape) <= NUMBERED
        if self.numbered:
            look = look_of(source, quantity, 0, theme, size, height)
            self.rows = [
                [
                    entry_of(
                        SignedCell(look, Address(quantity, 0, (i, j))).move_to(
                            (j * look.width, -i * height, 0)
                        ),
                        quantity,
                        theme,
                    )
                    for j in range(columns)
                ]
                for i in range(self.count)
            ]
            self.rest: list[Part] = []
        else:
            row, rest = self._strips(array, theme, quantity, tall)
            self.rows, self.rest = [[row]], [rest] if rest else []
        super().__init__(*self.rest, *(cell for row in self.rows for cell in row))
        self.center()

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


class MatrixProduct(VGroup):
    """``product`` at ``step``: matrix, vector and result above, the row at hand worked out below.

    Laid out in ``area`` with the largest numbers that fit; ``beside`` is room that is kept to the
    right of what stands above. Results and worked rows are hidden
    until they arrive. ``words`` names the lines of the worked row: row, products, sums. Raises
    :class:`LayoutError` if the numbers are too long to be laid out legibly.
    """

    def __init__(
        self,
        source: Source,
        product: Product,
        step: int,
        theme: Theme,
        notation: Notation,
        area: Area,
        words: dict[str, str],
        beside: float = 0.0,
    ) -> None:
        self.product = product
        for size, leading in SIZES:
            super().__init__()
            self._build(source, step, theme, notation, words, size, leading * size, area)
            too_wide = max(self.above.width + beside, self.below.width) > area.width
            if not too_wide and self.height <= area.height:
                break
        else:
            raise LayoutError(
                f"{product.matrix}: {self.width:.1f} x {self.height:.1f} units of numbers do not "
                f"fit {area.width:.1f} x {area.height:.1f}; use fewer units, or weights whose "
                "numbers are shorter"
            )
        self.move_to(area.center)
        self.above.set_x(area.center[0] - beside / 2)
        self.below.set_x(area.center[0])

    def _build(
        self,
        source: Source,
        step: int,
        theme: Theme,
        notation: Notation,
        words: dict[str, str],
        size: float,
        line: float,
        area: Area,
    ) -> None:
        product = self.product
        numbered = max(source.trace.array(product.matrix, 0).shape) <= NUMBERED
        looks = product.looks(source, step, theme, size, line, None if numbered else 0)
        tall = area.height - _NAMES - _APART - 4.5 * line - 0.6
        self.size, self.line = size, line
        self.matrix = MatrixField(source, product.matrix, theme, size, line, tall)
        self.vector = Column(source, product.vector, step, theme, product.vector, size, line, tall, followed=None)
        self.result = Column(source, product.result, step, theme, None, size, line, tall)
        self.equals = Math("=", theme.muted, 1.5 * size)
        self.matrix.next_to(self.vector, (-1, 0, 0), buff=1.3 * size)
        self.equals.next_to(self.vector, (1, 0, 0), buff=0.8 * size)
        self.result.next_to(self.equals, (1, 0, 0), buff=0.8 * size)
        self.above = VGroup(self.result, self.matrix, self.vector, self.equals)
        top = self.above.get_bottom()[1] - _APART - line / 2
        names = self._names(theme, notation, step, self.above.get_top()[1] + _NAMES / 2)
        self.above.add(names)
        self.worked = [
            WorkedRow(looks, product, step, i, words["row"].format(number=i + 1))
            for i in range(len(self.matrix.rows))
        ]
        self.lines = self._lines(theme, notation, step, words)
        self.below = VGroup(*self.worked, self.lines)
        self.below.shift((0, top, 0))
        hide(self.result)
        hide(self.lines)
        self.add(self.below, self.above)

    def _names(self, theme: Theme, notation: Notation, step: int, y: float) -> VGroup:
        """Symbols over the matrix and the vector; the matrix is drawn a row a unit."""
        symbols = NOTATIONS[notation]
        turned = "^top" if symbols.row_vectors or symbols.transposed else ""
        named = VGroup()
        for role, thing, sign in (
            (self.product.matrix, self.matrix, turned),
            (self.product.vector, self.vector, ""),
        ):
            text = Math(symbol(role, notation, step) + sign, ROLES[role].ink(theme), 0.36)
            text.move_to((thing.get_x(), y, 0))
            named.add(Part(role, "component", theme, *text))
        return named

    def _lines(
        self, theme: Theme, notation: Notation, step: int, words: dict[str, str]
    ) -> VGroup:
        """What the lines of a worked row are called; the first is named by the row itself."""
        row, role = self.worked[0], self.product.vector
        names = (
            Math(symbol(role, notation, step), ROLES[role].ink(theme), 0.32),
            Words(words["products"], theme.muted, Size.NOTE),
            Words(words["sums"], theme.muted, Size.NOTE),
        )
        for line, text in enumerate(names, start=1):
            text.next_to((row.xs[0] - row.reach, row.y(line), 0), (-1, 0, 0), buff=0.0)
        return VGroup(*names)

    def at_row(self, i: int, pair: int | None = None, run_time: float = 0.3) -> Light:
        """Light row ``i`` and all of the vector, or only one ``pair`` of them."""
        levels: dict[Part, float] = {}
        for k, row in enumerate(self.matrix.rows):
            for j, cell in enumerate(row):
                here = pair is None or j == pair or not self.matrix.numbered
                levels[cell] = (LIT if here else REST) if k == i else DIM
        levels |= dict.fromkeys(self.matrix.rest, DIM)
        entries = self.vector.entries
        for j, entry in entries.items():
            levels[entry] = LIT if pair in (None, j) else REST
        return Light(levels, run_time)

    def whole(self, run_time: float = 0.3) -> Light:
        """Bring every row and the vector back."""
        parts = [*self.matrix.rest, *(c for row in self.matrix.rows for c in row)]
        return Light(dict.fromkeys([*parts, *self.vector.entries.values()], REST), run_time)
