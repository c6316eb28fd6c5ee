"""From Manim's units to pixels."""

from typing import Any

import cairo
from manim import Camera

from lecture.drawing.tiles import Grid, Tiles


class Lens:
    """How a camera looks at a scene when its first picture is drawn.

    Manim's camera, too, goes on to look there whatever it is told later.
    """

    def __init__(self, camera: Camera) -> None:
        self.camera = camera
        self.width, self.height = camera.pixel_width, camera.pixel_height
        self.across = camera.pixel_width / camera.frame_width
        self.down = camera.pixel_height / camera.frame_height
        self.line = camera.cairo_line_width_multiple  # of a stroke's width, in Manim's units
        self.grid = Grid(self.width, self.height)
        x, y = camera.frame_center[:2]
        self._middle = self.width / 2 - x * self.across, self.height / 2 + y * self.down

    def tiles(self, hull: "tuple[float, float, float, float]", margin: float) -> Tiles:
        """The tiles within ``margin`` pixels of ``hull``: left, low, right, high."""
        left, low, right, high = hull
        x, y = self._middle
        return self.grid.around(
            x + left * self.across - margin,
            y - high * self.down - margin,
            x + right * self.across + margin,
            y - low * self.down + margin,
        )

    def context(self, pixels: Any) -> "cairo.Context[Any]":
        """Draws onto ``pixels`` (height × width × RGBA) in Manim's units."""
        surface = cairo.ImageSurface.create_for_data(
            pixels.data, cairo.FORMAT_ARGB32, self.width, self.height
        )
        ctx = cairo.Context(surface)
        ctx.set_matrix(cairo.Matrix(self.across, 0, 0, -self.down, *self._middle))
        return ctx
