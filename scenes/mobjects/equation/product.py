"""A matrix times a vector, worked out row by row."""

from manim import VGroup, VMobject

from rnn_math.errors import LayoutError
from scenes.binding import Source
from scenes.digits import NUMBERED, decimals_of_step
from scenes.lighting import Part
from scenes.mobjects.equation.worked_row import Product, WorkedRow
from scenes.mobjects.numbers.column import Column
from scenes.mobjects.numbers.matrix_field import MatrixField
from scenes.mobjects.shapes.area import Area
from scenes.mobjects.shapes.arrive import hide
from scenes.mobjects.text.text import Math, Words
from scenes.params import Notation
from scenes.roles import NOTATIONS, ROLES, symbol
from scenes.theme import Size, Theme

SIZES = (
    (0.36, 1.62), (0.32, 1.62), (0.28, 1.62), (0.26, 1.62), (0.24, 1.62),
    (0.225, 1.6), (0.21, 1.6), (0.21, 1.45),
)  # fmt: skip
"""Em of the numbers and lines an em, the largest that fit."""

_STRIP_SIZES = (
    (0.24, 1.62),
    (0.21, 1.6),
    (0.21, 1.45),
    (0.21, 1.4),
)  # the more room for the matrix
_NAMES = 0.46  # height of the line of symbols over the matrix and the vector
_TIGHT = 1.42  # lines an em, from which strips give way to columns
_BESIDE = 0.35  # from a column that is kept at the side to the matrix
NAME_OVER = 0.2  # from the cells to the baseline of their symbol
_APART = 0.34  # between what stands above and the worked row


class MatrixProduct(VGroup):
    """``product`` at ``step``: matrix, vector and result above, the row at hand worked out below.

    Laid out in ``area`` with the largest numbers that fit; ``beside`` is how many em wide a
    column is that is kept to the left of what stands above. Results and worked rows are hidden
    until they arrive; the first ``rows`` are worked out, of a strip only one. ``words`` names the
    lines: row, products, sums. Raises :class:`LayoutError` if the numbers are too long to be laid
    out legibly.
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
        rows: int = 1,
        beside: float = 0.0,
    ) -> None:
        self.product, self.words = product, words
        shape = source.trace.array(product.matrix, 0).shape
        numbered = max(shape) <= NUMBERED
        lowest = area.height - _NAMES - _APART
        sizes = SIZES if numbered else _STRIP_SIZES
        lines = 4 + (max(shape) if numbered else 0)
        likely = [(size, leading) for size, leading in sizes if lines * size * leading < lowest]
        for size, leading in likely or sizes[-1:]:
            super().__init__()
            self._build(source, step, theme, notation, size, leading * size, area)
            room = beside * size + _BESIDE if beside else 0.0
            width, height = max(self.above.width + room, self.below.width), self.height
            if width <= area.width and height <= area.height:
                break
        else:
            raise LayoutError(
                f"{product.matrix}: {width:.1f} x {height:.1f} units of numbers do not "
                f"fit {area.width:.1f} x {area.height:.1f}; use fewer units, or weights whose "
                "numbers are shorter"
            )
        self.move_to(area.center)
        self.above.set_x(area.center[0] + room / 2)
        self.below.set_x(area.center[0])
        self._add_rows(step, min(rows, len(self.matrix.rows)))

    def _build(
        self,
        source: Source,
        step: int,
        theme: Theme,
        notation: Notation,
        size: float,
        line: float,
        area: Area,
    ) -> None:
        product = self.product
        self.looks = product.looks(source, step, theme, size, line)
        tall = area.height - _NAMES - _APART - 4.5 * line - 0.6
        if line < _TIGHT * size:  # a column of eight numbers is higher than any strip need be
            tall *= 0.7
        self.size, self.line = size, line
        self.matrix = MatrixField(source, product.matrix, theme, size, line, tall)
        self.vector = Column(
            source, product.vector, step, theme, product.vector, size, line, tall, followed=None
        )
        self.result = Column(
            source, product.result, step, theme, None, size, line, tall,
            decimals=decimals_of_step(source.trace, step),
        )  # fmt: skip
        self.equals = Math("=", theme.muted, 1.5 * size)
        self.matrix.next_to(self.vector, (-1, 0, 0), buff=1.3 * size)
        self.equals.next_to(self.vector, (1, 0, 0), buff=0.8 * size)
        self.result.next_to(self.equals, (1, 0, 0), buff=0.8 * size)
        if not self.result.numbered:
            self.result.shift((0, self.matrix.get_y() - self.result.strip.get_y(), 0))
        self.above = VGroup(self.result, self.matrix, self.vector, self.equals)
        top = self.above.get_bottom()[1] - _APART - line / 2
        self.names = self._names(theme, notation, step, self.above.get_top()[1] + NAME_OVER)
        self.above.add(self.names)
        self.worked = [self._row(step, 0)]
        self.lines = self._lines(theme, notation, step, self.words)
        self.below = VGroup(*self.worked, self.lines)
        self.below.shift((0, top, 0))
        hide(self.result)
        hide(self.lines)
        self.add(self.result, self.below, *self.above[1:])  # what moves, moves behind numbers

    def _row(self, step: int, i: int) -> WorkedRow:
        name = self.words["row"].format(number=i + 1)
        return WorkedRow(self.looks, self.product, step, i, name)

    def _add_rows(self, step: int, count: int) -> None:
        """The rows after the first that are worked out, each in the place of the first."""
        first = self.worked[0].weights[0]
        for i in range(1, count):
            row = self._row(step, i)
            row.shift(first.get_center() - row.weights[0].get_center())
            self.worked.append(row)
            self.below.add(row)

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
            text.stand(thing.get_x(), y)
            named.add(Part(role, "component", theme, *text))
        return named

    @property
    def baseline_of_names(self) -> float:
        """What the symbols over the matrix and the vector stand on."""
        return float(self.result.get_top()[1]) + NAME_OVER

    def _lines(self, theme: Theme, notation: Notation, step: int, words: dict[str, str]) -> VGroup:
        """What the lines of a worked row are called; the first is named by the row itself."""
        row, role = self.worked[0], self.product.vector
        names: tuple[VMobject, ...] = (
            Math(symbol(role, notation, step), ROLES[role].ink(theme), 0.32),
            Words(words["products"], theme.muted, Size.NOTE),
            Words(words["sums"], theme.muted, Size.NOTE),
        )
        for line, text in enumerate(names, start=1):
            text.next_to((row.xs[0] - row.reach, row.y(line), 0), (-1, 0, 0), buff=0.0)
        return VGroup(*names)
