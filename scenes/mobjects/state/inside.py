"""What a cell hands on beside its state, as a heat map of its own."""

import numpy as np
from manim import VGroup

from scenes.binding import Source
from scenes.cells.pictures import PICTURES
from scenes.mobjects.numbers.heat_map import HeatMap
from scenes.mobjects.state.state_layout import StateLayout
from scenes.mobjects.text.text import Math
from scenes.params import Notation
from scenes.theme import Size, Theme

_OVER = 0.32  # from the map to the names over it
_LONG = 9.995  # from which on a number has a digit more than there is room for


class Inside(VGroup):
    """The second state of every step where the map of the states stands alone, with its names.

    Empty for a cell that has no second state.
    """

    def __init__(
        self, source: Source, theme: Theme, notation: Notation, layout: StateLayout
    ) -> None:
        super().__init__()
        kind, steps = source.trace.cell.kind, range(len(source.trace) + 1)
        for name in kind.carried[1:2]:
            most = max(float(np.abs(source.trace.array(name, t)).max()) for t in steps)
            size = layout.pitch, layout.height, layout.size
            numbered = layout.numbered and most < _LONG
            heat_map = HeatMap(
                source, theme, layout.together, *size, numbered, max(most, 1.0), name
            ).set_y(layout.middle)
            heat_map.scale(layout.zoom, about_point=(0, layout.middle, 0))
            self.add(heat_map)
            if picture := PICTURES.get(kind.name):
                level = heat_map.get_top()[1] + _OVER
                for t, x in enumerate(layout.together):
                    symbol = Math(picture.symbol(name, notation, t), theme.sum, Size.LABEL)
                    self.add(symbol.move_to((x * layout.zoom, level, 0)))
