"""Sums, the curve, states: a column goes in at the left and another comes out at the right."""

import numpy as np
from manim import VGroup

from scenes.binding import Source
from scenes.lighting import Part
from scenes.mobjects.activation_plot import ActivationPlot, Passage
from scenes.mobjects.arrive import hide
from scenes.mobjects.column import Column
from scenes.mobjects.product import Area
from scenes.mobjects.text import Math
from scenes.params import Notation
from scenes.roles import ROLES, symbol
from scenes.theme import Theme

_SIZES = ((0.30, 1.7), (0.28, 1.62), (0.26, 1.62), (0.24, 1.62), (0.21, 1.6))
_APART = 1.0  # between a column and the plot
_ABOVE = 0.34


class BendingStage(VGroup):
    """The column of sums z, the plot of tanh, and the column of states h, which is hidden."""

    def __init__(
        self, source: Source, step: int, theme: Theme, notation: Notation, area: Area
    ) -> None:
        self.source, self.step = source, step
        largest = float(np.abs(source.trace.array("z", step)).max())
        self.plot = ActivationPlot(theme, largest)
        count = source.trace.cell.hidden_size
        size, leading = next(
            (s for s in _SIZES if count * s[0] * s[1] + 0.8 <= area.height), _SIZES[-1]
        )
        line, tall = size * leading, min(3.3, area.height - 1.1 - size * leading)
        self.z, self.h = (
            Column(source, quantity, step, theme, role, size, line, tall)
            for quantity, role in (("z", "z"), ("h", None))
        )
        self.z.next_to(self.plot.frame, (-1, 0, 0), buff=_APART + 0.2)
        self.h.next_to(self.plot.frame, (1, 0, 0), buff=_APART)
        names = VGroup()
        for role, column in (("z", self.z), ("h", self.h)):
            name = Math(symbol(role, notation, step), ROLES[role].ink(theme), 0.36)
            y = column.get_top()[1] + _ABOVE
            names.add(Part(role, "component", theme, *name.move_to((column.get_x(), y, 0))))
        self.z_name, self.h_name = names
        super().__init__(self.plot, self.h, self.z, names)
        self.move_to(area.center)
        hide(self.h)
        self.passages = {
            unit: self.plot.passage(source, step, unit, cell.get_right(), self.h.cells[unit].get_left())
            for unit, cell in self.z.cells.items()
        }

    def passage(self, unit: int) -> Passage:
        """The way of the number of ``unit``."""
        return self.passages[unit]
