"""What the word brings, what the memory brings and the bias, added up entry by entry."""

from manim import VGroup

from rnn_math.errors import LayoutError
from scenes.binding import Source
from scenes.digits import decimals_of_step, unit_that_adds_up
from scenes.lighting import Part
from scenes.mobjects.numbers.column import Column
from scenes.mobjects.shapes.area import Area
from scenes.mobjects.shapes.arrive import hide
from scenes.mobjects.shapes.rounded import RoundedBox
from scenes.mobjects.text.text import Math
from scenes.params import Notation
from scenes.roles import NOTATIONS, ROLES, symbol
from scenes.terms import Term, weights
from scenes.theme import Theme

_SIZES = ((0.30, 1.7), (0.28, 1.62), (0.26, 1.62), (0.24, 1.62), (0.21, 1.6))
_NAME = 0.36  # em of the symbols above
_ABOVE = 0.26  # from a column to the baseline of its symbol


def product_name(matrix: str, vector: str, notation: Notation, step: int, theme: Theme) -> Math:
    """``W_x x_2`` as the notation writes it, each factor in its role's colour."""
    factors: list[Term] = [
        weights(matrix, notation), "thin", (vector, symbol(vector, notation, step))
    ]  # fmt: skip
    if NOTATIONS[notation].row_vectors:
        factors.reverse()
    return Math(factors, theme.text, _NAME, {role: ROLES[role].ink(theme) for role in ROLES})


class ColumnSum(VGroup):
    """Four columns of step ``step`` side by side: Wx + Wh + b = z.

    The last is hidden, and so is the ``frame`` around the row of ``unit``, from 0: the first whose
    numbers add up in the digits that are shown.

    Laid out in ``area``. Raises :class:`LayoutError` if they are too wide for it.
    """

    def __init__(
        self, source: Source, step: int, theme: Theme, notation: Notation, area: Area
    ) -> None:
        self.unit = unit_that_adds_up(source.trace, step)
        bias = NOTATIONS[notation].b
        if (second := NOTATIONS[notation].b_h) is not None:
            bias = f"{bias} + {second}"
        self.names = {
            "Wx": product_name("W_x", "x", notation, step, theme),
            "Wh": product_name("W_h", "h_prev", notation, step, theme),
            "b": Math(bias, ROLES["b"].ink(theme), _NAME),
            "z": Math(symbol("z", notation, step), ROLES["z"].ink(theme), _NAME),
        }
        for size, leading in _SIZES:
            self._build(source, step, theme, size, size * leading, area)
            if self.width <= area.width and self.height <= area.height:
                break
        else:
            raise LayoutError(
                f"z: four columns of numbers are {self.width:.1f} x {self.height:.1f} units, too "
                f"large for {area.width:.1f} x {area.height:.1f}; use weights whose numbers are "
                "shorter"
            )
        self.move_to(area.center)

    def _build(
        self, source: Source, step: int, theme: Theme, size: float, line: float, area: Area
    ) -> None:
        tall = area.height - _ABOVE - 0.7 - line
        decimals = decimals_of_step(source.trace, step)
        self.columns = {
            quantity: Column(
                source,
                quantity,
                0 if quantity == "b" else step,
                theme,
                role,
                size,
                line,
                tall,
                decimals=decimals,
            )
            for quantity, role in (("Wx", None), ("Wh", None), ("b", "b"), ("z", None))
        }
        columns = list(self.columns.values())
        apart = max(
            max(c.width, n.width) for c, n in zip(columns, self.names.values(), strict=True)
        )
        apart = max(apart + 0.3, columns[0].width + 1.1)
        self.named: dict[str, VGroup] = {}
        for k, (quantity, column) in enumerate(self.columns.items()):
            column.move_to((k * apart, 0, 0))
            name = self.names[quantity]
            name.stand(k * apart, column.get_top()[1] + _ABOVE)
            self.named[quantity] = (
                Part(quantity, "component", theme, *name) if quantity in ("b", "z") else name
            )
        y = float(columns[0].cells[self.unit].get_y())
        if columns[0].numbered and abs(y) > line:  # the frame's edge is not in the middle
            y = 0.0
        self.signs = [
            Math(sign, theme.muted, 0.5).move_to(((k + 0.5) * apart, y, 0))
            for k, sign in enumerate("++=")
        ]
        hide(self.columns["z"])
        cells = [column.cells[self.unit] for column in columns]
        row = VGroup(*cells)
        self.frame = RoundedBox(
            corner_radius=0.12,
            width=row.width + 0.24,
            height=row.height + 0.1,
            stroke_color=theme.text,
            stroke_width=2.5,
        ).move_to(row)
        hide(self.frame)
        super().__init__(*columns, *self.named.values(), *self.signs, self.frame)
