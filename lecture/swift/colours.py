"""Shapes and colours between two others, and new colours."""

from functools import lru_cache
from typing import Any

import numpy as np
from manim import ManimColor, Mobject, VMobject
from manim.utils.bezier import interpolate as straight

_PAINT = (
    "fill_rgbas",
    "stroke_rgbas",
    "background_stroke_rgbas",
    "stroke_width",
    "background_stroke_width",
    "sheen_direction",
    "sheen_factor",
)
_BLACK = (0.0, 0.0, 0.0)
_ONE = (float, int, type(None))  # kinds of one opacity; there may be several
_update_rgbas_array = VMobject.update_rgbas_array  # Manim's own


def interpolate(
    self: Mobject, mobject1: Mobject, mobject2: Mobject, alpha: float, path_func: Any = straight
) -> Mobject:
    """Become what lies between two mobjects."""
    start, end = mobject1.points, mobject2.points
    self.points = (_between if path_func is straight else path_func)(start, end, alpha)
    self.interpolate_color(mobject1, mobject2, alpha)
    return self


def interpolate_color(
    self: VMobject, mobject1: VMobject, mobject2: VMobject, alpha: float
) -> VMobject:
    """Take colours and lines that lie between those of two mobjects."""
    for name in _PAINT:
        setattr(self, name, _between(getattr(mobject1, name), getattr(mobject2, name), alpha))
    return self


def _between(start: Any, end: Any, alpha: float) -> Any:
    if type(start) is np.ndarray:
        if start.shape == end.shape and (alpha == 1 or start.tobytes() == end.tobytes()):
            return end.copy()
    elif alpha == 1 or start == end:
        return end
    return (1 - alpha) * start + alpha * end


def update_rgbas_array(
    self: VMobject, array_name: str, color: Any = None, opacity: Any = None
) -> VMobject:
    """Set a colour, how opaque it is, or both; what is None stays."""
    now = getattr(self, array_name, None)
    rgb = _rgb(color)
    if rgb is None or type(opacity) not in _ONE or self.sheen_factor:
        return _update_rgbas_array(self, array_name, color, opacity)
    if now is None:
        setattr(self, array_name, np.array([(*rgb, opacity or 0.0)]))
    elif len(now) > 1:
        return _update_rgbas_array(self, array_name, color, opacity)
    else:
        if color is not None:
            now[0, :3] = rgb
        if opacity is not None:
            now[0, 3] = opacity
    return self


def _rgb(color: Any) -> Any:
    """Red, green and blue of one colour; None if it may be several."""
    if type(color) is ManimColor:
        return color.to_rgb()
    if type(color) is str:
        return _rgb_of(color)
    return _BLACK if color is None else None


@lru_cache(maxsize=1024)
def _rgb_of(name: str) -> tuple[float, ...]:
    return tuple(ManimColor(name).to_rgb().tolist())
