"""How far forecasts were off, step by step, beside those of "no change"."""

from collections.abc import Sequence
from dataclasses import dataclass

from manim import Circle, Line, VGroup

from rnn_math.tasks.forecast import Forecast
from rnn_math.trace import Address
from scenes.binding import Source
from scenes.mobjects.charts.series_chart import no_change_mark, prediction_mark
from scenes.mobjects.shapes.area import Area
from scenes.mobjects.text.header import spread
from scenes.mobjects.text.text import Numeral, Words
from scenes.theme import Size, Theme
from scenes.words.forecasts import worst_step

_HEADER = 0.55
_MARGIN = 0.22  # beyond the largest error, for its mark and the ring
_ASIDE = 0.11  # both errors of a step stand side by side


@dataclass(frozen=True)
class ResidualWords:
    """What the errors are, and at which step the network is off by most."""

    title: str
    worst: str


class Residuals(VGroup):
    """Errors over ``xs``: diamonds on stems for the network, squares on thin stems for no change.

    ``stems[t]`` and ``no_change_stems[t]`` belong to step t. ``worst`` is the step at which the
    network is off by most, with a ``ring`` round its mark; ``numbers`` say both errors there, in
    the unit of the series.
    """

    def __init__(
        self,
        source: Source,
        theme: Theme,
        xs: Sequence[float],
        area: Area,
        words: ResidualWords,
        decimals: int,
    ) -> None:
        forecast = source.trace
        assert isinstance(forecast, Forecast)
        steps = range(1, len(forecast) + 1)
        errors, others = (
            {t: forecast.value(Address(quantity, t, (0,))) for t in steps}
            for quantity in ("error", "no_change_error")
        )
        self.worst = worst_step(forecast)
        largest = max(map(abs, [*errors.values(), *others.values()])) or 1.0
        top = area.top - _HEADER
        middle, reach = (area.bottom + top) / 2, (top - area.bottom) / 2 - _MARGIN
        aside = min(_ASIDE, 0.2 * (xs[1] - xs[0]))

        def stem(t: int, error: float, is_model: bool) -> VGroup:
            x, end = xs[t] + (-aside if is_model else aside), middle + reach * error / largest
            mark = (prediction_mark if is_model else no_change_mark)(theme).move_to((x, end, 0))
            line = Line((x, middle, 0), (x, end, 0))
            line.set_stroke(theme.output if is_model else theme.muted, width=5 if is_model else 2)
            return VGroup(line, mark)

        self.stems = {t: stem(t, errors[t], True) for t in steps}
        self.no_change_stems = {t: stem(t, others[t], False) for t in steps}
        left = xs[0] - (xs[1] - xs[0]) / 2
        self.zero = Line((left, middle, 0), (area.right, middle, 0))
        self.zero.set_stroke(theme.faint, width=2)
        self.zero_name = Words("0", theme.muted, Size.NOTE)
        self.zero_name.move_to((left - 0.17, middle, 0))
        self.ring = Circle(radius=0.2).set_stroke(theme.text, width=2.5)
        self.ring.move_to(self.stems[self.worst][1])
        title = Words(words.title, theme.text, Size.NOTE)
        baseline = area.top - 0.2
        title.stand(0, baseline)
        self.numbers = self._numbers(source, theme, words.worst, decimals, baseline)
        spread(title, self.numbers, left - 0.5, area.right)
        self.frame = VGroup(title, self.zero, self.zero_name)
        super().__init__(
            self.frame,
            *self.no_change_stems.values(),
            *self.stems.values(),
            self.ring,
            self.numbers,
        )

    def _numbers(
        self, source: Source, theme: Theme, worst: str, decimals: int, baseline: float
    ) -> VGroup:
        """The name of the worst step, and both errors there, each after its mark."""
        name = Words(worst, theme.text, Size.NOTE)
        name.stand(name.width / 2, baseline)
        line = VGroup(name)
        pairs = (("error", prediction_mark), ("no_change_error", no_change_mark))
        for quantity, mark in pairs:
            x, y = line.get_right()[0] + 0.35, baseline + 0.3 * Size.NOTE
            number = Numeral(
                source, Address(quantity, self.worst, (0,)), theme.text, Size.NOTE, decimals
            )
            number.stand(x + 0.22 + number.width / 2, baseline)
            line.add(mark(theme).move_to((x, y, 0)), number)
        return line
