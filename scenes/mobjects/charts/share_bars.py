"""What is left of a gradient at every step, as bars of at most one colour, in columns."""

from collections.abc import Sequence
from itertools import pairwise

from manim import Line, Rectangle, VGroup

from rnn_math.road import SHARE, Lasting
from rnn_math.trace import Address
from scenes.binding import Source
from scenes.mobjects.shapes.area import Area
from scenes.mobjects.text.text import Numeral
from scenes.theme import Size, Theme

_WIDEST, _BAR = 0.6, 0.4  # of a bar; of the distance from step to step
_ABOVE = 0.12  # from a bar to its number
_LONGEST = 0.602 * 7  # em of the longest number
_APART = 0.1


def decimals_of(share: float) -> int:
    """One where a whole percentage would say little."""
    return 1 if share < 0.1 else 0


class ShareBars(VGroup):
    """A bar over each of ``xs``, and its share as a percentage over it.

    ``largest`` is the share that is as high as ``area`` allows. ``bars`` and ``numbers`` are by
    step, from 1.
    """

    def __init__(
        self,
        source: Source,
        theme: Theme,
        color: str,
        xs: Sequence[float],
        area: Area,
        largest: float,
    ) -> None:
        trace = source.trace
        assert isinstance(trace, Lasting)
        pitch = min((b - a for a, b in pairwise(xs)), default=2.0)
        size = max(min(Size.NOTE, (pitch - _APART) / _LONGEST), Size.SMALLEST)
        reach = area.height - _ABOVE - size
        width = min(_WIDEST, _BAR * pitch)
        self.bars: dict[int, Rectangle] = {}
        self.numbers: dict[int, Numeral] = {}
        for t, (x, share) in enumerate(zip(xs, trace.shares, strict=True), start=1):
            height = max(reach * float(share) / largest, 0.02)
            bar = Rectangle(width=width, height=height, stroke_width=1.5)
            bar.set_stroke(color).set_fill(color, opacity=1)
            self.bars[t] = bar.move_to((x, area.bottom + height / 2, 0))
            address = Address(SHARE, t, (0,))
            number = Numeral(source, address, theme.text, size, decimals_of(share), percent=True)
            self.numbers[t] = number.stand(x, area.bottom + height + _ABOVE)
        ends = max(xs[0] - pitch / 2, area.left), min(xs[-1] + pitch / 2, area.right)
        self.base = Line((ends[0], area.bottom, 0), (ends[1], area.bottom, 0))
        self.base.set_stroke(theme.faint, width=2)
        super().__init__(self.base, *self.bars.values(), *self.numbers.values())
