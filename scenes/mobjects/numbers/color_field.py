"""A whole matrix as colour, however large: one mobject a shade, not one an entry."""

import numpy as np
from manim import VGroup, VMobject

from rnn_math.arrays import FloatArray
from scenes.theme import Theme, mix

_SHADES = 20  # on each side of zero: steps that the eye does not tell apart
_OVERLAP = 0.004  # half a pixel at 1080p: without it the background shines through the seams


class ColorField(VGroup):
    """The entries of ``matrix`` (rows, columns) as squares of the diverging scale.

    The scale is full at ``±limit`` and beyond, and small values are ``lifted`` so that they can be
    seen. With an ``ink`` it runs evenly from the panel's colour to that one. Entries that are not
    a number are left out.
    """

    def __init__(
        self,
        matrix: FloatArray,
        theme: Theme,
        width: float,
        height: float,
        limit: float,
        ink: str | None = None,
        lifted: bool = True,
    ) -> None:
        rows, columns = matrix.shape
        shares = np.clip(matrix / (limit or 1.0), -1, 1)
        if lifted and ink is None:  # as Theme.signed does it
            shares = np.sign(shares) * np.sqrt(np.abs(shares))
        shades = np.rint(shares * _SHADES)
        side = np.array([width / columns, height / rows])
        super().__init__()
        for shade in np.unique(shades[~np.isnan(shades)]):
            places = np.argwhere(shades == shade)[:, ::-1] * (1, -1) * side
            share = float(shade / _SHADES)
            color = theme.signed(share) if ink is None else mix(theme.panel, ink, abs(share))
            field = VMobject(fill_color=color, fill_opacity=1.0, stroke_width=0.0)
            field.set_points(_squares(places, side))
            self.add(field)
        self.center()


def _squares(corners: FloatArray, side: FloatArray) -> FloatArray:
    """Bézier points of squares whose upper left corners are given: (16 n, 3)."""
    around = np.array([(0, 0), (1, 0), (1, -1), (0, -1), (0, 0)]) * side
    around += np.array([(-1, 1), (1, 1), (1, -1), (-1, -1), (-1, 1)]) * _OVERLAP
    starts, ends = around[:-1, None], around[1:, None]
    path = (starts + (ends - starts) * np.linspace(0, 1, 4)[None, :, None]).reshape(16, 2)
    flat = (corners[:, None] + path).reshape(-1, 2)
    return np.hstack([flat, np.zeros((len(flat), 1))])
