"""Colours of a mobject of one colour, set many times a second.

Manim's own setters read and build colour objects on the way; what they leave in the mobject is
the same.
"""

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


def set_opacities(mobject: VMobject, fill: float, stroke: float) -> None:
    """Make ``mobject`` alone as opaque as that; its colours stay as they were."""
    paint = mobject.fill_rgbas.copy()
    paint[:, 3] = mobject.fill_opacity = fill
    mobject.fill_rgbas = paint
    paint = mobject.stroke_rgbas.copy()
    paint[:, 3] = mobject.stroke_opacity = stroke
    mobject.stroke_rgbas = paint
