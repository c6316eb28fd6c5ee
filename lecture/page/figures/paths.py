"""Bézier points of mobjects as the path data of SVG, in whole thousandths of a scene unit."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

UNIT = 1000  # of SVG, a scene unit; y points down there
_FLAT = 1.5  # SVG units a control point may stand off a line that is straight

Points = NDArray[np.float64]
_Curve = NDArray[np.int64]  # (4, 2): start, two handles, end


def to_svg(points: Points) -> _Curve:
    """Scene coordinates (n, 2 or 3) in units of SVG, (n, 2)."""
    return np.rint(points[:, :2] * (UNIT, -UNIT)).astype(int)


def path_data(subpaths: Iterable[Points]) -> str:
    """The ``d`` of a path through ``subpaths`` of cubic points, four a curve."""
    return "".join(_subpath(to_svg(points)) for points in subpaths if len(points))


def contours(subpaths: Iterable[Points]) -> list[list[Points]]:
    """Subpaths by the shape that they belong to: a hole goes with what it is a hole in."""
    shapes: list[list[Points]] = []
    for path in sorted(subpaths, key=lambda path: -float(np.ptp(path[:, :2], axis=0).prod())):
        home = next((shape for shape in shapes if _inside(path, shape[0])), None)
        if home is None:
            shapes.append([path])
        else:
            home.append(path)
    return shapes


def _inside(path: Points, outer: Points) -> bool:
    return bool(
        (path[:, :2].min(axis=0) >= outer[:, :2].min(axis=0)).all()
        and (path[:, :2].max(axis=0) <= outer[:, :2].max(axis=0)).all()
    )


def _subpath(points: _Curve) -> str:
    """One subpath, relative after its start, which is whole: no error adds up."""
    closed = bool((points[0] == points[-1]).all())
    drawn = list(_segments(points.reshape(-1, 4, 2)))
    if closed and drawn and drawn[-1][0] == "l":
        drawn.pop()  # closing draws it
    data = "".join(_written(command, offsets) for command, offsets in drawn)
    return f"M{points[0][0]} {points[0][1]}{data}{'z' if closed else ''}"


def _segments(curves: NDArray[np.int64]) -> Iterator[tuple[str, _Curve]]:
    for curve in curves:
        offsets = curve[1:] - curve[0]
        if not offsets.any():
            continue
        if _is_straight(offsets):
            yield "l", offsets[-1:]
        else:
            yield "c", offsets


def _is_straight(offsets: _Curve) -> bool:
    end = offsets[-1]
    length = float(np.hypot(*end))
    if length == 0:
        return False
    off = np.abs(offsets[:2, 0] * end[1] - offsets[:2, 1] * end[0]) / length
    along = (offsets[:2] @ end) / length
    return bool((off <= _FLAT).all() and (along > -_FLAT).all() and (along < length + _FLAT).all())


def _written(command: str, offsets: _Curve) -> str:
    if command == "l" and offsets[0][1] == 0:
        return f"h{offsets[0][0]}"
    if command == "l" and offsets[0][0] == 0:
        return f"v{offsets[0][1]}"
    return command + _numbers(offsets)


def _numbers(offsets: _Curve) -> str:
    """Numbers with no more between them than is needed: a minus separates as well as a space."""
    text = " ".join(str(value) for value in offsets.flat)
    return text.replace(" -", "-")
