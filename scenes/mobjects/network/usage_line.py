"""Which inputs, and which outputs, a wiring uses, in words."""

from typing import Any

from manim import FadeIn, FadeOut, Succession, Wait

from rnn_math.wiring import Wiring
from scenes.examples import usage
from scenes.lighting import DIM, Light, Part
from scenes.mobjects.text.text import Words
from scenes.theme import Frame, Pace, Size, Theme


class UsageLine(Part):
    """One line of the script, filled in from the wiring, in the colour of its role."""

    def __init__(self, said: str, role: str, theme: Theme, y: float) -> None:
        self.said = said
        words = Words(said, theme.input if role == "x" else theme.output, Size.LABEL)
        words.scale(min(1.0, 2 * Frame.SAFE_X / words.width)).move_to((0, y, 0))
        super().__init__(role, "component", theme, words)


class UsageLines:
    """The lines of inputs ("x") and outputs ("o") at their heights ``ys``: ``shown`` by role."""

    def __init__(self, script: dict[str, str], theme: Theme, ys: tuple[float, float]) -> None:
        self.script, self.theme, self.ys = script, theme, ys
        self.shown: dict[str, UsageLine] = {}

    def change(self, wiring: Wiring) -> list[Any]:
        """Say anew what ``wiring`` uses; a line that stays the same steps back."""
        changes: list[Any] = []
        for role, y, used in zip(("x", "o"), self.ys, usage(wiring), strict=True):
            said = self.script[used.line].format(count=used.count, steps=used.steps)
            old = self.shown.get(role)
            if old is not None and old.said == said:
                changes.append(Light({old: DIM}, Pace.QUICK))
                continue
            if old is not None:
                changes.append(FadeOut(old, run_time=Pace.QUICK))
            line = self.shown[role] = UsageLine(said, role, self.theme, y)
            changes.append(Succession(Wait(1.4), FadeIn(line, run_time=Pace.NORMAL)))
        return changes
