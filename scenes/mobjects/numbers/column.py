"""A vector as a column: numbered cells, or a strip with one entry's number written out."""

import numpy as np
from manim import Line, Rectangle, RoundedRectangle, VGroup, VMobject

from rnn_math.trace import Address
from scenes.binding import Source
from scenes.digits import NUMBERED, decimals_for, telling_decimals
from scenes.lighting import Part
from scenes.mobjects.numbers.cells import CellLook, SignedCell, color_limit, number_width
from scenes.mobjects.numbers.color_field import ColorField
from scenes.mobjects.shapes.rounded import RoundedBox
from scenes.roles import ROLES
from scenes.theme import Theme

STRIP = 0.34  # width of a strip


def look_of(
    source: Source,
    quantity: str,
    step: int,
    theme: Theme,
    size: float,
    height: float,
    decimals: int | None = None,
    written: np.ndarray | None = None,
) -> CellLook:
    """How cells of ``quantity`` look: wide enough for each number that is ``written``.

    ``decimals`` are those of numbers that are not large; as many as say something, if None.
    """
    array = np.atleast_1d(source.trace.array(quantity, step))
    written = array if written is None else written
    fewest = decimals_for(array, quantity)
    if fewest == 2:
        fewest = telling_decimals(written) if decimals is None else decimals
    width = number_width(written, fewest, size)
    return CellLook(source, theme, limit_of(array), fewest, width, height, size)


def limit_of(array: np.ndarray) -> float:
    """Where the diverging scale is full: a large field is scaled to nearly all of its entries."""
    if max(array.shape) <= NUMBERED:
        return color_limit(array)
    return float(np.quantile(np.abs(array), 0.98)) or 1.0


def entry_of(cell: SignedCell, role: str | None, theme: Theme, ink: str | None = None) -> VGroup:
    """A cell as a part of ``role``, with the frame that it gets when it is lit.

    The frame is in the colour of the role, or in ``ink``.
    """
    if role is None:
        return cell
    return Part(
        role, "component", theme, cell, cue=[halo(cell.square, ink or ROLES[role].ink(theme))]
    )


def halo(shape: VMobject, color: str) -> RoundedRectangle:
    """A frame around ``shape`` that says: this one."""
    return RoundedBox(
        corner_radius=0.07,
        width=shape.width + 0.02,
        height=shape.height + 0.02,
        stroke_color=color,
        stroke_width=4,
    ).move_to(shape)


def pointers(width: float, color: str) -> VGroup:
    """Two short lines that point at a row of this ``width``, from either side."""
    return VGroup(
        *(
            Line((side * (width / 2 + a), 0, 0), (side * (width / 2 + b), 0, 0), stroke_color=color)
            for side, a, b in ((-1, 0.22, 0.06), (1, 0.06, 0.22))
        )
    ).set_stroke(width=3)


class Column(VGroup):
    """A vector of a trace, top entry first.

    ``entries`` are what can be lit and revealed one by one: a :class:`Part` of ``role`` (just the
    cell if there is none) for each number. More than eight are shown as a strip of colour that
    is ``tall``, and only the number of the unit ``followed`` (from 0, if any) is written under it.
    """

    def __init__(
        self,
        source: Source,
        quantity: str,
        step: int,
        theme: Theme,
        role: str | None,
        size: float,
        height: float,
        tall: float = 2.4,
        followed: int | None = 0,
        decimals: int | None = None,
        ink: str | None = None,
    ) -> None:
        look = look_of(source, quantity, step, theme, size, height, decimals)
        array = source.trace.array(quantity, step)
        self.count = len(array)
        self.numbered = self.count <= NUMBERED
        one = [] if followed is None else [followed]
        shown = range(self.count) if self.numbered else one
        self.cells = {i: SignedCell(look, Address(quantity, step, (i,))) for i in shown}
        self.entries: dict[int, VGroup] = {
            i: entry_of(cell, role, theme, ink) for i, cell in self.cells.items()
        }
        self.pieces: list[VMobject] = list(self.cells.values())  # alike in columns that are alike
        super().__init__()
        if self.numbered:
            for i, entry in self.entries.items():
                entry.shift((0, -i * height, 0))
        else:
            strip = self._strip(array, theme, look.limit, tall, followed)
            self.pieces.append(strip)
            for entry in self.entries.values():
                entry.next_to(strip, (0, -1, 0), buff=0.16)
            self.strip = strip if role is None else Part(role, "component", theme, *strip)
            self.add(self.strip)
        self.add(*self.entries.values())
        self.center()

    @staticmethod
    def _strip(
        array: np.ndarray, theme: Theme, limit: float, tall: float, followed: int | None
    ) -> VGroup:
        field = ColorField(array[:, None], theme, STRIP, tall, limit)
        outline = Rectangle(
            width=STRIP, height=tall, stroke_color=theme.faint, stroke_width=1.2
        ).move_to(field)
        if followed is None:
            return VGroup(field, outline)
        y = field.get_top()[1] - (followed + 0.5) * tall / len(array)
        return VGroup(field, outline, pointers(STRIP, theme.text).shift((0, y, 0)))

    def written(self, i: int) -> str:
        """The number of an entry, in the digits that are shown."""
        number = self.cells[i].number
        assert number is not None  # cells of columns always carry theirs
        return number.string

    def point(self, i: int) -> np.ndarray:
        """The middle of an entry, numbered or not."""
        if self.numbered:
            return np.asarray(self.cells[i].get_center())
        top, bottom = self.strip.get_top(), self.strip.get_bottom()
        return np.asarray(top + (i + 0.5) / self.count * (bottom - top))

    @property
    def rest(self) -> list[VMobject]:
        """What shows the whole and no single number: the strip, if there is one."""
        return [] if self.numbered else [self.strip]
