"""What cairo draws of a mobject, kept as long as the mobject looks the same.

Most of what is on screen stands still, yet stock Manim hands every outline to cairo curve by
curve in every frame. Here a mobject's look is read as a few strings of bytes, which is cheap
enough to do for each of them in each frame, and everything else follows from it once.
"""

from typing import Any

import cairo
import numpy as np
from manim import Mobject, VMobject
from manim.camera.camera import CAP_STYLE_MAP, LINE_JOIN_MAP
from manim.constants import LineJointType

from lecture.drawing.lens import Lens
from lecture.drawing.shape import Shape
from lecture.drawing.tiles import Tiles

Look = tuple[Any, ...]
Ink = tuple[float, float, float, float, float | None]
"""One pass over a path: a colour as cairo takes it, and the width of a line, None to fill."""

_SPIKE = 10  # cairo's miter limit: how far a sharp corner reaches, in half widths of its line
_SOFT = 2  # pixels that anti-aliasing may touch around a shape


class Outline:
    """A mobject as it looked at one moment."""

    __slots__ = ("_inks", "_style", "look", "shape", "tiles")

    def __init__(self, mobject: VMobject, look: Look, shape: Shape, lens: Lens) -> None:
        self.look = look
        self.shape = shape
        self._inks = _inks(mobject, lens.line)
        self._style = LINE_JOIN_MAP[mobject.joint_type], CAP_STYLE_MAP[mobject.cap_style]
        self.tiles: Tiles = 0
        if self._inks and shape.hull is not None:
            width = max(ink[4] or 0.0 for ink in self._inks) * lens.across
            blunt = mobject.joint_type in (LineJointType.ROUND, LineJointType.BEVEL)
            self.tiles = lens.tiles(shape.hull, width / 2 * (1.5 if blunt else _SPIKE) + _SOFT)

    def draw(self, ctx: "cairo.Context[Any]") -> None:
        """As Manim's camera does: the line behind, the filling, the line before."""
        self.shape.trace(ctx)
        for *color, width in self._inks:
            ctx.set_source_rgba(*color)
            if width is None:
                ctx.fill_preserve()
            else:
                join, cap = self._style
                ctx.set_line_width(width)
                ctx.set_line_join(join)
                ctx.set_line_cap(cap)
                ctx.stroke_preserve()


class Foreign:
    """What is no plain outline: drawn by Manim's own camera, and always anew."""

    __slots__ = ("_lens", "_mobject", "tiles")

    def __init__(self, mobject: Mobject, lens: Lens) -> None:
        self._mobject, self._lens = mobject, lens
        self.tiles: Tiles = lens.grid.whole

    def draw(self, ctx: "cairo.Context[Any]") -> None:
        """Onto the pixels of ``ctx``."""
        surface = ctx.get_target()
        assert isinstance(surface, cairo.ImageSurface)
        surface.flush()
        camera = self._lens.camera
        shape = self._lens.height, self._lens.width, 4
        pixels = np.frombuffer(surface.get_data(), np.uint8).reshape(shape)
        camera.set_pixel_array(pixels)
        camera.capture_mobjects([self._mobject], include_submobjects=False)
        pixels[:] = camera.pixel_array
        surface.mark_dirty()


class Outlines:
    """The outlines of mobjects as they stand; made anew only where something has changed."""

    def __init__(self, lens: Lens) -> None:
        self._lens = lens
        self._known: dict[int, Outline] = {}

    def of(self, mobject: Mobject) -> Outline | Foreign:
        """What is drawn of ``mobject`` alone, without what it contains."""
        if not isinstance(mobject, VMobject):
            return Foreign(mobject, self._lens)
        look = _look_of(mobject)
        known = self._known.get(id(mobject))
        if known is not None and known.look == look:
            return known
        content = look[0]
        shape = known.shape if known is not None and known.shape.content == content else None
        shape = shape or Shape(mobject, content)
        if not shape.is_finite or not _has_one_colour(mobject):
            return Foreign(mobject, self._lens)
        outline = Outline(mobject, look, shape, self._lens)
        self._known[id(mobject)] = outline
        return outline

    def forget_all_but(self, mobjects: list[Mobject]) -> None:
        """Mobjects come and go; their outlines need not stay."""
        here = {id(each) for each in mobjects}
        self._known = {key: known for key, known in self._known.items() if key in here}


def _look_of(mobject: VMobject) -> Look:
    """Everything of which the picture of ``mobject`` is made."""
    return (
        mobject.points.tobytes(),
        mobject.fill_rgbas.tobytes(),
        mobject.stroke_rgbas.tobytes(),
        mobject.stroke_width,
        mobject.background_stroke_width and mobject.background_stroke_rgbas.tobytes(),
        mobject.background_stroke_width,
        mobject.joint_type,
        mobject.cap_style,
        mobject.background_image,
    )


def _has_one_colour(mobject: VMobject) -> bool:
    paints = (mobject.fill_rgbas, mobject.stroke_rgbas, mobject.background_stroke_rgbas)
    return all(len(paint) == 1 for paint in paints) and not mobject.get_background_image()


def _inks(mobject: VMobject, line: float) -> tuple[Ink, ...]:
    """What can be seen of a mobject of one colour, from the back."""
    behind, before = mobject.get_stroke_width(True), mobject.get_stroke_width()
    passes = (
        (mobject.background_stroke_rgbas, behind * line) if behind else None,
        (mobject.fill_rgbas, None),
        (mobject.stroke_rgbas, before * line) if before else None,
    )
    inks = []
    for paint, width in filter(None, passes):
        red, green, blue, opacity = paint[0].tolist()
        if opacity:
            inks.append((blue, green, red, opacity, width))  # Manim's pixels are turned about
    return tuple(inks)
