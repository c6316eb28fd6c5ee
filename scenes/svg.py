"""Typst's SVG as outlines."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from xml.etree import ElementTree

import numpy as np
from numpy.typing import NDArray
from svgelements import CubicBezier, Matrix, Move, Path, QuadraticBezier

Points = NDArray[np.float64]
"""Cubic Bézier points, four a curve: (4 n, 2)."""


class Drawn(NamedTuple):
    """A glyph or a line of a picture."""

    fill: str
    glyph: str  # its name in the picture; none of a line
    points: Points  # in the units of the picture, y downwards


def drawn_in(svg: bytes) -> Iterator[Drawn]:
    """Everything that ``svg`` draws, in its order."""
    root = ElementTree.fromstring(svg)
    symbols = {
        symbol.get("id", ""): symbol[0].get("d", "") if len(symbol) else ""
        for symbol in root.iter("{http://www.w3.org/2000/svg}symbol")
    }
    return _drawn(root, Matrix(), symbols)


def _drawn(
    element: ElementTree.Element, matrix: Matrix, symbols: dict[str, str]
) -> Iterator[Drawn]:
    for child in element:
        tag = child.tag.rpartition("}")[2]
        if tag == "defs":
            continue
        here = Matrix(child.get("transform", "")) * matrix
        if tag == "use":
            name = child.get("{http://www.w3.org/1999/xlink}href", "")[1:]
            offset = (float(child.get("x", 0)), float(child.get("y", 0)))
            points = _curves(symbols[name]) + offset
            yield Drawn(child.get("fill", ""), name, _apply(here, points))
        elif tag == "path":
            points, fill = _curves(child.get("d", "")), child.get("fill", "none")
            if fill == "none":  # a fraction bar or a root: a stroke, given area here
                fill = child.get("stroke", "")
                points = _thickened(points, float(child.get("stroke-width", 0.5)))
            yield Drawn(fill, "", _apply(here, points))
        yield from _drawn(child, here, symbols)


def _apply(matrix: Matrix, points: Points) -> Points:
    linear = ((matrix.a, matrix.b), (matrix.c, matrix.d))
    return np.asarray(points @ np.array(linear) + (matrix.e, matrix.f))


def _thickened(points: Points, width: float) -> Points:
    """The rectangle that a horizontal stroke covers."""
    (left, low), (right, high) = points.min(axis=0), points.max(axis=0)
    top, bottom = high + width / 2, low - width / 2
    return _curves(f"M{left} {bottom}H{right}V{top}H{left}Z")


@lru_cache(maxsize=4096)
def _curves(path: str) -> Points:
    """The points of an SVG path."""
    curves = []
    for segment in Path(path):
        if isinstance(segment, Move) or segment.start == segment.end:
            continue
        start, end = np.array(segment.start), np.array(segment.end)
        if isinstance(segment, CubicBezier):
            controls = np.array(segment.control1), np.array(segment.control2)
        elif isinstance(segment, QuadraticBezier):
            middle = np.array(segment.control)
            controls = start + (middle - start) * 2 / 3, end + (middle - end) * 2 / 3
        else:
            controls = start + (end - start) / 3, start + (end - start) * 2 / 3
        curves.append((start, *controls, end))
    return np.array(curves, dtype=float).reshape(-1, 2)
