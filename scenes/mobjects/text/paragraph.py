"""Running text on several lines."""

from collections.abc import Callable

from manim import VGroup

from rnn_math.errors import LayoutError
from scenes.mobjects.text.text import Words
from scenes.theme import Size
from scenes.typeset import word_spans
from scenes.typography import split

Line = slice
"""Some of the words, one after another."""

_LEADING = 1.45  # em from line to line


class Paragraph(VGroup):
    """``text`` broken at its spaces into as few lines as fit ``width``, about equally long.

    Raises :class:`LayoutError` for more than ``most`` lines, or a word that is longer than one.
    """

    def __init__(
        self, text: str, color: str, width: float, size: float = Size.LABEL, most: int = 4
    ) -> None:
        words, spans = split(text), word_spans(text)

        def width_of(line: Line) -> float:
            extent = spans[line]
            return size * (max(right for _, right in extent) - min(left for left, _ in extent))

        lines = _broken(len(words), width, width_of)
        if len(lines) > most:
            raise LayoutError(
                f"{text[:40]!r}… takes {len(lines)} lines, at most {most} can be drawn; shorten it"
            )
        longest = max(lines, key=width_of)
        if width_of(longest) > width:
            named = " ".join(words[longest])[:40]
            raise LayoutError(f"{named!r}… is longer than a line; use shorter words")
        for narrower in (0.95, 0.9, 0.85, 0.8, 0.75, 0.7):  # no last line of a single word
            balanced = _broken(len(words), width * narrower, width_of)
            if len(balanced) > len(lines):
                break
            lines = balanced
        super().__init__(*(Words(" ".join(words[line]), color, size) for line in lines))
        for number, line in enumerate(self):
            line.stand(line.width / 2, -number * _LEADING * size)
        self.center()


def _broken(count: int, width: float, width_of: Callable[[Line], float]) -> list[Line]:
    lines = [slice(0, 1)]
    for end in range(2, count + 1):
        longer = slice(lines[-1].start, end)
        if width_of(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(slice(end - 1, end))
    return lines
