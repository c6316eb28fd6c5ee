"""A vector as a column: numbered cells, or a strip with one entry's number written out."""

import numpy as np
from manim import Line, Rectangle, RoundedRectangle, VGroup, VMobject

from rnn_math.trace import Address
from scenes.binding import Source
from scenes.lighting import Part
from scenes.mobjects.cells import (
    NUMBERED,
    CellLook,
    SignedCell,
    color_limit,
    decimals_for,
    number_width,
)
from scenes.mobjects.color_field import ColorField
from scenes.theme import Theme

STRIP = 0.34  # width of a strip


def look_of(
    source: Source, quantity: str, step: int, theme: Theme, size: float, height: float
) -> CellLook:
    """How cells of ``quantity`` look: wide enough for each of its numbers."""
    array = np.atleast_1d(source.trace.array(quantity, step))
    decimals = decimals_for(array, quantity)
    width = number_width(array, decimals, size)
    return CellLook(source, theme, color_limit(array), decimals, width, height, size)


def halo(shape: VMobject, color: str) -> RoundedRectangle:
    """A frame around ``shape`` that says: this one."""
    return RoundedRectangle(
        corner_radius=0.07,
        width=shape.width + 0.02,
        height=shape.height + 0.02,
        stroke_color=color,
        stroke_width=4,
    ).move_to(shape)


class Column(VGroup):
    """A vector of a trace, top entry first.

    ``entries`` are what can be lit and revealed one by one: a :class:`Part` of ``role`` for each
    number, or, if there are more than eight, one for the number of unit ``followed`` (from 0),
    which stands under the strip, and one for the strip. ``tall`` is the height of a strip.
    """

    def __init__(
        self,
        source: Source,
        quantity: str,
        step: int,
        theme: Theme,
        role: str,
        color: str,
        size: float,
        height: float,
        tall: float = 2.4,
        followed: int = 0,
    ) -> None:
        look = look_of(source, quantity, step, theme, size, height)
        array = source.trace.array(quantity, step)
        self.count = len(array)
        self.numbered = self.count <= NUMBERED
        shown = range(self.count) if self.numbered else [followed]
        self.cells = {i: SignedCell(look, Address(quantity, step, (i,))) for i in shown}
        self.entries = {
            i: Part(role, "component", theme, cell, cue=[halo(cell.square, color)])
            for i, cell in self.cells.items()
        }
        super().__init__()
        if self.numbered:
            for i, entry in self.entries.items():
                entry.shift((0, -i * height, 0))
        else:
            self.strip = self._strip(array, theme, look.limit, tall, followed)
            self.strip_part = Part(role, "component", theme, *self.strip)
            entry = self.entries[followed]
            entry.next_to(self.strip, (0, -1, 0), buff=0.16)
            self.add(self.strip_part)
        self.add(*self.entries.values())
        self.center()

    @staticmethod
    def _strip(
        array: np.ndarray, theme: Theme, limit: float, tall: float, followed: int
    ) -> VGroup:
        field = ColorField(array[:, None], theme, STRIP, tall, limit)
        outline = Rectangle(
            width=STRIP, height=tall, stroke_color=theme.faint, stroke_width=1.2
        ).move_to(field)
        y = field.get_top()[1] - (followed + 0.5) * tall / len(array)
        ticks = [
            Line(
                (side * (STRIP / 2 + 0.05), y, 0),
                (side * (STRIP / 2 + 0.2), y, 0),
                stroke_color=theme.text,
                stroke_width=3,
            )
            for side in (-1, 1)
        ]
        return VGroup(field, outline, *ticks)

    @property
    def rest(self) -> list[VMobject]:
        """What shows the whole and no single number: the strip, if there is one."""
        return [] if self.numbered else [self.strip_part]
