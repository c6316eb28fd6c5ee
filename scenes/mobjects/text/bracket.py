"""A bracket under a stretch of something, and the name of that stretch."""

from typing import Self

from manim import VGroup, VMobject

from scenes.mobjects.text.text import Words
from scenes.theme import Size, Theme

_HOOK = 0.12  # how far its ends reach up
_GAP = 0.14  # to the name


class Bracket(VGroup):
    """Spans ``left`` to ``right``, its ends reaching up to ``y``; ``label`` stands under it."""

    def __init__(self, left: float, right: float, y: float, label: str, theme: Theme) -> None:
        self.left, self.y = left, y
        self.line = VMobject(stroke_color=theme.faint, stroke_width=2.5, fill_opacity=0.0)
        self.label = Words(label, theme.text, Size.NOTE)
        super().__init__(self.line, self.label)
        self.reach(right)

    def reach(self, right: float) -> Self:
        """Span as far as ``right``."""
        left, high, low = self.left, self.y, self.y - _HOOK
        self.line.set_points_as_corners(
            [(left, high, 0), (left, low, 0), (right, low, 0), (right, high, 0)]
        )
        self.label.stand((left + right) / 2, low - _GAP - 0.7 * Size.NOTE)
        return self
