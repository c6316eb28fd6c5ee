"""Drawing as stock Manim does it, to compare ours with: ``unrolled render --renderer manim``."""

from typing import Any

from manim import Scene
from manim.utils.iterables import list_update

from lecture.drawing.canvas import Picture
from lecture.drawing.renderer import FrameRenderer, Visitor

STOCK = "manim"
"""What a user calls it."""


class StockRenderer(FrameRenderer):
    """Walks frames as ours does; each is drawn as Manim's Cairo renderer draws it.

    Every outline goes to cairo anew, and what Manim takes to stand still is drawn once a play.
    """

    def __init__(self, visitor: Visitor) -> None:
        super().__init__(visitor)
        self._still: Picture | None = None

    def picture(self) -> Picture:
        """The scene as it stands, drawn. The array is drawn over by the next call."""
        assert self.scene is not None
        scene = self.scene
        if self._playing and self._still is None:
            self._draw_what_stands_still(scene)
        if self._playing:
            return self._drawn(scene.moving_mobjects)
        return self._drawn(list_update(scene.mobjects, scene.foreground_mobjects))

    def _begin_drawing(self, scene: Scene | None = None) -> None:
        self._playing = scene
        self._still = None

    def _draw_what_stands_still(self, scene: Scene) -> None:
        if scene.static_mobjects:
            self._still = self._drawn(scene.static_mobjects).copy()

    def _drawn(self, mobjects: list[Any]) -> Picture:
        if self._still is None:
            self.camera.reset()
        else:
            self.camera.set_frame_to_background(self._still)
        self.camera.capture_mobjects(mobjects)
        pixels: Picture = self.camera.pixel_array
        return pixels


def renderer_for(name: str, visitor: Visitor) -> FrameRenderer:
    """Ours, or that which draws as ``manim`` does."""
    return StockRenderer(visitor) if name == STOCK else FrameRenderer(visitor)
