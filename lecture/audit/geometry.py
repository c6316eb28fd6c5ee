"""Outlines as numbers: where ink is, what lies inside, what runs through."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

COLUMN = 0.005  # scene units: under a pixel at 1080p
_STEP = 0.004  # between samples of an outline, so that none of its columns is missed
_PATH_STEP = 0.02
_ROUND = 8  # chords for a curve that bends
_PIXEL = 1 / 135  # scene units at 1080p


@dataclass(frozen=True)
class Profile:
    """How far down and up ink reaches, column by column from column ``first``.

    Columns without ink hold NaN.
    """

    first: int
    low: Array
    high: Array

    def bridged(self) -> "Profile":
        """The same with the gaps between letters filled, as the eye does."""
        columns, inked = np.arange(len(self.low)), ~np.isnan(self.low)
        low, high = (np.interp(columns, columns[inked], v[inked]) for v in (self.low, self.high))
        return Profile(self.first, low, high)

    def holds(self, points: Array, margin: float) -> Mask:
        """Which of ``points`` (P, 2) come nearer to the ink than ``margin``."""
        found = np.zeros(len(points), bool)
        for x in (points[:, 0] - margin, points[:, 0], points[:, 0] + margin):
            column = np.floor(x / COLUMN).astype(int) - self.first
            is_inside = (column >= 0) & (column < len(self.low))
            at = np.where(is_inside, column, 0)
            y = points[:, 1]
            found |= is_inside & (self.low[at] - margin < y) & (y < self.high[at] + margin)
        return found

    def overlap(self, other: "Profile") -> Array | None:
        """Middle of each column that both have ink in at one height, (n, 2); None if under a
        pixel of it.
        """
        first = max(self.first, other.first)
        last = min(self.first + len(self.low), other.first + len(other.low))
        if last <= first:
            return None
        mine, theirs = (slice(first - p.first, last - p.first) for p in (self, other))
        low = np.maximum(self.low[mine], other.low[theirs])
        high = np.minimum(self.high[mine], other.high[theirs])
        shared = high - low > _PIXEL
        if shared.sum() * COLUMN <= 1.5 * _PIXEL:
            return None
        columns = np.arange(first, last)[shared]
        return np.column_stack([(columns + 0.5) * COLUMN, ((low + high) / 2)[shared]])


class Geometry:
    """The outline of one mobject as it stands; everything dear is worked out once."""

    def __init__(self, points: NDArray[Any]) -> None:
        self.notes: dict[object, Any] = {}  # what others have found out about it
        whole = len(points) // 4 * 4
        self.curves = np.array(points[:whole, :2], dtype=float).reshape(-1, 4, 2)
        flat = self.curves.reshape(-1, 2)
        self.box = (
            np.concatenate([flat.min(axis=0), flat.max(axis=0)]) if whole else np.full(4, np.nan)
        )

    @cached_property
    def curve_boxes(self) -> Array:
        """left, low, right, high of each curve's control points, (n, 4)."""
        return np.hstack([self.curves.min(axis=1), self.curves.max(axis=1)])

    @cached_property
    def profile(self) -> Profile:
        """Of the ink of a filled outline."""
        points = _along(self.curves, _STEP)
        columns = np.floor(points[:, 0] / COLUMN).astype(int)
        first = int(columns.min())
        low = np.full(int(columns.max()) - first + 1, np.inf)
        high = np.full(len(low), -np.inf)
        np.minimum.at(low, columns - first, points[:, 1])
        np.maximum.at(high, columns - first, points[:, 1])
        empty = np.isinf(low)
        low[empty] = high[empty] = np.nan
        return Profile(first, low, high)

    @cached_property
    def bridged(self) -> Profile:
        """The profile without gaps between letters."""
        return self.profile.bridged()

    @cached_property
    def spots(self) -> Array:
        """A few dozen points spread along the outline, (n, 2)."""
        points = _along(self.curves, 0.03)
        return points[:: max(1, len(points) // 48)]

    def path_near(self, box: Array, margin: float) -> Array:
        """Points along those curves that come within ``margin`` of ``box``, (n, 2)."""
        b = self.curve_boxes
        near = (
            (b[:, 0] <= box[2] + margin)
            & (b[:, 2] >= box[0] - margin)
            & (b[:, 1] <= box[3] + margin)
            & (b[:, 3] >= box[1] - margin)
        )
        return _along(self.curves[near], _PATH_STEP) if near.any() else np.zeros((0, 2))

    @cached_property
    def edges(self) -> Array:
        """The closed outline as chords, (n, 2, 2), for what is inside."""
        curves = self.curves
        if not len(curves):
            return np.zeros((0, 2, 2))
        chord = np.linalg.norm(curves[:, 3] - curves[:, 0], axis=1)
        bends = _lengths(curves) > 1.0005 * chord + 1e-9
        counts = np.where(bends, _ROUND, 1)
        rows, t = _parameters(counts)
        edges = np.stack([_at(curves[rows], t), _at(curves[rows], t + 1 / counts[rows])], axis=1)
        breaks = np.linalg.norm(curves[1:, 0] - curves[:-1, 3], axis=1) > 1e-6
        starts = np.concatenate([[0], np.flatnonzero(breaks) + 1])
        ends = np.concatenate([np.flatnonzero(breaks), [len(curves) - 1]])
        closing = np.stack([curves[ends, 3], curves[starts, 0]], axis=1)
        return np.concatenate([edges, closing])

    @cached_property
    def is_box(self) -> bool:
        """Does the shape fill its box, but for rounded corners?"""
        a, b = self.edges[:, 0], self.edges[:, 1]
        area = abs(float(np.sum(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]))) / 2
        width, height = self.box[2:] - self.box[:2]
        return area > 0.96 * float(width * height)

    def inside(self, points: Array) -> Mask:
        """Which of ``points`` (P, 2) the filled outline covers (winding number not zero)."""
        box = self.box
        covered: Mask = np.all((points >= box[:2]) & (points <= box[2:]), axis=1)
        if not covered.any() or self.is_box:
            return covered
        x, y = points[covered, 0][:, None], points[covered, 1][:, None]
        a, b = self.edges[:, 0], self.edges[:, 1]
        left = (b[:, 0] - a[:, 0]) * (y - a[:, 1]) - (x - a[:, 0]) * (b[:, 1] - a[:, 1])
        up = (a[:, 1] <= y) & (b[:, 1] > y) & (left > 0)
        down = (a[:, 1] > y) & (b[:, 1] <= y) & (left < 0)
        covered[covered] = up.sum(axis=1) != down.sum(axis=1)
        return covered


class Stencil:
    """An outline to compare others with."""

    def __init__(self, outline: Array) -> None:
        self._outline = outline - outline.mean(axis=0) if len(outline) else outline
        self._inverse = np.linalg.pinv(self._outline) if len(outline) else None

    def fits(self, points: Array) -> Array | None:
        """The linear map (2, 2) that takes the outline to ``points``, wherever they are.

        None if they are outlines of something else, or a mirror image.
        """
        if self._inverse is None or points.shape != self._outline.shape:
            return None
        target = points - points.mean(axis=0)
        linear = self._inverse @ target
        error = np.abs(self._outline @ linear - target).max()
        if error > 0.01 * np.abs(target).max() + 1e-9 or np.linalg.det(linear) <= 0:
            return None
        return np.asarray(linear)


def meeting(first: Array, second: Array) -> Mask:
    """Which boxes of ``first`` (rows) meet which of ``second`` (columns)."""
    a, b = first[:, None], second[None]
    found: Mask = (
        (a[..., 0] < b[..., 2])
        & (a[..., 2] > b[..., 0])
        & (a[..., 1] < b[..., 3])
        & (a[..., 3] > b[..., 1])
    )
    return found


def _along(curves: Array, step: float) -> Array:
    counts = np.clip(np.ceil(_lengths(curves) / step), 1, 4000).astype(int)
    rows, t = _parameters(counts)
    return np.vstack([_at(curves[rows], t), curves[:, 3]])


def _parameters(counts: NDArray[np.int_]) -> tuple[NDArray[np.int_], Array]:
    """Row and parameter of ``counts[i]`` points on curve i, from its start on."""
    rows = np.repeat(np.arange(len(counts)), counts)
    place = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    return rows, place / counts[rows]


def _lengths(curves: Array) -> Array:
    """Of the control polygons: never less than those of the curves."""
    lengths: Array = np.linalg.norm(np.diff(curves, axis=1), axis=2).sum(axis=1)
    return lengths


def _at(curves: Array, t: Array) -> Array:
    t = t[:, None]
    s = 1 - t
    a, b, c, d = (curves[:, k] for k in range(4))
    return np.asarray(s**3 * a + 3 * s**2 * t * b + 3 * s * t**2 * c + t**3 * d)
