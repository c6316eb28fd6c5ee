"""The axis of a series: round values in its own unit, or its lowest and highest."""

import math
from dataclasses import dataclass

from manim import Line, VGroup

from rnn_math.errors import LayoutError
from rnn_math.tasks.forecast import Forecast
from rnn_math.trace import Address
from scenes.binding import Source
from scenes.mobjects.shapes.area import Area
from scenes.mobjects.text.text import Glyphs, Numeral, Words
from scenes.numerals import format_number
from scenes.theme import Size, Theme

_MOST_TICKS = 5
_LABELS = 0.92  # room for the longest number, scene units: that of the axis
_GAP = 0.1  # between two numbers
_DIGIT = 0.602  # width of a monospaced digit in em


@dataclass(frozen=True)
class Span:
    """The values from ``low`` to ``high``, over the height of ``area``."""

    low: float
    high: float
    area: Area

    def y(self, value: float) -> float:
        """The height at which ``value`` stands."""
        share = (value - self.low) / (self.high - self.low)
        return self.area.bottom + self.area.height * share


class SeriesAxis(VGroup):
    """A line at ``x`` with its ticks left of it.

    Whole round values where the series is spread over several units; else the lowest and the
    highest true value of the window.
    """

    def __init__(self, source: Source, span: Span, theme: Theme, x: float, decimals: int) -> None:
        area = span.area
        line = Line((x, area.bottom, 0), (x, area.top, 0))
        super().__init__(line.set_stroke(theme.faint, width=2))
        for value, label in _ticks(source, span, theme, decimals):
            y = span.y(value)
            label.move_to((x - 0.17 - label.width / 2, y, 0))
            self.add(Line((x - 0.09, y, 0), (x, y, 0)).set_stroke(theme.faint, width=2), label)


def _ticks(source: Source, span: Span, theme: Theme, decimals: int) -> list[tuple[float, Glyphs]]:
    step = round_step(span.high - span.low)
    if step >= 1:
        first = math.ceil(span.low / step)
        values = [k * step for k in range(first, math.floor(span.high / step) + 1)]
        texts = [format_number(value, 0, signed=False) for value in values]
        labels: list[Glyphs] = [Words(text, theme.muted, Size.NOTE) for text in texts]
        return list(zip(values, labels, strict=True))
    forecast = source.trace
    assert isinstance(forecast, Forecast)
    ends = int(forecast.truths.argmin()), int(forecast.truths.argmax())
    addresses = [Address("truth", t + 1, (0,)) for t in dict.fromkeys(ends)]
    return [
        (
            forecast.value(address),
            Numeral(source, address, theme.muted, Size.SMALLEST, decimals, signed=False),
        )
        for address in addresses
    ]


def round_step(spread: float) -> float:
    """1, 2 or 5 times a power of ten, so that a few of them make up ``spread``."""
    rough = spread / _MOST_TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)


def decimals_of(forecast: Forecast, pitch: float, size: float = Size.NUMBER) -> tuple[int, int]:
    """Decimals at which a typical change shows in one or two digits, and a stride.

    Numbers stand ``pitch`` apart: at every step where they fit, else at every second one. Raises
    :class:`LayoutError` if that is not enough.
    """
    order = math.floor(math.log10(forecast.scale.typical_change))
    needed, wanted = max(0, -order), max(0, 1 - order)
    values = [*forecast.values, *forecast.truths, *forecast.predictions]
    for stride in (1, 2):
        room = int(min(stride * pitch - _GAP, _LABELS) / (_DIGIT * size))
        for decimals in (wanted, needed):
            texts = [format_number(float(value), decimals, signed=False) for value in values]
            if max(map(len, texts)) <= room:
                return decimals, stride
    longest = max(texts, key=len)
    raise LayoutError(
        f"{forecast.series.name}: {longest} has {len(longest)} characters, at most {room} can be "
        "drawn; give the series in another unit, in thousands or in thousandths"
    )
