"""Vectors and matrices as signed, coloured, numbered cells, or as strips when they are long."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from manim import Rectangle, VGroup

from rnn_math.trace import Address
from scenes.binding import Source
from scenes.digits import NUMBERED, decimals_for
from scenes.languages import current, typography
from scenes.mobjects.shapes.rounded import RoundedBox
from scenes.mobjects.text.text import Numeral
from scenes.numerals import format_number
from scenes.theme import Size, Theme
from scenes.typeset import MONO, text_outline

_DIGIT = 0.602  # width of a monospaced digit in em
_PADDING = 0.8  # em around a number, left and right together
_CLEAR = 0.3236  # em above and below a number, together, from which borders keep clear of it


@dataclass(frozen=True)
class CellStyle:
    """How large cells are: ``size`` of the numbers in scene units an em, and their limits."""

    size: float = Size.NUMBER
    height: float = 0.40
    max_height: float = 3.2  # of the whole grid
    strip_width: float = 0.34

    def height_of(self, rows: int) -> float:
        """Of a cell, if there are so many above each other."""
        return min(self.height, self.max_height / rows)

    def holds_numbers(self, rows: int, columns: int = 1) -> bool:
        """Are there few enough cells, and is each tall enough, to carry their numbers?"""
        return (
            max(rows, columns) <= NUMBERED
            and self.height_of(rows) >= _lowest(typography(current()).decimal) * self.size
        )


@dataclass(frozen=True)
class CellLook:
    """What the cells of one grid, or of one line of numbers, have in common."""

    source: Source
    theme: Theme
    limit: float  # the value at which the diverging scale is full
    decimals: int
    width: float
    height: float
    size: float = Size.NUMBER
    numbered: bool = True


class Cells(VGroup):
    """A vector (as a column, or a row) or a matrix of a trace.

    ``cells[i]`` (or ``cells[i, j]``) is a group of the coloured ``square`` and its ``number``;
    ``number`` is None in a strip. Raises :class:`LayoutError` for numbers too long to be read.
    """

    def __init__(
        self,
        source: Source,
        quantity: str,
        step: int,
        theme: Theme,
        style: CellStyle | None = None,
        direction: Literal["column", "row"] = "column",
        limit: float | None = None,
    ) -> None:
        self.source, self.quantity, self.step = source, quantity, step
        self.theme, self.style = theme, style or CellStyle()
        self.array = np.atleast_1d(source.trace.array(quantity, step))
        grid = self.array if self.array.ndim == 2 else self.array[:, None]
        if self.array.ndim == 1 and direction == "row":
            grid = grid.T
        self.rows, self.columns = grid.shape
        self.numbered = self.style.holds_numbers(*grid.shape)
        self.limit = limit or color_limit(self.array)
        self.decimals = decimals_for(self.array, quantity)
        self.cell_width, self.cell_height = self._cell_size()
        look = CellLook(
            source,
            theme,
            self.limit,
            self.decimals,
            self.cell_width,
            self.cell_height,
            self.style.size,
            self.numbered,
        )
        self.by_index: dict[tuple[int, ...], SignedCell] = {}
        for address in source.addresses(quantity, step):
            place = address.index if len(address.index) == 2 else (*address.index, 0)
            row, column = place[::-1] if self.array.ndim == 1 and direction == "row" else place
            cell = SignedCell(look, address)
            cell.move_to((column * self.cell_width, -row * self.cell_height, 0))
            self.by_index[address.index] = cell
        super().__init__(*self.by_index.values())
        self.center()

    def _cell_size(self) -> tuple[float, float]:
        height = self.style.height_of(self.rows)
        if self.numbered:
            return number_width(self.array, self.decimals, self.style.size), height
        return min(self.style.strip_width, height if self.columns > 1 else 1.0), height

    def __getitem__(self, index: int | tuple[int, ...]) -> "SignedCell":
        return self.by_index[index if isinstance(index, tuple) else (index,)]

    def row(self, i: int) -> VGroup:
        """The cells of row ``i`` of a matrix, counted from 0."""
        return VGroup(*(cell for index, cell in self.by_index.items() if index[0] == i))


class SignedCell(VGroup):
    """One entry: a square in the colour of its sign and size, and its number."""

    def __init__(self, look: CellLook, address: Address) -> None:
        value = look.source.trace.value(address)
        fill = look.theme.signed(value, look.limit, lifted=not look.numbered)
        self.number: Numeral | None = None
        if not look.numbered:
            self.square: Rectangle = Rectangle(
                width=look.width,
                height=look.height,
                stroke_width=0,
                fill_color=fill,
                fill_opacity=1.0,
            )
            super().__init__(self.square)
            return
        self.square = RoundedBox(
            corner_radius=0.06,
            width=look.width - 0.05,
            height=look.height - 0.05,
            stroke_color=look.theme.faint,
            stroke_width=1.2,
            fill_color=fill,
            fill_opacity=1.0,
        )
        ink = look.theme.on(fill)
        self.number = Numeral(look.source, address, ink, look.size, look.decimals)
        self.number.move_to(self.square)
        super().__init__(self.square, self.number)


@lru_cache(maxsize=4)
def _lowest(decimal: str) -> float:
    """The height of a cell, in em, whose border keeps clear of its number: a comma hangs down."""
    heights = text_outline(f"0{decimal}", MONO)[:, 1]
    return float(np.ptp(heights)) + _CLEAR


def color_limit(array: np.ndarray) -> float:
    """The value at which the diverging scale is full: at least 1, the range of a state."""
    return max(1.0, float(np.abs(array).max()))


def number_width(array: np.ndarray, decimals: int, size: float) -> float:
    """Width of a cell in which every number of ``array`` fits."""
    longest = max(len(format_number(float(v), decimals)) for v in array.flat)
    return (longest * _DIGIT + _PADDING) * size
