"""One row of a matrix times a vector, written out: pair by pair, with running sums."""

from dataclasses import dataclass

from manim import Arrow, Line, VGroup, VMobject

from rnn_math.trace import Address
from scenes.binding import Source
from scenes.mobjects.arrive import hide
from scenes.mobjects.cells import SignedCell
from scenes.mobjects.column import look_of
from scenes.mobjects.text import Math
from scenes.mobjects.wires import Wire
from scenes.theme import Theme


@dataclass(frozen=True)
class Product:
    """The names that a trace has for a matrix, a vector and what comes of them."""

    matrix: str
    vector: str
    terms: str
    partial: str
    result: str


INPUT = Product("W_x", "x", "Wx_terms", "Wx_partial", "Wx")
MEMORY = Product("W_h", "h_prev", "Wh_terms", "Wh_partial", "Wh")

_SHOWN = 4  # pairs of a long row: the first three and the last


class WorkedRow(VGroup):
    """Row ``i`` of a product in four lines: weight, input, their product, the sum so far.

    Everything is hidden until it arrives. ``pairs`` are the columns of the matrix that are
    written out (all of them, or of more than eight the first three and the last, with dots
    between). ``size`` is that of the numbers, ``height`` that of a line.
    """

    def __init__(
        self,
        source: Source,
        product: Product,
        step: int,
        row: int,
        theme: Theme,
        size: float,
        height: float,
    ) -> None:
        count = source.trace.array(product.matrix, 0).shape[1]
        self.pairs = pairs_shown(count)
        self.theme, self.height_of_line = theme, height
        looks = {
            quantity: look_of(source, quantity, at, theme, size, height)
            for quantity, at in (
                (product.matrix, 0),
                (product.vector, step),
                (product.terms, step),
                (product.partial, step),
            )
        }
        self.pitch = pitch(source, product, step, size)
        self.xs = [j * self.pitch for j in range(len(self.pairs))]
        if count > len(self.pairs):
            self.xs[-1] += 0.45 * self.pitch
        self.weights = self._line(looks, product.matrix, 0, 0, row)
        self.inputs = self._line(looks, product.vector, step, 1, None)
        self.products = self._line(looks, product.terms, step, 2, row)
        self.sums = self._line(looks, product.partial, step, 3, row)
        self.signs = [self._signs(k, size) for k in range(len(self.pairs))]
        self.dots = self._dots(size) if count > len(self.pairs) else VGroup()
        super().__init__(
            *(cell for line in self.lines for cell in line), *self.signs, self.dots
        )
        hide(self)

    @property
    def lines(self) -> tuple[list[SignedCell], ...]:
        """The four lines from top to bottom."""
        return self.weights, self.inputs, self.products, self.sums

    def _y(self, line: int) -> float:
        return -line * self.height_of_line - (0.1 if line > 1 else 0.0)

    def _line(
        self, looks: dict, quantity: str, step: int, line: int, row: int | None
    ) -> list[SignedCell]:
        cells = []
        for j, x in zip(self.pairs, self.xs, strict=True):
            index = (j,) if row is None else (row, j)
            cell = SignedCell(looks[quantity], Address(quantity, step, index))
            cells.append(cell.move_to((x, self._y(line), 0)))
        return cells

    def _signs(self, k: int, size: float) -> VGroup:
        """What stands between the numbers of pair ``k``: times, a rule, plus, an arrow."""
        ink, x, half = self.theme.muted, self.xs[k], self.weights[k].square.width / 2
        y = (self._y(1) + self._y(2)) / 2
        rule = Line((x - half, y, 0), (x + half, y, 0), stroke_color=ink, stroke_width=2)
        gap = x - self.pitch / 2
        signs = VGroup(Math("times", ink, size).move_to((gap, self._y(1), 0)), rule)
        if k:
            signs.add(Math("+", ink, size).move_to((gap, self._y(2), 0)))
            start = self.sums[k - 1].square.get_right()[0] + 0.04
            end = self.sums[k].square.get_left()[0] - 0.04
            y = self._y(3)
            arrow = Wire([(start, y), (end, y)], ink, 2.0)
            signs.add(arrow)
        return signs

    def _dots(self, size: float) -> VGroup:
        x = (self.xs[-2] + self.xs[-1]) / 2
        return VGroup(
            *(
                Math("dots.c", self.theme.muted, size).move_to((x, self._y(line), 0))
                for line in range(3)
            )
        )


def pairs_shown(count: int) -> list[int]:
    """Which of ``count`` pairs are written out."""
    from scenes.mobjects.cells import NUMBERED

    return list(range(count)) if count <= NUMBERED else [*range(_SHOWN - 1), count - 1]
