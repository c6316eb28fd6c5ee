"""A series that is forecast: the chart above, and below it what makes it or what it is worth."""

from dataclasses import dataclass, replace

from manim import VGroup

from rnn_math.tasks.forecast import Forecast
from rnn_math.trace import Address
from scenes.binding import Source
from scenes.languages import name_of
from scenes.mobjects.charts.residuals import Residuals, ResidualWords
from scenes.mobjects.charts.series_axis import decimals_of
from scenes.mobjects.charts.series_chart import ChartWords, SeriesChart
from scenes.mobjects.network.wired_network import WiredNetwork, WiringLayout
from scenes.mobjects.shapes.area import Area
from scenes.mobjects.shapes.wires import Wire
from scenes.mobjects.tasks.score_board import BoardWords, ScoreBoard
from scenes.mobjects.text.text import Numeral, Words, shrunk
from scenes.theme import Frame, Size, Theme

_AXIS = 1.05  # room for the labels at the left
_PITCH = 1.5  # the most from step to step
_CHART = Area(-Frame.SAFE_X, Frame.SAFE_X, 0.2, Frame.CONTENT_TOP)
_BELOW = Area(-Frame.SAFE_X, Frame.SAFE_X, Frame.CONTENT_BOTTOM, -0.1)
_LAYOUT = WiringLayout(y=-1.32, block_height=0.7, wire=0.44, entry=0.6, narrowest=0.4)
_GAP = 0.19  # from the end of a wire to the middle of its number
_TIMES = 0.42  # from the numbers that are read to the names of their steps


@dataclass(frozen=True)
class ForecastWords:
    """What the view says in words."""

    chart: ChartWords
    board: BoardWords
    residuals: ResidualWords
    reads: str  # names of the two rows of numbers
    predicts: str


class ForecastView:
    """Everything about one forecast, each in its place; nothing is on screen by itself.

    Columns of chart and network are the same: what step t reads stands over and under its block,
    what it predicts one column on. ``network`` has its numbers in ``read[t]`` and ``said[t]``,
    at every second step if they are long; ``flights[t]`` leads from a number that is said to
    its mark in the chart.
    """

    def __init__(self, source: Source, theme: Theme, words: ForecastWords) -> None:
        forecast = source.trace
        assert isinstance(forecast, Forecast)
        self.source, self.theme, self.steps = source, theme, len(forecast)
        columns = self.steps + 1
        pitch = min(_PITCH, (2 * Frame.SAFE_X - _AXIS) / columns)
        left = (_AXIS - pitch * columns) / 2
        self.xs = [left + pitch * (t + 0.5) for t in range(columns)]
        self.decimals, stride = decimals_of(forecast, pitch)
        edge = left + pitch * columns
        self.chart = SeriesChart(
            source, theme, self.xs, replace(_CHART, right=edge), words.chart, self.decimals
        )
        self.network = self._network(left, left + pitch * self.steps)
        self.read = self._numbers("value", theme.input, self._end(-1) - _GAP, stride)
        self.said = self._numbers("prediction", theme.output, self._end(1) + _GAP, stride)
        start = self.said[1].get_top()[1] + 0.06
        self.flights = {
            t: Wire([(self.xs[t - 1], start), place], theme.output, tip=False)
            for t, place in self.chart.places.items()
        }
        self.times = self._times(pitch)
        self.rows = VGroup()
        for text, numbers, color in (
            (words.predicts, self.said, theme.output),
            (words.reads, self.read, theme.input),
        ):
            row = Words(text, color, Size.NOTE)
            row.scale(shrunk(row.width, left - 0.1 + Frame.SAFE_X))
            self.rows.add(row.stand(left - 0.1 - row.width / 2, numbers[1].baseline))
        below = replace(_BELOW, right=edge)
        self.residuals = Residuals(source, theme, self.xs, below, words.residuals, self.decimals)
        self.board = ScoreBoard(source, theme, words.board, _BELOW)

    def working(self) -> VGroup:
        """The network with all that has come with its steps."""
        return VGroup(
            self.network,
            self.network.finished(),
            self.rows,
            self.times,
            *self.read.values(),
            *self.said.values(),
        )

    def _network(self, left: float, right: float) -> WiredNetwork:
        """The wiring of the trace; the state in which all earlier values are enters at step 1."""
        wiring = replace(self.source.trace.wiring, context=1)
        layout = replace(_LAYOUT, left=left - _LAYOUT.entry, right=right)
        return WiredNetwork(wiring, self.theme, layout=layout)

    def _end(self, side: int) -> float:
        """The height at which the wires end: inputs at -1, outputs at +1."""
        wire = self.network.layout.wire
        return self.network.top + wire if side > 0 else self.network.bottom - wire

    def _numbers(self, quantity: str, color: str, y: float, stride: int) -> dict[int, Numeral]:
        numbers = {}
        for t in range(1, self.steps + 1, stride):
            address = Address(quantity, t, (0,))
            number = Numeral(self.source, address, color, Size.NUMBER, self.decimals, signed=False)
            numbers[t] = number.move_to((self.xs[t - 1], y, 0))
        return numbers

    def _times(self, pitch: float) -> VGroup:
        """The names of as many steps as have room."""
        names = [Words(name_of(name), self.theme.muted, Size.NOTE) for name in self._tokens]
        widest = max(name.width for name in names)
        stride = max(1, -int(-(widest + 0.15) // pitch))
        y = self.read[1].baseline - _TIMES
        row = [name.stand(x, y) for name, x in zip(names, self.xs, strict=False)]
        return VGroup(*row[::stride])

    @property
    def _tokens(self) -> tuple[str, ...]:
        return self.source.trace.tokens
