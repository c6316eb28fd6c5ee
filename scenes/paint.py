"""Colours of a mobject of one colour, set many times a second.

Manim's own setters read and build colour objects on the way; what they leave in the mobject is
the same.
"""

import numpy as np
from manim import VMobject

from scenes.theme import Rgb


def set_colors(mobject: VMobject, fill: Rgb, stroke: Rgb | None = None) -> None:
    """Give ``mobject`` alone these colours; how opaque it is stays as it was."""
    paint = mobject.fill_rgbas.copy()
    paint[:, :3] = fill
    mobject.fill_rgbas = paint
    if stroke is not None:
        paint = mobject.stroke_rgbas.copy()
        paint[:, :3] = stroke
        mobject.stroke_rgbas = paint


def set_line(mobject: VMobject, color: Rgb, opacity: float, width: float | None = None) -> None:
    """Draw the line of ``mobject`` alone like that; of its own width if none is given."""
    mobject.stroke_rgbas = np.array([[*color, opacity]])
    mobject.stroke_opacity = opacity
    if width is not None:
        mobject.stroke_width = width


def set_filling(mobject: VMobject, color: Rgb, opacity: float) -> None:
    """Fill ``mobject`` alone like that."""
    mobject.fill_rgbas = np.array([[*color, opacity]])
    mobject.fill_opacity = opacity


def set_opacities(mobject: VMobject, fill: float, stroke: float) -> None:
    """Make ``mobject`` alone as opaque as that; its colours stay as they were."""
    paint = mobject.fill_rgbas.copy()
    paint[:, 3] = mobject.fill_opacity = fill
    mobject.fill_rgbas = paint
    paint = mobject.stroke_rgbas.copy()
    paint[:, 3] = mobject.stroke_opacity = stroke
    mobject.stroke_rgbas = paint


def set_opacity(mobject: VMobject, share: float) -> None:
    """Make ``mobject`` and all that it contains ``share`` opaque, filling and line."""
    for member in mobject.family_members_with_points():
        if member.fill_rgbas[0, 3] != share or member.stroke_rgbas[0, 3] != share:
            set_opacities(member, share, share)
