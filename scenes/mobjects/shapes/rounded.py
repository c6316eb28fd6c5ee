"""Rectangles with round corners, of which a clip has hundreds of few sizes."""

from functools import lru_cache
from typing import Any

import numpy as np
from manim import RoundedRectangle
from numpy.typing import NDArray


class RoundedBox(RoundedRectangle):
    """Manim's rounded rectangle; its corners are worked out once for each size."""

    def round_corners(self, radius: float = 0.5, *args: Any, **kwargs: Any) -> "RoundedBox":
        """Round the corners, as Manim does."""
        if args or kwargs:
            super().round_corners(radius, *args, **kwargs)
        else:
            self.set_points(_rounded(self.points.tobytes(), radius).copy())
        return self


@lru_cache(maxsize=256)
def _rounded(corners: bytes, radius: float) -> NDArray[Any]:
    box = RoundedRectangle(corner_radius=0.0)
    box.set_points(np.frombuffer(corners).reshape(-1, 3).copy())
    RoundedRectangle.round_corners(box, radius)
    return box.points
