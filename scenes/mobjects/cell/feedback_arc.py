"""The way of a value back into the equation that made it."""

from manim import VGroup

from scenes.lighting import Part
from scenes.mobjects.equation.equation import Equation
from scenes.mobjects.shapes.wires import Wire
from scenes.mobjects.text.text import Words
from scenes.theme import Size, Theme

_GAP, _RISE = 0.14, 0.95


class FeedbackArc(VGroup):
    """An arrow over ``equation`` from its left side to the same value one step before."""

    def __init__(self, equation: Equation, theme: Theme, note: str) -> None:
        start, end = (equation[role].body.get_top() for role in ("h", "h_prev"))
        top = max(start[1], end[1]) + _RISE
        route = [
            (start[0], start[1] + _GAP),
            (start[0], top),
            (end[0], top),
            (end[0], end[1] + _GAP),
        ]
        self.wire = Wire(route, theme.state, radius=0.45)
        self.note = Words(note, theme.state, Size.LABEL)
        self.note.move_to(((start[0] + end[0]) / 2, top + 0.3, 0))
        super().__init__(Part("", "component", theme, *self.wire), self.note)
