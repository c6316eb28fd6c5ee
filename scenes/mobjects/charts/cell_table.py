"""Kinds of cell side by side: how many numbers each learns, and how often it is right."""

from collections.abc import Sequence
from dataclasses import dataclass

from manim import Line, Rectangle, VGroup

from rnn_math.errors import LayoutError
from rnn_math.trace import PARAMETERS, Address
from scenes.binding import Source
from scenes.mobjects.shapes.area import Area
from scenes.mobjects.text.text import BOLD, Numeral, Words
from scenes.theme import Size, Theme

_NAME, _NUMBER = 0.46, 0.44
_BAR = 0.42  # height
_HEAD = 0.8  # from the top to the first row
_ROW = 1.15
_GAP = 0.3
_SCORE = 2.4  # width of the last column


@dataclass(frozen=True)
class TableRow:
    """A kind of cell: its trace, what it is called and its colour."""

    source: Source
    name: str
    color: str


@dataclass(frozen=True)
class TableWords:
    """What stands over the two columns."""

    learnt: str
    right: str


class CellTable(VGroup):
    """A row for every cell: its name, a bar as long as it has parameters, its held-out score.

    ``head`` comes first, then the ``rows``. Every trace must have a score. Raises
    :class:`LayoutError` if there is no room in ``area``.
    """

    def __init__(
        self, rows: Sequence[TableRow], theme: Theme, words: TableWords, area: Area
    ) -> None:
        names = [Words(row.name, row.color, _NAME, BOLD) for row in rows]
        learnt = Words(words.learnt, theme.muted, Size.NOTE)
        right = Words(words.right, theme.muted, Size.NOTE)
        most = max(row.source.trace.parameters for row in rows)
        counts = [Numeral(
            row.source, Address(PARAMETERS, 0, (0,)), theme.text, _NUMBER, 0, signed=False
        ) for row in rows]  # fmt: skip
        shares = [
            Numeral(row.source, Address("held_out", 0, (0,)), row.color, _NUMBER, 1, percent=True)
            for row in rows
        ]
        column = max(_SCORE, right.width)
        zero = area.left + max(name.width for name in names) + _GAP
        full = area.right - column - 2 * _GAP - max(count.width for count in counts) - zero
        height = _HEAD + _ROW * len(rows)
        if full < max(1.0, learnt.width - 1.0) or height > area.height:
            raise LayoutError(
                f"{len(rows)} kinds of cell side by side need {height:.1f} units of height and "
                f"{area.width - full + 1:.1f} of width, have {area.height:.1f} and "
                f"{area.width:.1f}"
            )
        top = area.center[1] + height / 2
        middle = area.right - column / 2
        learnt.stand(zero + learnt.width / 2, top - Size.NOTE)
        right.stand(middle, top - Size.NOTE)
        self.head = VGroup(learnt, right)
        self.rows: list[VGroup] = []
        columns = zip(rows, names, counts, shares, strict=True)
        for n, (row, name, count, share) in enumerate(columns):
            y = top - _HEAD - _ROW * (n + 0.5)
            length = full * row.source.trace.parameters / most
            bar = Rectangle(width=length, height=_BAR, stroke_width=0)
            bar.set_fill(row.color, 1).move_to((zero + length / 2, y, 0))
            baseline = y - 0.32 * _NUMBER
            name.stand(zero - _GAP - name.width / 2, baseline)
            count.stand(zero + length + _GAP + count.width / 2, baseline)
            share.stand(middle, baseline)
            self.rows.append(VGroup(name, bar, count, share))
        low = top - height + 0.1
        self.zero = Line((zero, low, 0), (zero, top - _HEAD + 0.1, 0))
        self.zero.set_stroke(theme.faint, width=2)
        self.head.add(self.zero)
        super().__init__(self.head, *self.rows)
