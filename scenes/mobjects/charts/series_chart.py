"""A series that grows step by step: what was, what was predicted, and how far they are apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from manim import Circle, DashedLine, Line, Square, VGroup, VMobject

from rnn_math.tasks.forecast import Forecast
from scenes.binding import Source
from scenes.mobjects.charts.series_axis import SeriesAxis, Span
from scenes.mobjects.shapes.area import Area
from scenes.mobjects.text.header import spread
from scenes.mobjects.text.text import Words
from scenes.theme import Size, Theme

_MARGIN = 0.06  # of the spread, above and below
_RADIUS = 0.075
_HEADER = 0.42  # height of the line with title and legend
_APART = 0.5  # between entries of the legend


def truth_mark(theme: Theme) -> VMobject:
    """A filled dot."""
    return Circle(radius=_RADIUS, stroke_width=0, fill_color=theme.input, fill_opacity=1.0)


def prediction_mark(theme: Theme) -> VMobject:
    """An open diamond."""
    return _open(Square(2 * _RADIUS).rotate(0.785398), theme.output, theme, 3.0)


def no_change_mark(theme: Theme) -> VMobject:
    """A small open square."""
    return _open(Square(1.5 * _RADIUS), theme.muted, theme, 2.0)


def _open(shape: VMobject, color: str, theme: Theme, width: float) -> VMobject:
    shape.set_stroke(color, width=width)
    return shape.set_fill(theme.background, opacity=1.0)


def flat(start: Sequence[float], end: Sequence[float], theme: Theme) -> DashedLine:
    """The dashed line of what does not change."""
    return DashedLine(
        (*start, 0), (*end, 0), dash_length=0.07, stroke_color=theme.muted, stroke_width=2.0
    )


@dataclass(frozen=True)
class ChartWords:
    """What the chart names: its title, and its marks in the order of the legend."""

    title: str
    truth: str
    prediction: str
    no_change: str


class SeriesChart(VGroup):
    """The window of a forecast over ``xs``, one more than it has steps.

    Marks are found by step t, which reads the value over ``xs[t - 1]`` and says what will stand
    over ``xs[t]``: ``truths[t]`` is what did follow (``truths[0]`` is the first value), with
    ``joins[t]`` leading to it, ``predictions[t]`` what was predicted, ``residuals[t]`` the line
    between the two, and ``no_changes[t]`` the value read, carried on. Truths are dots on a line,
    predictions open diamonds, "no change" a dashed line that ends in a small square.

    Only ``frame`` (axis, title and legend) is there from the start; the rest comes step by step.
    """

    def __init__(
        self,
        source: Source,
        theme: Theme,
        xs: Sequence[float],
        area: Area,
        words: ChartWords,
        decimals: int,
    ) -> None:
        forecast = source.trace
        assert isinstance(forecast, Forecast)
        self.theme, self.xs = theme, xs
        values = [float(forecast.values[0]), *map(float, forecast.truths)]
        predicted = [float(v) for v in forecast.predictions]
        low, high = min(values + predicted), max(values + predicted)
        margin = _MARGIN * (high - low) or 1.0
        plot = Area(xs[0] - (xs[1] - xs[0]) / 2, area.right, area.bottom, area.top - _HEADER)
        self.span = Span(low - margin, high + margin, plot)
        points = [(x, self.span.y(v)) for x, v in zip(xs, values, strict=True)]
        self.truths = [truth_mark(theme).move_to((*point, 0)) for point in points]
        steps = range(1, len(xs))
        self.joins = {
            t: Line((*points[t - 1], 0), (*points[t], 0)).set_stroke(theme.input, width=3)
            for t in steps
        }
        self.places = {t: (xs[t], self.span.y(predicted[t - 1])) for t in steps}
        self.predictions = {t: prediction_mark(theme).move_to((*self.places[t], 0)) for t in steps}
        self.residuals = {
            t: Line((*self.places[t], 0), (*points[t], 0)).set_stroke(theme.output, width=3)
            for t in steps
        }
        self.no_changes = {t: self._no_change(points[t - 1], xs[t]) for t in steps}
        self.axis = SeriesAxis(source, self.span, theme, plot.left, decimals)
        self.header = self._header(words, area)
        self.frame = VGroup(self.axis, self.header)
        super().__init__(self.frame)

    def _no_change(self, start: tuple[float, float], x: float) -> VGroup:
        end, clear = (x, start[1]), _RADIUS + 0.04
        square = no_change_mark(self.theme).move_to((*end, 0))
        return VGroup(flat((start[0] + clear, start[1]), (x - clear, start[1]), self.theme), square)

    def _header(self, words: ChartWords, area: Area) -> VGroup:
        theme, y = self.theme, area.top - 0.14
        title = Words(words.title, theme.text, Size.NOTE)
        dashes = VGroup(flat((-0.4, 0), (0, 0), theme), no_change_mark(theme))
        wave = VGroup(
            Line((-0.2, 0, 0), (0.2, 0, 0)).set_stroke(theme.input, width=3), truth_mark(theme)
        )
        samples = (wave, words.truth), (prediction_mark(theme), words.prediction)
        legend = VGroup()
        for sample, name in (*samples, (dashes, words.no_change)):
            label = Words(name, theme.text, Size.NOTE)
            label.stand(sample.get_right()[0] + 0.12 + label.width / 2, -0.32 * Size.NOTE)
            legend.add(VGroup(sample, label))
        legend.arrange((1, 0, 0), buff=_APART)
        for entry in legend:
            sample, label = entry
            sample.set_y(y)
            label.stand(label.get_x(), y - 0.32 * Size.NOTE)
        title.stand(0, y - 0.32 * Size.NOTE)
        spread(title, legend, self.axis.get_left()[0], area.right)
        return VGroup(title, legend)

    def marks(self) -> VGroup:
        """Everything that has come with the steps, from back to front."""
        return VGroup(
            *self.no_changes.values(),
            *self.residuals.values(),
            *self.joins.values(),
            *self.truths,
            *self.predictions.values(),
        )
