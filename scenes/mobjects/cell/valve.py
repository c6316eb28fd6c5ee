"""A valve on a wire: a gate whose opening is its value, one lane for each unit."""

from typing import Any

import numpy as np
from manim import Animation, Mobject, Rectangle, VGroup, VMobject

from rnn_math.arrays import FloatArray
from scenes.binding import Source
from scenes.theme import Theme

ALONG, ACROSS = 0.5, 0.84  # size of a valve along its wire and across it
_EDGE = 0.04  # of the frame around the lanes


class Valve(VGroup):
    """Lanes side by side across the wire; in each, a plate leaves as much open as a gate
    says.

    ``opening`` (H) is what it shows, 0 (shut) to 1 (open). An ``upright`` valve sits on a wire
    that runs upwards. ``leaves`` shows what the gate ``quantity`` leaves, 1 minus its value.
    """

    def __init__(
        self,
        theme: Theme,
        color: str,
        quantity: str,
        upright: bool = False,
        leaves: bool = False,
        across: float = ACROSS,
    ) -> None:
        self.quantity, self.upright, self.leaves, self.across = quantity, upright, leaves, across
        width, height = (across, ALONG) if upright else (ALONG, across)
        self.frame = Rectangle(
            width=width,
            height=height,
            stroke_color=color,
            stroke_width=2.5,
            fill_color=theme.background,
            fill_opacity=1.0,
        )
        self.plates = VMobject(fill_color=color, fill_opacity=1.0, stroke_width=0.0)
        self.plates.ink = "plate"
        super().__init__(self.frame, self.plates)
        self.show(np.array([0.5]))

    def show(self, opening: FloatArray) -> "Valve":
        """Open every lane as far as ``opening`` (H) says."""
        self.opening = np.clip(opening, 0.0, 1.0)
        corners = self.lanes(len(self.opening))
        shut = (1.0 - self.opening) * (corners[:, 1] - corners[:, 0])[:, self._axis]
        if self.upright:
            corners[:, 1, 0] = corners[:, 0, 0] + shut  # a plate grows from the left
        else:
            corners[:, 0, 1] = corners[:, 1, 1] - shut  # or from the top
        self.plates.set_points(_boxes(corners))
        return self

    def lanes(self, count: int) -> FloatArray:
        """Lower left and upper right corners of ``count`` lanes, (count, 2, 2); unit 1 is at the
        left, or at the top.
        """
        low, high = self.frame.get_corner((-1, -1, 0)), self.frame.get_corner((1, 1, 0))
        edge = _EDGE * (high[1] - low[1]) / (ALONG if self.upright else self.across)
        low, high = low[:2] + edge, high[:2] - edge
        axis = self._axis
        bounds = np.linspace(low[axis], high[axis], count + 1)
        if not self.upright:
            bounds = bounds[::-1]
        corners = np.tile(np.array([low, high]), (count, 1, 1))
        corners[:, :, axis] = np.sort(np.stack([bounds[:-1], bounds[1:]], axis=1), axis=1)
        return corners

    @property
    def _axis(self) -> int:
        """Across the wire: 0 is x, 1 is y."""
        return 0 if self.upright else 1

    def value(self, source: Source, step: int) -> FloatArray:
        """How far the trace says that it is open at ``step``, (H)."""
        found = source.trace.array(self.quantity, step)
        return np.asarray(1.0 - found if self.leaves else found)


def _boxes(corners: FloatArray) -> FloatArray:
    """Rectangles from their lower left and upper right corners, (n, 2, 2), as Bézier points."""
    (left, low), (right, high) = corners[:, 0].T, corners[:, 1].T
    x = np.stack([left, right, right, left, left], axis=1)
    y = np.stack([low, low, high, high, low], axis=1)
    around = np.stack([x, y, np.zeros_like(x)], axis=2)
    starts, ends = around[:, :-1, None], around[:, 1:, None]
    return np.asarray((starts + (ends - starts) * np.linspace(0, 1, 4)[:, None]).reshape(-1, 3))


class Turn(Animation):
    """Turn valves from how far they are open to how far they are at ``step``."""

    def __init__(
        self, valves: list[Valve], source: Source, step: int, run_time: float = 0.8, **kwargs: Any
    ) -> None:
        self.ways = [(valve, valve.opening, valve.value(source, step)) for valve in valves]
        super().__init__(VGroup(*valves), run_time=run_time, introducer=True, **kwargs)

    def begin(self) -> None:
        """From where they are now."""
        self.ways = [(valve, valve.opening, end) for valve, _, end in self.ways]
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Open every lane as far as it has come."""
        share = self.rate_func(alpha)
        for valve, start, end in self.ways:
            valve.show(start + (end - start) * share)

    def create_starting_mobject(self) -> Mobject:
        """Nothing is copied: a valve can be drawn at any opening."""
        return self.mobject

    def _setup_scene(self, scene: Any) -> None:
        """Valves are on screen already, inside their cell."""
