"""A matrix times a vector, worked out row by row."""

from manim import VGroup

from rnn_math.errors import LayoutError
from scenes.binding import Source
from scenes.lighting import Part
from scenes.mobjects.area import Area
from scenes.mobjects.arrive import hide
from scenes.mobjects.cells import NUMBERED
from scenes.mobjects.column import Column
from scenes.mobjects.matrix_field import MatrixField
from scenes.mobjects.text import Math, Words
from scenes.mobjects.worked_row import Product, WorkedRow
from scenes.params import Notation
from scenes.roles import NOTATIONS, ROLES, symbol
from scenes.theme import Size, Theme

SIZES = ((0.28, 1.62), (0.26, 1.62), (0.24, 1.62), (0.225, 1.6), (0.21, 1.6), (0.21, 1.45))
"""Em of the numbers and lines an em, the largest that fit."""

_NAMES = 0.46  # height of the line of symbols over the matrix and the vector
_APART = 0.34  # between what stands above and the worked row


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
        self.names = self._names(theme, notation, step, self.above.get_top()[1] + _NAMES / 2)
        self.above.add(self.names)
        self.worked = [
            WorkedRow(looks, product, step, i, words["row"].format(number=i + 1))
            for i in range(len(self.matrix.rows))
        ]
        self.lines = self._lines(theme, notation, step, words)
        self.below = VGroup(*self.worked, self.lines)
        self.below.shift((0, top, 0))
        hide(self.result)
        hide(self.lines)
        self.add(self.result, self.below, *self.above[1:])  # what moves, moves behind numbers

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
