"""Wires: paths with an arrowhead that can be rerouted, and the pulse that runs along them."""

from collections.abc import Sequence
from math import sqrt
from typing import Any, Protocol

import numpy as np
from manim import Animation, Mobject, Polygon, ShowPassingFlash, VGroup, VMobject, linear
from numpy.typing import NDArray

Route = NDArray[np.float64]

TIP = 0.17
_SAMPLES = 49
_THIRDS = np.linspace(0, 1, 4)[:, None]
_S = np.linspace(0, 1, 9)[:, None]
_BEND = np.hstack([(1 - _S) ** 2, 2 * _S * (1 - _S), _S**2])  # a quadratic curve, of its 3 points


class Routed(Protocol):
    """Whatever a signal can run along."""

    @property
    def route(self) -> Route:
        """Points along it as it lies now, from its start to its end."""


class Wire(VGroup):
    """A path through points, drawn as a line with an arrowhead at its end.

    ``follow`` gives it another route; the arrowhead always points along the last stretch.
    """

    def __init__(
        self,
        route: Sequence[Sequence[float]] | Route,
        color: str,
        width: float = 3.0,
        tip: bool = True,
        radius: float = 0.22,
    ) -> None:
        self.tipped = tip
        self.line = VMobject(stroke_color=color, stroke_width=width, fill_opacity=0.0)
        self.tip = Polygon(
            *np.zeros((3, 3)), color=color, fill_color=color, fill_opacity=1.0, stroke_width=0
        )
        self.tip.ink = "tip"
        super().__init__(self.line, *([self.tip] if tip else []))
        self.follow(rounded(route, radius))

    def follow(self, samples: Route) -> "Wire":
        """Run through ``samples`` (n, 2 or 3), dense enough to look smooth."""
        path = _three(samples)
        if self.tipped:
            path, end = _shortened(path, TIP * 0.9), path[-1]
            along = end - path[-1]
            along /= np.linalg.norm(along) or 1.0
            across = np.array([-along[1], along[0], 0.0])
            corners = (end, *(end - TIP * along + side * across * TIP * 0.5 for side in (1, -1)))
            self.tip.points = _straight(np.array([*corners, corners[0]]))
        self.line.points = _straight(path)
        return self

    @property
    def route(self) -> Route:
        """Points along it as it lies now, from its start to where its arrowhead points."""
        corners = np.vstack([self.line.points[::4], self.line.points[-1:]])
        return np.vstack([corners, self.tip.points[:1]]) if self.tipped else corners


def _straight(corners: Route) -> Route:
    """``corners`` joined by straight lines, as the cubic curves that Manim draws (4 a line)."""
    start, way = corners[:-1, None], np.diff(corners, axis=0)[:, None]
    return (start + way * _THIRDS).reshape(-1, 3)


def _three(samples: Sequence[Sequence[float]] | Route) -> Route:
    points = np.asarray(samples, dtype=float)
    if points.shape[1] == 2:
        points = np.hstack([points, np.zeros((len(points), 1))])
    return points


def _shortened(path: Route, by: float) -> Route:
    """``path`` without its last stretch of length ``by``."""
    steps = np.linalg.norm(np.diff(path, axis=0), axis=1)
    left = steps.sum() - by
    lengths = np.concatenate([[0.0], np.cumsum(steps)])
    keep = lengths < left
    if left <= 0 or not keep.any():
        return path[:2]
    i = int(np.flatnonzero(keep)[-1])
    share = (left - lengths[i]) / (steps[i] or 1.0)
    return np.vstack([path[: i + 1], path[i] + (path[i + 1] - path[i]) * share])


def rounded(corners: Sequence[Sequence[float]] | Route, radius: float = 0.22) -> Route:
    """A route through ``corners`` with its bends rounded by ``radius``."""
    points = _three(corners)
    route = [points[:1]]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        back, forth = before - here, after - here
        far_back, far_forth = sqrt(back @ back), sqrt(forth @ forth)
        reach = min(radius, far_back / 2, far_forth / 2)
        if reach < 1e-9:  # two corners in one place: nothing to round
            route.append(here[None])
        else:
            bend = (here + back / far_back * reach, here, here + forth / far_forth * reach)
            route.append(_BEND @ bend)
    return np.concatenate([*route, points[-1:]])


def resampled(route: Route, count: int = _SAMPLES) -> Route:
    """``count`` points at equal distances along ``route``."""
    path = _three(route)
    lengths = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    at = np.linspace(0.0, lengths[-1], count)
    return np.column_stack([np.interp(at, lengths, path[:, axis]) for axis in range(3)])


class Grow(Animation):
    """Draw a wire from its start, the arrowhead leading: a signal finds its way."""

    def __init__(self, wire: Wire, **kwargs: Any) -> None:
        self.whole = resampled(wire.route, 2 * _SAMPLES)
        super().__init__(wire, introducer=True, **kwargs)

    def create_starting_mobject(self) -> Mobject:
        """Nothing is copied: a wire can take any route."""
        return self.mobject

    def interpolate_mobject(self, alpha: float) -> None:
        """Follow the route as far as the head has come."""
        reached = max(2, round(self.rate_func(alpha) * len(self.whole)))
        self.mobject.follow(self.whole[:reached])


def pulse(
    wire: Routed, color: str, run_time: float = 0.6, *, backwards: bool = False, **kwargs: Any
) -> Animation:
    """A bright stretch that runs along ``wire`` once: a signal on its way, or a gradient back."""
    glow = VMobject(stroke_color=color, stroke_width=9, fill_opacity=0.0)
    route = resampled(wire.route)
    glow.set_points_as_corners(route[::-1] if backwards else route)
    return ShowPassingFlash(glow, time_width=0.5, run_time=run_time, rate_func=linear, **kwargs)
