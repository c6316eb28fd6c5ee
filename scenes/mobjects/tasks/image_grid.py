"""An image as what it is to a network, a vector of pixels, and the state that is made of it."""

import numpy as np
from manim import VGroup

from rnn_math.arrays import FloatArray
from rnn_math.trace import Address
from scenes.binding import Source
from scenes.mobjects.numbers.color_field import ColorField
from scenes.mobjects.shapes.rounded import RoundedBox
from scenes.mobjects.tasks.task_row import Picture
from scenes.mobjects.text.text import Numeral
from scenes.theme import Size, Theme, contrast, mix, rgb

_ROWS = 8  # of the numbers of a state, as in a block of a wired network
_PIXEL = 0.215  # em of the numbers in the pixels
_UNIT = 0.76, 0.46  # width and height of a number of a state
_INKS = "#000000", "#ffffff"  # one of them is legible on any grey: the theme's two ends are not


class ImageGrid(Picture):
    """The image that a trace reads at its first step; ``numbers`` are its pixels, written out."""

    def __init__(self, source: Source, theme: Theme, side: float) -> None:
        super().__init__(source, theme, side)
        addresses = source.addresses("x", 1)
        columns = round(len(addresses) ** 0.5)
        self.numbers = VGroup()
        for address, place in zip(
            addresses, _places(len(addresses), columns, side / columns, side / columns), strict=True
        ):
            paper = rgb(mix(theme.panel, theme.text, source.trace.value(address)))
            ink = max(_INKS, key=lambda color: contrast(rgb(color), paper))
            self.numbers.add(Numeral(source, address, ink, _PIXEL, 1, signed=False).move_to(place))


class StateGrid(VGroup):
    """One state of a trace in a frame, as a block of a wired network shows it.

    ``size`` is that of its field, width and height. Without one it is as large as its ``numbers``
    need, which are written out; they are no submobjects.
    """

    def __init__(
        self,
        source: Source,
        step: int,
        theme: Theme,
        size: tuple[float, float] | None = None,
    ) -> None:
        state = source.trace.array("h", step)
        grid = arranged(state)
        rows, columns = grid.shape
        self.numbers = VGroup()
        if size is None:
            size = columns * _UNIT[0], rows * _UNIT[1]
            places = _places(len(state), columns, *_UNIT)
            for unit, (value, place) in enumerate(zip(state, places, strict=True)):
                ink = theme.on(theme.signed(float(value)))
                number = Numeral(source, Address("h", step, (unit,)), ink, Size.NUMBER)
                self.numbers.add(number.move_to(place))
        self.field = ColorField(grid, theme, *size, limit=1.0, lifted=False)
        self.frame = RoundedBox(
            corner_radius=0.12,
            width=size[0] + 0.16,
            height=size[1] + 0.16,
            stroke_color=theme.state,
            stroke_width=2.5,
            fill_color=theme.panel,
            fill_opacity=1.0,
        )
        super().__init__(self.frame, self.field)


def arranged(state: FloatArray) -> FloatArray:
    """A state (H) row by row in at most eight rows; what is left over is not a number."""
    columns = max(1, -(-len(state) // _ROWS))
    grid = np.full((-(-len(state) // columns), columns), np.nan)
    grid.flat[: len(state)] = state
    return grid


def _places(count: int, columns: int, width: float, height: float) -> list[FloatArray]:
    """The middles of ``count`` cells, row by row, in a grid that is centred."""
    rows = -(-count // columns)
    return [
        np.array(
            [
                (k % columns - (columns - 1) / 2) * width,
                ((rows - 1) / 2 - k // columns) * height,
                0.0,
            ]
        )
        for k in range(count)
    ]
