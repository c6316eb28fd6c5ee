"""Manim's camera, spared the outlines that have not changed.

Most of what is on screen stands still, yet stock Manim hands every outline to cairo curve by
curve in every frame. Here cairo is handed the path that it made itself the last time, if the
points are the same to the last bit; the picture is too. What cannot be seen is not drawn at all.
"""

from typing import Any

import cairo
import numpy as np
from manim import Camera, VMobject
from numpy.typing import NDArray

_MOST = 5000  # outlines remembered; mobjects come and go


class _Outline:
    """The points of a mobject as they were last drawn, and cairo's path once they repeat."""

    __slots__ = ("path", "points")

    def __init__(self, points: NDArray[Any]) -> None:
        self.points = points.copy()
        self.path: cairo.Path | None = None


class PathCamera(Camera):
    """A camera that remembers cairo's paths."""

    def __init__(self, **options: Any) -> None:
        self._outlines: dict[int, _Outline] = {}
        super().__init__(**options)

    def display_vectorized(self, vmobject: VMobject, ctx: "cairo.Context[Any]") -> "PathCamera":
        """Draw ``vmobject``: the stroke behind it, its filling, its stroke, as far as they show."""
        filled = self.get_fill_rgbas(vmobject)[:, 3].any()
        behind, before = (self._is_stroked(vmobject, background) for background in (True, False))
        if filled or behind or before:
            self.set_cairo_context_path(ctx, vmobject)
            if behind:
                self.apply_stroke(ctx, vmobject, background=True)
            if filled:
                self.apply_fill(ctx, vmobject)
            if before:
                self.apply_stroke(ctx, vmobject)
        return self

    def _is_stroked(self, vmobject: VMobject, background: bool) -> bool:
        if vmobject.get_stroke_width(background) == 0:
            return False
        return bool(self.get_stroke_rgbas(vmobject, background)[:, 3].any())

    def set_cairo_context_path(self, ctx: "cairo.Context[Any]", vmobject: VMobject) -> "PathCamera":
        """Give ``ctx`` the outline of ``vmobject``."""
        known = self._outlines.get(id(vmobject))
        if known is None or not np.array_equal(known.points, vmobject.points):
            if len(self._outlines) >= _MOST:
                self._outlines.clear()
            self._outlines[id(vmobject)] = _Outline(vmobject.points)
            super().set_cairo_context_path(ctx, vmobject)
        elif known.path is None:
            super().set_cairo_context_path(ctx, vmobject)
            known.path = ctx.copy_path()
        else:
            ctx.new_path()
            ctx.append_path(known.path)
        return self
