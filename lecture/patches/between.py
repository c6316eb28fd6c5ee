"""Shapes and colours between two others."""

from typing import Any

import numpy as np
from manim import Animation, Mobject, VMobject
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
_interpolate_mobject = Animation.interpolate_mobject  # Manim's own


def interpolate_mobject(self: Animation, alpha: float) -> None:
    """Bring everything in a mobject to ``alpha``; what does not lag is all at the same point."""
    if self.lag_ratio:
        _interpolate_mobject(self, alpha)
        return
    alpha = self.get_sub_alpha(alpha, 0, 1)
    for each in self.get_all_families_zipped():
        self.interpolate_submobject(*each, alpha)


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
