"""The curve of tanh, drawn, and the values that pass through it."""

from collections.abc import Sequence
from math import ceil
from typing import Any

import numpy as np
from manim import Animation, DashedLine, Dot, Line, Mobject, Rectangle, VGroup, VMobject

from scenes.binding import Source
from scenes.lighting import Part
from scenes.mobjects.shapes.arrive import hide, show
from scenes.mobjects.shapes.wires import Route, resampled
from scenes.mobjects.text.text import Math, Words
from scenes.numerals import format_number
from scenes.theme import Size, Theme

_REACH = 3.0  # of the axis of sums to either side, at least
_CEILING = 1.25  # of the axis of states
_DASH = 0.09
_MARK = 0.09  # radius
_ROUND = [factor * 10**power for power in range(7) for factor in (1, 2, 5)]
_STOP = 0.16  # from the cells at either end of a passage


class ActivationPlot(VGroup):
    """tanh over an axis that reaches as far as the sums do.

    ``at(z, h)`` is the point of a pair. A value comes in at the lower edge and leaves at the
    right one, by a :class:`Passage`. The curve is the component of the role ``tanh``.
    """

    def __init__(
        self, theme: Theme, largest: float, width: float = 4.6, height: float = 3.3
    ) -> None:
        self.theme = theme
        self.reach = max(_REACH, float(ceil(1.1 * largest)))
        self.frame = Rectangle(
            width=width,
            height=height,
            stroke_color=theme.faint,
            stroke_width=1.5,
            fill_color=theme.panel,
            fill_opacity=0.35,
        )
        ink = theme.activation
        self.curve = VMobject(stroke_color=ink, stroke_width=3.0).set_points_as_corners(
            [self.at(z, float(np.tanh(z))) for z in self._samples()]
        )
        name = Math("tanh", ink, 0.40).move_to(self.at(-0.5 * self.reach, 0.62))
        self.part = Part("tanh", "component", theme, self.curve, *name)
        super().__init__(self.frame, self._grid(), self._ticks(), self.part)

    def _samples(self) -> np.ndarray:
        """Dense where the curve bends, however far the axis reaches."""
        near = np.linspace(-min(5.0, self.reach), min(5.0, self.reach), 141)
        return np.unique(np.concatenate([near, [-self.reach, self.reach]]))

    def at(self, z: float, h: float) -> np.ndarray:
        """The point of the frame for a sum and a state."""
        half = np.array([self.frame.width / self.reach, self.frame.height / _CEILING, 0.0]) / 2
        return np.asarray(self.frame.get_center() + half * (z, h, 0.0))

    def pair(self, point: np.ndarray) -> tuple[float, float]:
        """The sum and the state that a point of the frame stands for."""
        x, y, _ = (point - self.frame.get_center()) * 2
        return x * self.reach / self.frame.width, y * _CEILING / self.frame.height

    def _grid(self) -> VGroup:
        """Zero, both ways, and the two bounds that the curve never crosses."""
        across = {"stroke_color": self.theme.faint, "stroke_width": 1.5}
        lines = VGroup(
            Line(self.at(-self.reach, 0), self.at(self.reach, 0), **across),
            Line(self.at(0, -_CEILING), self.at(0, _CEILING), **across),
        )
        for bound in (-1.0, 1.0):
            ends = self.at(-self.reach, bound), self.at(self.reach, bound)
            lines.add(DashedLine(*ends, dash_length=_DASH, **across))
        return lines

    def _ticks(self) -> VGroup:
        """The scale: minus one, zero and one at the left, three round sums below."""
        ticks = VGroup()
        step = max(number for number in _ROUND if number <= 0.85 * self.reach)
        for value in (-1, 0, 1):
            word = Words(format_number(value, 0), self.theme.muted, Size.NOTE)
            y = self.at(0, value)[1]
            ticks.add(word.next_to((self.frame.get_left()[0], y, 0), (-1, 0, 0), buff=0.12))
            word = Words(format_number(value * step, 0), self.theme.muted, Size.NOTE)
            x, low = self.at(value * step, 0)[0], self.frame.get_bottom()[1]
            ticks.add(word.next_to((x, low, 0), (0, -1, 0), buff=0.12))
        return ticks

    def passage(
        self,
        source: Source,
        step: int,
        unit: int,
        start: np.ndarray,
        end: np.ndarray,
        others: Sequence[int] = (),
    ) -> "Passage":
        """The way of the sum of ``unit`` (from 0) from ``start`` to ``end``, hidden.

        It leaves out what would lie on the marks of ``others``.
        """
        z, h = (source.trace.array(q, step) for q in ("z", "h"))
        marks = [self.at(float(z[u]), float(h[u])) for u in others if u != unit]
        return Passage(self, float(z[unit]), float(h[unit]), start, end, marks)

    def touches_curve(self, line: Line) -> bool:
        """Does ``line`` lie on the curve, as far as the eye can tell?"""
        ends = (self.pair(point) for point in (line.get_start(), line.get_end()))
        return any(
            abs(float(self.at(z, np.tanh(z))[1] - self.at(z, h)[1])) < _DASH for z, h in ends
        )

    def marks(self, source: Source, step: int) -> list[Dot]:
        """Every unit's point on the curve, hidden."""
        z, h = (source.trace.array(q, step) for q in ("z", "h"))
        return [self.mark(float(a), float(b)) for a, b in zip(z, h, strict=True)]

    def mark(self, z: float, h: float) -> Dot:
        """A dot on the curve, hidden."""
        dot = Dot(self.at(z, h), radius=_MARK, color=self.theme.state)
        dot.set_stroke(self.theme.background, width=2.0)
        hide(dot)
        return dot


class Passage(VGroup):
    """One value on its way: up to the curve, across to the edge; it leaves a mark on the curve."""

    def __init__(
        self,
        plot: ActivationPlot,
        z: float,
        h: float,
        start: np.ndarray,
        end: np.ndarray,
        marks: Sequence[np.ndarray] = (),
    ) -> None:
        low, corner = plot.at(z, -_CEILING), plot.at(z, h)
        edge = plot.at(plot.reach, h)
        near = np.array([_STOP, 0.0, 0.0])
        self.route: Route = np.array([start + near, low, corner, edge, end - near])
        ink = plot.theme.text
        dashes = [
            *_dashes(low, corner, ink),
            # Where the curve is flat, it leads to the edge itself: no dash on top of it.
            *(dash for dash in _dashes(corner, edge, ink) if not plot.touches_curve(dash)),
        ]
        self.dashes = [dash for dash in dashes if not any(_meets(dash, mark) for mark in marks)]
        lengths = np.linalg.norm(np.diff(self.route, axis=0), axis=1)
        self.corners = np.concatenate([[0.0], np.cumsum(lengths)]) / lengths.sum()
        self.way = resampled(self.route, 201)
        self.mark = plot.mark(z, h)
        self.traveller = Dot(start, radius=0.1, color=plot.theme.sum)
        self.traveller.set_stroke(plot.theme.background, width=1.5)
        self.trail = [*self.dashes, self.traveller]  # what is not left behind
        self.before, self.after = plot.theme.sum, plot.theme.state
        super().__init__(*self.dashes, self.mark, self.traveller)
        hide(self)

    def set_progress(self, share: float) -> "Passage":
        """Be ``share`` of the way, 0 to 1."""
        x, y, z = self.way[round(share * (len(self.way) - 1))]
        bent = share >= self.corners[2]
        self.traveller.move_to((x, y, z)).set_fill(self.after if bent else self.before)
        show(self.traveller, 1.0 if 0 < share < 1 else 0.0)
        show(self.mark, 1.0 if bent else 0.0)
        inner = (share - self.corners[1]) / (self.corners[3] - self.corners[1])
        for number, dash in enumerate(self.dashes):
            show(dash, 1.0 if number < inner * len(self.dashes) else 0.0)
        return self


def _meets(dash: Line, mark: np.ndarray) -> bool:
    """Does a dash lie on a mark?"""
    start, along = dash.get_start(), dash.get_vector()
    share = np.clip(np.dot(mark - start, along) / np.dot(along, along), 0.0, 1.0)
    return bool(np.linalg.norm(start + share * along - mark) < 1.2 * _MARK)


def _dashes(start: np.ndarray, end: np.ndarray, color: str) -> list[Line]:
    count = max(1, round(float(np.linalg.norm(end - start)) / (2 * _DASH)))
    cuts = np.linspace(start, end, 2 * count + 1)
    return [
        Line(a, b, stroke_color=color, stroke_width=2.0)
        for a, b in zip(cuts[::2], cuts[1::2], strict=False)
    ]


class Pass(Animation):
    """Send a value along its passage."""

    def __init__(self, passage: Passage, run_time: float = 1.4, **kwargs: Any) -> None:
        super().__init__(passage, run_time=run_time, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Be as far as time is."""
        self.mobject.set_progress(self.rate_func(alpha))

    def create_starting_mobject(self) -> Mobject:
        """Nothing is copied: a passage can be drawn at any progress."""
        return self.mobject
