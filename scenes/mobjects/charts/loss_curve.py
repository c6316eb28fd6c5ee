"""Two losses over the updates of a training, and where one looks at it."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from manim import Circle, DashedLine, Line, VGroup

from rnn_math.tasks.tagging_course import MEASURED, SNAPSHOTS
from rnn_math.trace import Address
from scenes.binding import Source
from scenes.mobjects.shapes.area import Area
from scenes.mobjects.text.text import Numeral, Words, shrunk
from scenes.theme import Size, Theme
from scenes.words.lengths import decimals_of

_BELOW = 0.46  # the axis' numbers
_LEGEND = 3.5  # room right of the chart
_ROW = 0.4
_SAMPLE = 0.5  # of a line in the legend
_DOT = 0.08


@dataclass(frozen=True)
class LossWords:
    """What the chart says in words."""

    loss: str  # what the curves show
    updates: str  # what its numbers below count
    training: str
    held_out: str


class LossCurve(VGroup):
    """The chart's ``frame``, then the curve of the training loss, a stretch a snapshot.

    ``stretches[n]`` leads to snapshot n, from 1; ``dots[n]`` and ``numbers[n]`` say where it is.
    ``held_out`` is the other curve with its row of the legend. Updates stand on a scale on which
    the first ones have room. Nothing but the frame is a submobject.
    """

    def __init__(self, source: Source, theme: Theme, words: LossWords, area: Area) -> None:
        self.source, self.theme, self.words = source, theme, words
        self.plot = Area(area.left, area.right - _LEGEND, area.bottom + _BELOW, area.top - 0.1)
        trace = source.trace
        self.largest = max(
            float(trace.array(name, 0).max()) for name in ("training_loss", "held_out_loss")
        )
        self.frame = self._frame()
        training = self._points("training_loss")
        self.stretches, self.dots, self.numbers = {}, {}, {}
        for n, (begin, end) in enumerate(itertools.pairwise(map(MEASURED.index, SNAPSHOTS)), 1):
            lines = VGroup(*(Line(a, b) for a, b in itertools.pairwise(training[begin : end + 1])))
            self.stretches[n] = lines.set_stroke(theme.output, width=4)
        for n, update in enumerate(SNAPSHOTS):
            k = MEASURED.index(update)
            dot = Circle(radius=_DOT, stroke_width=2.5, color=theme.output)
            self.dots[n] = dot.set_fill(theme.background, 1).move_to(training[k])
            self.numbers[n] = self._row(0, words.training, "training_loss", k, theme.output)
        held_out = self._points("held_out_loss")
        dashes = VGroup(
            *(DashedLine(a, b, dash_length=0.08) for a, b in itertools.pairwise(held_out))
        )
        dashes.set_stroke(theme.text, width=2.5)
        row = self._row(1, words.held_out, "held_out_loss", len(MEASURED) - 1, theme.text)
        self.held_out = VGroup(dashes, row)
        super().__init__(self.frame)

    def x(self, update: int) -> float:
        """Where ``update`` stands."""
        share = math.log1p(update / 5) / math.log1p(SNAPSHOTS[-1] / 5)
        return self.plot.left + self.plot.width * share

    def _points(self, name: str) -> Sequence[tuple[float, float, float]]:
        losses = self.source.trace.array(name, 0)
        height = self.plot.height / (self.largest or 1.0)
        return [
            (self.x(update), self.plot.bottom + height * float(loss), 0.0)
            for update, loss in zip(MEASURED, losses, strict=True)
        ]

    def _frame(self) -> VGroup:
        plot, theme = self.plot, self.theme
        corner = (plot.left, plot.bottom, 0)
        axes = VGroup(
            Line(corner, (plot.right, plot.bottom, 0)), Line(corner, (plot.left, plot.top, 0))
        )
        axes.set_stroke(theme.faint, width=2)
        numbers = VGroup()
        baseline = plot.bottom - 0.3
        for update in SNAPSHOTS:
            address = Address("updates", 0, (MEASURED.index(update),))
            number = Numeral(self.source, address, theme.text, Size.NOTE, 0, signed=False)
            numbers.add(number.stand(self.x(update), baseline))
        name = Words(self.words.updates, theme.muted, Size.NOTE)
        name.stand(plot.right + 0.25 + numbers[-1].width / 2 + name.width / 2, baseline)
        what = Words(self.words.loss, theme.muted, Size.NOTE)
        what.stand(plot.right + 0.3 + what.width / 2, plot.top - 0.25 - 0.3 * Size.NOTE)
        return VGroup(axes, numbers, name, what)

    def _row(self, n: int, name: str, quantity: str, k: int, color: str) -> VGroup:
        """A row of the legend: a piece of the line, its name, and the loss after update k."""
        y = self.plot.top - 0.25 - (n + 1) * _ROW
        left = self.plot.right + 0.3
        ends = (left, y, 0), (left + _SAMPLE, y, 0)
        sample = DashedLine(*ends, dash_length=0.08) if n else Line(*ends)
        sample.set_stroke(color, width=2.5 if n else 4)
        label = Words(name, color, Size.NOTE)
        value = self.source.trace.value(address := Address(quantity, 0, (k,)))
        number = Numeral(
            self.source, address, self.theme.text, Size.NOTE, decimals_of(value),
            signed=False, bounded=True,
        )  # fmt: skip
        room = _LEGEND - 0.3 - _SAMPLE - 0.3 - number.width
        label.scale(shrunk(label.width, room))
        baseline = y - 0.3 * Size.NOTE
        label.stand(left + _SAMPLE + 0.12 + label.width / 2, baseline)
        number.stand(label.get_right()[0] + 0.16 + number.width / 2, baseline)
        return VGroup(sample, label, number)
