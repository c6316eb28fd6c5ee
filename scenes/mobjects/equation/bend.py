"""Sums, the curve, states: a column goes in at the left and another comes out at the right."""

import numpy as np
from manim import VGroup

from rnn_math.errors import LayoutError
from scenes.binding import Source
from scenes.digits import decimals_of_step
from scenes.lighting import LIT, REST, Light, Part
from scenes.mobjects.equation.activation_plot import ActivationPlot, Pass
from scenes.mobjects.equation.working import Plays
from scenes.mobjects.numbers.column import Column
from scenes.mobjects.shapes.area import Area
from scenes.mobjects.shapes.arrive import Arrive, Leave, hide
from scenes.mobjects.text.text import Math
from scenes.params import Notation
from scenes.roles import ROLES, symbol
from scenes.theme import Theme

_SIZES = ((0.30, 1.7), (0.28, 1.62), (0.26, 1.62), (0.24, 1.62), (0.21, 1.6))
_APART = 1.0  # between a column and the plot
_ABOVE = 0.26  # from a column to the baseline of its symbol
ONE_BY_ONE = 4  # units that go through the curve alone


class BendingStage(VGroup):
    """The column of sums z, the plot of tanh, and the column of states h, which is hidden.

    Laid out in ``area``. Raises :class:`LayoutError` if it is too large for it.
    """

    def __init__(
        self, source: Source, step: int, theme: Theme, notation: Notation, area: Area
    ) -> None:
        largest = float(np.abs(source.trace.array("z", step)).max())
        self.plot = ActivationPlot(theme, largest)
        count = source.trace.cell.hidden_size
        size, leading = next(
            (s for s in _SIZES if count * s[0] * s[1] + 0.8 <= area.height), _SIZES[-1]
        )
        line, tall = size * leading, min(3.3, area.height - 1.1 - size * leading)
        decimals = decimals_of_step(source.trace, step)
        self.z, self.h = (
            Column(source, quantity, step, theme, role, size, line, tall, decimals=decimals)
            for quantity, role in (("z", "z"), ("h", None))
        )
        self.z.next_to(self.plot.frame, (-1, 0, 0), buff=_APART + 0.2)
        self.h.next_to(self.plot.frame, (1, 0, 0), buff=_APART)
        names = VGroup()
        for role, column in (("z", self.z), ("h", self.h)):
            name = Math(symbol(role, notation, step), ROLES[role].ink(theme), 0.36)
            name.stand(column.get_x(), column.get_top()[1] + _ABOVE)
            names.add(Part(role, "component", theme, *name))
        super().__init__(self.plot, self.h, self.z, names)
        if self.width > area.width or self.height > area.height:
            raise LayoutError(
                f"z: columns of numbers beside the curve of tanh are {self.width:.1f} x "
                f"{self.height:.1f} units, too large for {area.width:.1f} x {area.height:.1f}; "
                "use weights whose numbers are shorter"
            )
        self.move_to(area.center)
        self.marks = self.plot.marks(source, step)
        self.passages = {
            unit: self.plot.passage(
                source, step, unit, cell.get_right(), self.h.cells[unit].get_left(), [*self.z.cells]
            )
            for unit, cell in self.z.cells.items()
        }
        self.names = names
        self.add(VGroup(*self.marks, *self.passages.values()))
        hide(self.h)

    def in_turn(self) -> Plays:
        """A few units one after the other; of many, the first, and then the others together."""
        units = list(self.passages)
        alone = units if len(units) <= ONE_BY_ONE else units[:1]
        for unit in alone:
            yield [self._only(unit)]
            yield [Pass(self.passages[unit], run_time=2.0 if unit == units[0] else 0.9)]
            yield [Arrive(self.h.entries[unit], run_time=0.25), Leave(*self.passages[unit].trail)]
        if len(alone) < len(units):
            yield [self._all()]
            others = [self.passages[unit] for unit in units[1:]]
            yield [Pass(passage, run_time=2.6) for passage in others]
            entries = [self.h.entries[unit] for unit in units[1:]]
            trails = [dash for passage in others for dash in passage.trail]
            yield [Arrive(*entries, run_time=0.4), Leave(*trails)]
        if self.h.rest:
            yield [self._all(), Arrive(*self.marks, lag=0.05, run_time=1.6)]
            yield [Arrive(*self.h.rest, run_time=0.6)]

    def _only(self, unit: int) -> Light:
        levels = {entry: LIT if u == unit else REST for u, entry in self.z.entries.items()}
        return Light(levels, 0.25)

    def _all(self) -> Light:
        return Light(dict.fromkeys(self.z.entries.values(), REST), 0.25)
