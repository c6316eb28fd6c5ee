"""A valve beside a column of numbers: each lane is open as far as the number beside it says."""

import numpy as np
from manim import VGroup

from scenes.binding import Source
from scenes.lighting import Part
from scenes.mobjects.cell.valve import Turn, Valve
from scenes.mobjects.numbers.column import Column
from scenes.roles import Role
from scenes.theme import Theme

_GAP = 0.3


class Opened(VGroup):
    """The valve of ``gate`` to the right of its ``column``, shut; hidden with its column."""

    def __init__(self, source: Source, step: int, theme: Theme, gate: Role, column: Column) -> None:
        self.source, self.step = source, step
        shown = column.strip if column.rest else column
        self.valve = Valve(theme, gate.ink(theme), gate.name, across=float(shown.height))
        count = source.trace.cell.hidden_size
        self.valve.move_to((column.get_right()[0] + _GAP + self.valve.width / 2, shown.get_y(), 0))
        self.valve.show(np.zeros(count))
        super().__init__(Part(gate.name, "component", theme, *self.valve))

    def turn(self, run_time: float = 1.2) -> Turn:
        """Open it."""
        return Turn([self.valve], self.source, self.step, run_time)
