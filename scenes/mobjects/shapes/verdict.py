"""A tick or a cross: right or wrong, told by its shape."""

import numpy as np
from manim import VMobject

from scenes.theme import Theme

_TICK = ((-0.5, 0.05), (-0.12, -0.35), (0.5, 0.42))
_CROSS = ((-0.4, 0.4), (0.4, -0.4)), ((-0.4, -0.4), (0.4, 0.4))


class Verdict(VMobject):
    """Drawn with lines, ``size`` units wide."""

    def __init__(self, right: bool, theme: Theme, size: float = 0.4) -> None:
        color = theme.output if right else theme.bias
        super().__init__(stroke_color=color, stroke_width=7.0, fill_opacity=0.0)
        strokes = (_TICK,) if right else _CROSS
        for stroke in strokes:
            corners = [np.array((x, y, 0.0)) * size for x, y in stroke]
            self.start_new_path(corners[0])
            self.add_points_as_corners(corners[1:])
