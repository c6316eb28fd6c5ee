"""Which inputs, or which outputs, a wiring uses, in words."""

from rnn_math.wiring import Wiring
from scenes.examples import usage
from scenes.lighting import Part
from scenes.mobjects.text import Words
from scenes.theme import Frame, Size, Theme


class UsageLine(Part):
    """One line of the script, filled in from the wiring, in the colour of its role."""

    def __init__(self, said: str, role: str, theme: Theme, y: float) -> None:
        self.said = said
        words = Words(said, theme.input if role == "x" else theme.output, Size.LABEL)
        words.scale(min(1.0, 2 * Frame.SAFE_X / words.width)).move_to((0, y, 0))
        super().__init__(role, "component", theme, words)


def usage_lines(
    wiring: Wiring, script: dict[str, str], theme: Theme, ys: tuple[float, float]
) -> dict[str, UsageLine]:
    """The lines of inputs ("x") and outputs ("o") at their heights ``ys``."""
    lines: dict[str, UsageLine] = {}
    for role, y, used in zip(("x", "o"), ys, usage(wiring), strict=True):
        said = script[used.line].format(count=used.count, steps=used.steps)
        lines[role] = UsageLine(said, role, theme, y)
    return lines
