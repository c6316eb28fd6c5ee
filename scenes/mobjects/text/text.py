"""Text and mathematics, one mobject a string: few mobjects draw fast."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import VGroup, VMobject

from rnn_math.trace import Address
from scenes.binding import Source
from scenes.numerals import format_number, format_percent
from scenes.svg import Points
from scenes.theme import Size
from scenes.typeset import BOLD, MONO, TEXT, Style, math_outlines, text_outline

__all__ = ["BOLD", "MONO", "TEXT", "Math", "Numeral", "Words", "shrunk"]


class Glyphs(VMobject):
    """Filled outlines that remember how large an em is, however they are scaled.

    ``string`` is what they say, ``x_height`` is that of their font in em.
    """

    ink = "text"

    def __init__(
        self, points: Points, string: str, size: float, color: str, x_height: float
    ) -> None:
        super().__init__(fill_color=color, fill_opacity=1.0, stroke_width=0.0, stroke_color=color)
        self.string = string
        self._x_height = x_height
        flat = np.zeros((len(points), 3))
        flat[:, :2] = points * size
        self.set_points(flat)
        self._size, self._width = size, self.width
        self._depth = -float(points[:, 1].min()) if len(points) else 0.0  # em below the baseline

    @property
    def size(self) -> float:
        """Scene units an em."""
        return self._size * self.width / self._width if self._width else self._size

    @property
    def x_height(self) -> float:
        """Height of a lower-case x in scene units."""
        return self._x_height * self.size

    @property
    def baseline(self) -> float:
        """The height at which the text stands."""
        return float(self.get_bottom()[1]) + self._depth * self.size

    def stand(self, x: float, baseline: float) -> Self:
        """Centre the text at ``x`` and stand it on ``baseline``, as its neighbours do."""
        self.set_x(x)
        return self.shift((0, baseline - self.baseline, 0))


class Words(Glyphs):
    """One line of plain text; whatever it holds is shown, never read as markup."""

    def __init__(
        self, text: str, color: str, size: float = Size.LABEL, style: Style = TEXT
    ) -> None:
        self.style = style
        super().__init__(text_outline(text, style), text, size, color, style.x_height)


def shrunk(width: float, room: float) -> float:
    """By how much a note ``width`` wide is scaled to fit ``room``; it stays legible."""
    return max(min(1.0, room / width), Size.SMALLEST / Size.NOTE)


class Numeral(Words):
    """A number on screen, bound to the trace entry that it shows.

    Digits are monospaced, so columns of numbers line up. ``percent`` writes a share of one as a
    percentage, which has no sign; what is ``bounded`` is never written as nothing unless it is.
    """

    def __init__(
        self,
        source: Source,
        address: Address,
        color: str,
        size: float = Size.NUMBER,
        decimals: int = 2,
        signed: bool = True,
        percent: bool = False,
        bounded: bool = False,
    ) -> None:
        self.source, self.address = source, address
        self.decimals, self.signed, self.percent = decimals, signed, percent
        self.bounded = bounded
        super().__init__(self.expected, color, size, MONO)

    @property
    def expected(self) -> str:
        """What the trace says must be shown."""
        value = self.source.trace.value(self.address)
        if self.percent:
            return format_percent(value, self.decimals)
        return format_number(value, self.decimals, signed=self.signed, bounded=self.bounded)


class Math(VGroup):
    """One line of mathematics, one mobject a label.

    ``parts`` as in :func:`scenes.typeset.math_outlines`; ``mob["h"]`` is the part with that
    label, ``mob.plain`` what has none.
    """

    def __init__(
        self,
        parts: str | Sequence[str | tuple[str, str]],
        color: str,
        size: float = Size.LABEL,
        colors: dict[str, str] | None = None,
    ) -> None:
        parts = [parts] if isinstance(parts, str) else list(parts)
        self.parts: dict[str, Glyphs] = {}
        sources: dict[str, list[str]] = {}
        for part in parts:
            label, content = ("", part) if isinstance(part, str) else part
            sources.setdefault(label, []).append(content)
        for outline in math_outlines(parts):
            ink = (colors or {}).get(outline.label, color)
            said = " ".join(sources[outline.label])
            self.parts[outline.label] = Glyphs(outline.points, said, size, ink, TEXT.x_height)
        super().__init__(*self.parts.values())
        self.center()

    def __getitem__(self, label: str) -> Glyphs:
        return self.parts[label]

    @property
    def plain(self) -> Glyphs:
        """What carries no label: operators and brackets."""
        return self.parts[""]

    @property
    def baseline(self) -> float:
        """The height at which the line stands."""
        return next(iter(self.parts.values())).baseline

    def stand(self, x: float, baseline: float) -> Self:
        """Centre the line at ``x`` and stand it on ``baseline``, as its neighbours do."""
        return self.shift((x - self.get_x(), baseline - self.baseline, 0))
