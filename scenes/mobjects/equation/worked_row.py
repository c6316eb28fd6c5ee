"""One row of a matrix times a vector, written out: pair by pair, with running sums."""

from dataclasses import dataclass, replace

from manim import Line, VGroup

from rnn_math.trace import Address
from scenes.binding import Source
from scenes.digits import FEW, NUMBERED, telling_decimals
from scenes.mobjects.numbers.cells import CellLook, SignedCell
from scenes.mobjects.numbers.column import limit_of, look_of
from scenes.mobjects.shapes.arrive import hide
from scenes.mobjects.shapes.wires import Wire
from scenes.mobjects.text.text import Math, Words
from scenes.theme import Size, Theme

_RULE = 0.12  # room for the rule between what is multiplied and what comes of it


@dataclass(frozen=True)
class Product:
    """The names that a trace has for a matrix, a vector and what comes of them."""

    matrix: str
    vector: str
    terms: str
    partial: str
    result: str

    def looks(
        self, source: Source, step: int, theme: Theme, size: float, height: float
    ) -> list[CellLook]:
        """How the cells of the four lines look: weight, input, product, running sum.

        Where there is room, the last two have a decimal more than they need. Of a matrix with a
        side of more than eight, only the first row is worked out.
        """
        trace = source.trace
        pairs = self.pairs(source)
        rows = slice(None) if max(trace.array(self.matrix, 0).shape) <= NUMBERED else slice(1)
        full = limit_of(trace.array(self.result, step))
        looks = []
        for quantity, at in self.lines(step):
            array = trace.array(quantity, at)
            written = array[pairs] if array.ndim == 1 else array[rows][:, pairs]
            summed = quantity in (self.terms, self.partial)
            decimals = telling_decimals(written) + summed if len(pairs) <= FEW else 2
            look = look_of(source, quantity, at, theme, size, height, min(decimals, 4), written)
            looks.append(replace(look, limit=full) if summed else look)
        return looks

    def pairs(self, source: Source) -> list[int]:
        """Which pairs of a row are written out: all, or of a long one both ends.

        A row is long if the matrix is not drawn in numbers.
        """
        rows, columns = source.trace.array(self.matrix, 0).shape
        if columns <= FEW or max(rows, columns) <= NUMBERED:
            return list(range(columns))
        return [*range(FEW - 1), columns - 1]

    def lines(self, step: int) -> list[tuple[str, int]]:
        """Quantity and step of the four lines of a worked row."""
        return [(self.matrix, 0), *((q, step) for q in (self.vector, self.terms, self.partial))]


INPUT = Product("W_x", "x", "Wx_terms", "Wx_partial", "Wx")
MEMORY = Product("W_h", "h_prev", "Wh_terms", "Wh_partial", "Wh")


def places(looks: list[CellLook], pairs: list[int]) -> list[float]:
    """Where the pairs stand, from 0; dots fill the gap in a long row."""
    pitch = max(look.width for look in looks) + 1.15 * looks[0].size
    gaps = [j > k for k, j in enumerate(pairs)]
    return [(k + 0.75 * gap) * pitch for k, gap in enumerate(gaps)]


class WorkedRow(VGroup):
    """Row ``row`` (from 0) of a product in four lines: weight, input, their product, sum so far.

    Everything is hidden until it arrives. ``looks`` are those of the four lines.
    """

    def __init__(
        self,
        looks: list[CellLook],
        product: Product,
        step: int,
        row: int,
        name: str,
    ) -> None:
        theme, self.looks = looks[0].theme, looks
        self.pairs = product.pairs(looks[0].source)
        self.xs = places(looks, self.pairs)
        self.weights, self.inputs, self.products, self.sums = (
            [
                SignedCell(look, Address(quantity, at, (j,) if line == 1 else (row, j))).move_to(
                    (x, self.y(line), 0)
                )
                for j, x in zip(self.pairs, self.xs, strict=True)
            ]
            for line, (look, (quantity, at)) in enumerate(
                zip(looks, product.lines(step), strict=True)
            )
        )
        self.label = Words(name, theme.text, Size.NOTE)
        self.label.next_to((self.xs[0] - self.reach, self.y(0), 0), (-1, 0, 0), buff=0.0)
        self.signs = [self._signs(k, theme) for k in range(len(self.xs))]
        super().__init__(
            *self.weights, *self.inputs, *self.products, *self.sums, *self.signs, self.label
        )
        hide(self)

    @property
    def reach(self) -> float:
        """From the middle of the first pair to where the names of the lines end."""
        return max(look.width for look in self.looks) / 2 + 1.35 * self.looks[0].size

    def y(self, line: int) -> float:
        """Height of the middle of a line, from 0 downwards."""
        return -line * self.looks[0].height - (_RULE if line > 1 else 0.0)

    def pair(self, k: int) -> tuple[SignedCell, SignedCell, SignedCell, SignedCell]:
        """Weight, input, product and running sum of the ``k``-th pair that is written."""
        return self.weights[k], self.inputs[k], self.products[k], self.sums[k]

    @property
    def own(self) -> list[VGroup]:
        """What another row has other numbers in."""
        return [self.label, *self.weights, *self.products, *self.sums]

    def _signs(self, k: int, theme: Theme) -> VGroup:
        """What stands around pair ``k``: times, a rule, plus, and an arrow from the last sum."""
        ink, size, x = theme.muted, self.looks[0].size, self.xs[k]
        half = max(look.width for look in self.looks) / 2
        gap, y = x - half - 0.55 * size, (self.y(1) + self.y(2)) / 2
        signs = VGroup(
            Math("times", ink, size).move_to((gap, self.y(1), 0)),
            Line((x - half, y, 0), (x + half, y, 0), stroke_color=ink, stroke_width=2),
        )
        if k:
            signs.add(Math("+", ink, size).move_to((gap, self.y(2), 0)))
            ends = self.sums[k - 1].get_right()[0] + 0.05, self.sums[k].get_left()[0] - 0.05
            signs.add(Wire([(end, self.y(3), 0) for end in ends], ink, 2.0))
        if k and self.pairs[k] != k:
            middle = (self.xs[k - 1] + x) / 2
            signs.add(
                *(
                    Math(sign, ink, size).move_to((middle - 0.1, self.y(line), 0))
                    for line, sign in enumerate(("dots.c", "dots.c", "+ dots.c"))
                )
            )
        return signs
