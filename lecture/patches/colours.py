"""New colours."""

from functools import lru_cache
from typing import Any

import numpy as np
from manim import ManimColor, VMobject

_BLACK = (0.0, 0.0, 0.0)
_ONE = (float, int, np.float64, type(None))  # kinds of one opacity; there may be several
_update_rgbas_array = VMobject.update_rgbas_array  # Manim's own


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
