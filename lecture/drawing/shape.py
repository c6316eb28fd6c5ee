"""A mobject's curves as cairo wants them."""

from math import isfinite

import cairo
from manim import VMobject


class Shape:
    """A path: cubic curves, each as x and y of its four points."""

    __slots__ = ("_curves", "_path", "_tolerance", "content", "hull", "is_finite")

    def __init__(self, mobject: VMobject, content: bytes) -> None:
        count = len(mobject.points) // 4 * 4
        flat = mobject.points[:count, :2].ravel().tolist()
        self.content = content
        self._curves = flat
        self._tolerance = mobject.tolerance_for_point_equality
        self._path: cairo.Path | None = None
        self.is_finite = isfinite(sum(flat))
        xs, ys = flat[0::2], flat[1::2]
        self.hull = (min(xs), min(ys), max(xs), max(ys)) if flat else None

    def trace(self, ctx: "cairo.Context[cairo.ImageSurface]") -> None:
        """Make it the path of ``ctx``."""
        if self._path is None:
            self._path = self._traced(ctx)
        ctx.new_path()
        ctx.append_path(self._path)

    def _traced(self, ctx: "cairo.Context[cairo.ImageSurface]") -> cairo.Path:
        """Curve after curve; where one does not begin where the last one ended, a new piece."""
        ctx.new_path()
        flat, curve_to = self._curves, ctx.curve_to
        begin_x, begin_y = end_x, end_y = flat[0], flat[1]
        ctx.move_to(begin_x, begin_y)
        numbers = iter(flat)
        for x, y, a, b, c, d, e, f in zip(*[numbers] * 8, strict=True):
            if (x != end_x or y != end_y) and not self._meet(end_x, end_y, x, y):
                if self._meet(begin_x, begin_y, end_x, end_y):
                    ctx.close_path()
                ctx.new_sub_path()
                ctx.move_to(x, y)
                begin_x, begin_y = x, y
            curve_to(a, b, c, d, e, f)
            end_x, end_y = e, f
        if self._meet(begin_x, begin_y, end_x, end_y):
            ctx.close_path()
        return ctx.copy_path()

    def _meet(self, x: float, y: float, to_x: float, to_y: float) -> bool:
        """Are two points one to Manim?"""
        close: float = self._tolerance
        return abs(x - to_x) <= close + 1e-5 * abs(to_x) and (
            abs(y - to_y) <= close + 1e-5 * abs(to_y)
        )
