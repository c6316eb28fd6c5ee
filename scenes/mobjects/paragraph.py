"""Running text on several lines."""

from collections.abc import Callable

from manim import VGroup

from scenes.mobjects.text import Words
from scenes.theme import Size
from scenes.typeset import TEXT, Style

_LEADING = 1.45  # em from line to line


class Paragraph(VGroup):
    """``text`` broken at its spaces into as few lines as fit ``width``, about equally long."""

    def __init__(
        self, text: str, color: str, width: float, size: float = Size.LABEL, style: Style = TEXT
    ) -> None:
        def width_of(line: str) -> float:
            return float(Words(line, color, size, style).width)

        lines = _broken(text.split(), width, width_of)
        for narrower in (0.95, 0.9, 0.85, 0.8, 0.75, 0.7):  # no last line of a single word
            balanced = _broken(text.split(), width * narrower, width_of)
            if len(balanced) > len(lines):
                break
            lines = balanced
        super().__init__(*(Words(line, color, size, style) for line in lines))
        for number, line in enumerate(self):
            line.stand(line.width / 2, -number * _LEADING * size)
        self.center()


def _broken(words: list[str], width: float, width_of: Callable[[str], float]) -> list[str]:
    lines = words[:1]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if width_of(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
