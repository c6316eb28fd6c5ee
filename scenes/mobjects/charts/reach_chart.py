"""How far each kind of cell remembers: the share that is right over the distance."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass

from manim import Circle, DashedLine, Line, VGroup

from rnn_math.errors import LayoutError
from rnn_math.tasks.remembering import LENGTHS, Remembering
from rnn_math.trace import Address
from scenes.binding import Source
from scenes.mobjects.shapes.area import Area
from scenes.mobjects.shapes.rounded import RoundedBox
from scenes.mobjects.text.text import BOLD, Numeral, Words
from scenes.theme import Size, Theme

_TITLE = 0.62  # height of its line
_ROW = 0.36  # from line to line of the table
_NAMES = 2.5  # room left of the columns
_ASIDE = 0.19  # from the middle of a column to the dots of the next kind of cell
_DOT = 0.075
_NUMBER = 0.26
_WIDTHS = (8, 5.5, 3)  # where lines coincide the earlier ones look out on both sides


@dataclass(frozen=True)
class ReachWords:
    """What the chart says in words."""

    title: str
    words: str  # "words to the end"
    right: str  # the upper end of its axis
    none: str
    chance: str
    kinds: Mapping[str, str]  # names of the cells, in the order in which they come


class ReachChart(VGroup):
    """A column for every distance; in it a dot for every training of every kind of cell.

    ``frame`` comes first, then ``curves[kind]``: its dots, the line through their means, and its
    row of means in the table below, which is also the key to its colour. ``furthest`` is a frame
    round the dots of the longest distance.
    """

    def __init__(self, source: Source, theme: Theme, words: ReachWords, area: Area) -> None:
        assert isinstance(source.trace, Remembering)
        self.source, self.theme = source, theme
        rows = len(words.kinds) + 1
        self.plot = Area(
            area.left + _NAMES, area.right, area.bottom + rows * _ROW + 0.25, area.top - _TITLE
        )
        pitch = self.plot.width / len(LENGTHS)
        self.xs = [self.plot.left + pitch * (k + 0.5) for k in range(len(LENGTHS))]
        self.frame = self._frame(words, area)
        colors = dict(zip(words.kinds, (theme.state, theme.input, theme.output), strict=True))
        self.curves = {
            kind: self._curve(kind, words.kinds[kind], colors[kind], n)
            for n, kind in enumerate(words.kinds)
        }
        self.furthest = self._furthest()
        widest = max(curve[0].width for curve in self.curves.values())
        if widest > _NAMES:
            raise LayoutError(f"the name of a cell is {widest:.1f} wide, has {_NAMES}")
        super().__init__(self.frame, *self.curves.values())

    def _furthest(self) -> RoundedBox:
        """A frame round the dots of the longest distance."""
        dots = [curve[2] for curve in self.curves.values()]
        x, reach = self.xs[-1], 3 * _ASIDE
        around = [dot for group in dots for dot in group if abs(dot.get_x() - x) < reach]
        top = max(dot.get_top()[1] for dot in around) + 0.16
        low = min(min(dot.get_bottom()[1] for dot in around) - 0.16, self.y(0.02))
        frame = RoundedBox(corner_radius=0.12, width=2 * reach, height=top - low, stroke_width=3)
        frame.set_stroke(self.theme.text).set_fill(opacity=0)
        return frame.move_to((x, (top + low) / 2, 0))

    def y(self, share: float) -> float:
        """The height at which ``share`` stands."""
        return self.plot.bottom + self.plot.height * share

    def _frame(self, words: ReachWords, area: Area) -> VGroup:
        theme, plot = self.theme, self.plot
        title = Words(words.title, theme.text, Size.NOTE)
        title.stand(plot.center[0], area.top - 0.22)
        axis = Line((plot.left, plot.bottom, 0), (plot.left, plot.top, 0))
        axis.set_stroke(theme.faint, width=2)
        base = Line((plot.left, plot.bottom, 0), (plot.right, plot.bottom, 0))
        base.set_stroke(theme.faint, width=2)
        ends = VGroup()
        for text, share in ((words.none, 0.0), (words.right, 1.0)):
            label = Words(text, theme.muted, Size.NOTE)
            label.stand(plot.left - 0.16 - label.width / 2, self.y(share) - 0.3 * Size.NOTE)
            ends.add(label)
        address = Address("chance", 0, (0,))
        y = self.y(self.source.trace.value(address))
        chance = DashedLine((plot.left, y, 0), (plot.right, y, 0), dash_length=0.1)
        chance.set_stroke(theme.muted, width=2)
        name = Words(words.chance, theme.muted, Size.NOTE)
        number = Numeral(self.source, address, theme.muted, Size.NOTE, 0, percent=True)
        number.stand(plot.left - 0.16 - number.width / 2, y - 0.3 * Size.NOTE)
        name.stand(number.get_left()[0] - 0.14 - name.width / 2, y - 0.3 * Size.NOTE)
        lengths = VGroup()
        baseline = plot.bottom - 0.2 - _ROW * 0.7
        for x, length in zip(self.xs, LENGTHS, strict=True):
            lengths.add(Words(str(length), theme.text, _NUMBER).stand(x, baseline))
        what = Words(words.words, theme.muted, Size.NOTE)
        what.stand(plot.left - 0.16 - what.width / 2, baseline)
        return VGroup(title, axis, base, ends, chance, name, number, lengths, what)

    def _curve(self, kind: str, name: str, color: str, n: int) -> VGroup:
        trace = self.source.trace
        aside = (n - 1) * _ASIDE
        means = [Address(f"mean_{kind}", 0, (k,)) for k in range(len(LENGTHS))]
        points = [
            (x + aside, self.y(trace.value(mean)), 0)
            for x, mean in zip(self.xs, means, strict=True)
        ]
        lines = VGroup(*(Line(a, b) for a, b in itertools.pairwise(points)))
        lines.set_stroke(color, width=_WIDTHS[n])
        dots = VGroup()
        shares = trace.array(f"remembered_{kind}", 0)
        for (x, _, _), row in zip(points, shares, strict=True):
            for share in sorted({float(share) for share in row}):
                dot = Circle(radius=_DOT, stroke_width=2.5, color=color)
                dots.add(dot.set_fill(self.theme.background, 1).move_to((x, self.y(share), 0)))
        baseline = self.plot.bottom - 0.2 - _ROW * (n + 1.7)
        label = Words(name, color, _NUMBER, BOLD)
        label.stand(self.plot.left - 0.16 - label.width / 2, baseline)
        numbers = VGroup(
            *(
                Numeral(self.source, mean, color, _NUMBER, 0, percent=True).stand(x, baseline)
                for x, mean in zip(self.xs, means, strict=True)
            )
        )
        return VGroup(label, lines, dots, numbers)
