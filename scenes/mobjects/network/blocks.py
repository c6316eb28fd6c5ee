"""What a wired network is made of beside its wires: copies of the cell, and dead ends."""

from functools import lru_cache

import numpy as np
from manim import Line, VGroup, VMobject

from scenes.mobjects.network.places import Places
from scenes.mobjects.shapes.rounded import RoundedBox
from scenes.mobjects.shapes.wires import Route
from scenes.theme import Theme

_BAR = 0.1  # half of the bar across a dead end


def block(places: Places, step: int, theme: Theme) -> VMobject:
    """One copy of the cell, where ``step`` stands."""
    box = VMobject(
        stroke_color=theme.muted,
        stroke_width=2.5,
        fill_color=theme.panel,
        fill_opacity=1.0,
    )
    return box.set_points(block_outline(places, step))


def block_outline(places: Places, step: int) -> Route:
    """The points of the block of ``step``."""
    return _outline(places.width, places.height) + (places.x(step), places.y, 0)


@lru_cache(maxsize=16)
def _outline(width: float, height: float) -> Route:
    """A block around the origin. Manim takes 10 ms for one, and all blocks are of one size."""
    box = RoundedBox(corner_radius=min(0.12, width / 4), width=width, height=height)
    return np.asarray(box.points - box.get_center())


class DeadEnd(VGroup):
    """A grey stub with a bar across its end: computed, but nobody reads it."""

    def __init__(self, route: Route, theme: Theme) -> None:
        self.line = Line(color=theme.faint, stroke_width=2.5)
        self.bar = Line(color=theme.faint, stroke_width=3.5)
        super().__init__(self.line, self.bar)
        self.follow(route)

    @property
    def route(self) -> Route:
        """Its two ends as it lies now: out of the block, up to the bar."""
        start, end = self.line.get_start_and_end()
        return np.array([start, end])

    def follow(self, route: Route) -> "DeadEnd":
        """Run along ``route``, which leads straight up."""
        end = route[-1]
        self.line.set_points_as_corners(route)
        self.bar.set_points_as_corners([end - (_BAR, 0, 0), end + (_BAR, 0, 0)])
        return self
