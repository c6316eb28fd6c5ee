"""One number a step, followed as a line over the steps."""

import itertools
from collections.abc import Sequence

from manim import Dot, Line, Mobject, VGroup

from rnn_math.trace import Address
from scenes.binding import Source
from scenes.mobjects.text.text import Numeral, Words, shrunk
from scenes.theme import Frame, Size, Theme

_MARGIN = 0.38  # above and below the range, for the numbers of the outermost dots
_AWAY = 0.14  # from a dot to its number
_LEVEL = 0.2  # slope of a line over which a number may still stand centred
_DIGITS = 5 * 0.602  # width of the longest number in em


class UnitLine(VGroup):
    """Dots at the values of ``addresses`` over ``xs``, joined by a line; an axis at the left.

    ``axis``, ``dots``, ``lines`` and ``numbers`` are shown one after another; ``lines[t]`` leads
    to ``dots[t + 1]``. ``ticks`` are the values that the axis names, from its lowest to its
    highest; ``title`` stands at its top. Numbers stand where the line does not run.
    """

    def __init__(
        self,
        source: Source,
        addresses: Sequence[Address],
        xs: Sequence[float],
        theme: Theme,
        y: float,
        height: float,
        title: Mobject,
        ticks: Sequence[int] = (-1, 0, 1),
        signed: bool = True,
    ) -> None:
        self.values = [source.trace.value(address) for address in addresses]
        pitch = min((b - a for a, b in itertools.pairwise(xs)), default=2.0)
        size = min(0.26, (pitch - 0.08) / _DIGITS)
        self.theme, self.xs, self.ticks = theme, xs, ticks
        self.numbers = [Numeral(source, a, theme.text, size, signed=signed) for a in addresses]
        for head in (0.0, 0.3):  # the second time, the title has a line of its own
            self.height_of_plot, self.middle = height - head - 2 * _MARGIN, y - head / 2
            points = [(x, self.height_at(v), 0) for x, v in zip(xs, self.values, strict=True)]
            level = _LEVEL * pitch * (ticks[-1] - ticks[0]) / self.height_of_plot
            places = sides(self.values, level)
            for number, point, side in zip(self.numbers, points, places, strict=True):
                _beside(number, point, side)
            self._place_title(title, pitch, _MARGIN + head / 2 if head else 0.0)
            if not any(_touch(title, number) for number in self.numbers):
                break
        self.dots = [
            Dot(point, radius=0.085, fill_color=theme.state, stroke_width=0) for point in points
        ]
        self.lines = [
            Line(a, b, stroke_color=theme.state, stroke_width=4)
            for a, b in itertools.pairwise(points)
        ]
        self.axis = self._axis(title, pitch)
        super().__init__(self.axis, *self.lines, *self.dots, *self.numbers)

    def height_at(self, value: float) -> float:
        """The y at which ``value`` stands."""
        low, high = self.ticks[0], self.ticks[-1]
        return self.middle + self.height_of_plot * ((value - low) / (high - low) - 0.5)

    def _place_title(self, title: Mobject, pitch: float, lift: float) -> None:
        """At the top of the axis, or ``lift`` above it."""
        x, top = self.xs[0] - min(0.5, pitch / 2), self.height_at(self.ticks[-1])
        title.next_to((x, top, 0), (1, 0, 0), buff=0.14).shift((0, lift, 0))

    def _axis(self, title: Mobject, pitch: float) -> VGroup:
        theme, x = self.theme, self.xs[0] - min(0.5, pitch / 2)
        bottom, top = self.height_at(self.ticks[0]), self.height_at(self.ticks[-1])
        axis = VGroup(Line((x, bottom, 0), (x, top, 0), stroke_color=theme.faint, stroke_width=2))
        labels = [self._tick_label(tick) for tick in self.ticks]
        share = shrunk(max(label.width for label in labels), x - 0.17 + Frame.SAFE_X)
        for tick, label in zip(self.ticks, labels, strict=True):
            y = self.height_at(tick)
            label.scale(share)
            label.move_to((x - 0.17 - label.width / 2, y, 0))
            mark = Line((x - 0.08, y, 0), (x, y, 0), stroke_color=theme.faint, stroke_width=2)
            axis.add(mark, label)
        return axis.add(title, *self._zero_line(x))

    def _tick_label(self, tick: int) -> Words:
        sign = "+" if self.ticks[0] < 0 and tick else ""
        text = f"{tick:{sign}d}".replace("-", "\N{MINUS SIGN}")
        return Words(text, self.theme.muted, Size.NOTE)

    def _zero_line(self, left: float) -> list[Line]:
        """The line of no value, interrupted where a number stands on it."""
        y, right = self.height_at(0), self.xs[-1] + 0.3
        taken = [
            (n.get_left()[0] - 0.06, n.get_right()[0] + 0.06)
            for n in self.numbers
            if n.get_bottom()[1] - 0.05 < y < n.get_top()[1] + 0.05
        ]
        pieces = []
        for start, end in [*taken, (right, right)]:
            if start > left:
                pieces.append((left, start))
            left = max(left, end)
        return [
            Line((a, y, 0), (b, y, 0), stroke_color=self.theme.faint, stroke_width=1.5)
            for a, b in pieces
        ]


def sides(values: Sequence[float], level: float = 0.0) -> list[tuple[int, int]]:
    """Where each number stands beside its dot, (across, up), so that the line does not cross it.

    Above a peak, below a valley; on a slope on the side from which the line falls away.
    Neighbours that are higher by no more than ``level`` are not in the way.
    """
    found = []
    for t, here in enumerate(values):
        around = [*values[max(t - 1, 0) : t], *values[t + 1 : t + 2]]
        if all(value <= here + level for value in around):
            found.append((0, 1))
        elif all(value >= here - level for value in around):
            found.append((0, -1))
        else:
            found.append((-1 if values[t - 1] < here else 1, 1))
    return found


def _touch(first: Mobject, second: Mobject) -> bool:
    """Do the boxes of two texts come closer than a hair?"""
    apart = abs(first.get_center() - second.get_center())
    return bool(
        apart[0] < (first.width + second.width) / 2 + 0.06
        and apart[1] < (first.height + second.height) / 2 + 0.03
    )


def _beside(number: Numeral, point: Sequence[float], side: tuple[int, int]) -> None:
    across, up = side
    lift = _AWAY if not across else _AWAY * 0.6
    number.move_to(
        (
            point[0] + across * (number.width / 2 + 0.04),
            point[1] + up * (number.height / 2 + lift),
            0,
        )
    )
