"""A bar for every step: how long a gradient is there, or how large a loss."""

import itertools
from collections.abc import Sequence

from manim import Line, Rectangle, VGroup

from rnn_math.errors import LayoutError
from rnn_math.gradient import Reaching
from rnn_math.trace import Address
from scenes.binding import Source
from scenes.mobjects.shapes.area import Area
from scenes.mobjects.text.text import Numeral, Words
from scenes.theme import Size, Theme
from scenes.words.lengths import decimals_of, written

_BAR = 0.34  # of the distance from step to step
_ABOVE = 0.12  # from a bar to its number
_APART = 0.08  # between two numbers, at least
_FACTOR_DROP = 0.2  # below the bars
_DIGIT = 0.602  # width of a monospaced digit in em


class GradientBars(VGroup):
    """A bar for each step, as high as its ``quantity``, the length of a gradient, over ``xs``.

    ``bars[t]`` and ``numbers[t]`` belong to step t from 1, ``factors[t]`` stands between t and
    t + 1, which it leads from: a gradient travels back. All bars share one scale, on which
    ``largest`` is as high as ``area`` allows. Raises :class:`LayoutError` if a number has no room.
    """

    def __init__(
        self,
        source: Source,
        theme: Theme,
        xs: Sequence[float],
        area: Area,
        largest: float,
        quantity: str = "length",
    ) -> None:
        trace = source.trace
        assert isinstance(trace, Reaching)
        pitch = min((b - a for a, b in itertools.pairwise(xs)), default=2.0)
        lengths = [trace.value(Address(quantity, t, (0,))) for t in range(1, len(trace) + 1)]
        self.size = min(Size.NOTE, _fitting(trace, lengths, pitch))
        reach = area.height - _ABOVE - self.size
        self.bars, self.numbers = {}, {}
        for t, (x, length) in enumerate(zip(xs, lengths, strict=True), start=1):
            height = max(reach * length / largest, 1e-3)
            bar = Rectangle(width=_BAR * pitch, height=height, stroke_width=1.5)
            bar.set_stroke(theme.output).set_fill(theme.output, opacity=1)
            self.bars[t] = bar.move_to((x, area.bottom + height / 2, 0))
            number = _numeral(source, Address(quantity, t, (0,)), theme.text, self.size)
            self.numbers[t] = number.stand(x, area.bottom + height + _ABOVE)
        self.factors = {}
        for t in trace.with_factor:
            a, b = xs[t - 1 : t + 1]
            number = _numeral(source, Address("factor", t, (0,)), theme.muted, self.size)
            times = Words("×", theme.muted, self.size)
            x = (a + b) / 2 - number.width / 2
            baseline = area.bottom - _FACTOR_DROP - 0.7 * self.size
            number.stand(x + times.width / 2 + number.width / 2 + 0.02, baseline)
            times.stand(x - 0.02, baseline)
            self.factors[t] = VGroup(times, number)
        left, right = xs[0] - pitch / 2, xs[-1] + pitch / 2
        self.base = Line((left, area.bottom, 0), (right, area.bottom, 0))
        self.base.set_stroke(theme.faint, width=2)
        super().__init__(self.base, *self.bars.values(), *self.numbers.values())


def _numeral(source: Source, address: Address, color: str, size: float) -> Numeral:
    decimals = decimals_of(source.trace.value(address))
    return Numeral(source, address, color, size, decimals, signed=False, bounded=True)


def _fitting(trace: Reaching, lengths: Sequence[float], pitch: float) -> float:
    """The size at which neither lengths nor factors touch their neighbours."""
    factors = [trace.value(Address("factor", t, (0,))) for t in trace.with_factor]
    widest = max(
        [len(written(length)) for length in lengths]
        + [1 + len(written(factor)) for factor in factors]
    )
    size = (pitch - _APART) / (widest * _DIGIT)
    if size < Size.SMALLEST:
        raise LayoutError(
            f"{len(trace)} steps leave no room for a number of {widest} digits: use fewer words"
        )
    return size
