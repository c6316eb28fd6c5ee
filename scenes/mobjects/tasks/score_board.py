"""What a model reaches on what it was not trained on, beside what needs no network."""

from dataclasses import dataclass

from manim import Line, Rectangle, VGroup

from rnn_math.errors import LayoutError
from rnn_math.score import Score
from rnn_math.trace import Address
from scenes.binding import Source
from scenes.languages import name_of
from scenes.mobjects.shapes.area import Area
from scenes.mobjects.text.text import BOLD, Numeral, Words
from scenes.theme import Size, Theme
from scenes.words.scores import error_decimals

_ROW = 0.41  # from bar to bar
_CLOSEST = 0.35
_BAR = 0.22
_UNDER_TITLE = 0.12
_GAP = 0.2  # between a name, its bar and its number
_LONGEST = 5.0  # bar


@dataclass(frozen=True)
class BoardWords:
    """What a board says in words: its title, and the name of the model's own row."""

    title: str
    model: str


class ScoreBoard(VGroup):
    """A row for the model and one for each baseline: name, bar from zero, number.

    The source's trace must have a score. ``title`` comes first, then the ``rows``, the model's
    last. The best row has a bold name; the model's bar is filled, the others are outlines.
    Rows close up, and the weakest baselines are left out, where they have no room in ``area``.
    Raises :class:`LayoutError` if even the strongest has none.
    """

    def __init__(self, source: Source, theme: Theme, words: BoardWords, area: Area) -> None:
        score = source.trace.score
        assert score is not None, "a board shows the score of its trace"
        self.source, self.theme, self.score = source, theme, score
        self.title = Words(words.title, theme.text, Size.NOTE)
        entries = [
            (name_of(baseline.name), baseline.value, Address("baselines", 0, (k,)))
            for k, baseline in enumerate(score.baselines)
        ]
        entries.append((words.model, score.held_out, Address("held_out", 0, (0,))))
        head = self.title.height + _UNDER_TITLE
        while len(entries) > 2 and head + _CLOSEST * len(entries) > area.height:
            weakest = max if score.lower_is_better else min
            entries.remove(weakest(entries[:-1], key=lambda entry: entry[1]))
        pitch = min(_ROW, (area.height - head) / len(entries))
        height = head + pitch * len(entries)
        if pitch < _CLOSEST or self.title.width > area.width:
            raise LayoutError(
                f"the score {words.title!r} with {len(entries)} rows needs {height:.1f} units of "
                f"height and {self.title.width:.1f} of width, has {area.height:.1f} and "
                f"{area.width:.1f}"
            )
        best = (min if score.lower_is_better else max)(value for _, value, _ in entries)
        names = [
            Words(name, theme.text, Size.NOTE, BOLD) if value == best
            else Words(name, theme.muted, Size.NOTE)
            for name, value, _ in entries
        ]  # fmt: skip
        numbers = [self._number(address, score) for _, _, address in entries]
        room = max(name.width for name in names), max(number.width for number in numbers)
        full = min(_LONGEST, area.width - sum(room) - 2 * _GAP)
        if full < 1.0:
            raise LayoutError(f"the score {words.title!r} leaves no room for its bars")
        left = area.center[0] - (room[0] + room[1] + full) / 2 - _GAP
        zero = left + room[0] + _GAP
        largest = max(value for _, value, _ in entries) or 1.0
        top = area.center[1] + height / 2
        self.title.move_to((area.center[0], top - self.title.height / 2, 0))
        self.rows: list[VGroup] = []
        for k, (name, number, (_, value, _)) in enumerate(
            zip(names, numbers, entries, strict=True)
        ):
            y = top - head - pitch * (k + 0.5)
            is_model = k == len(entries) - 1
            bar = self._bar(full * value / largest, is_model)
            bar.move_to((zero + bar.width / 2, y, 0))
            name.stand(zero - _GAP - name.width / 2, y - 0.32 * Size.NOTE)
            number.stand(zero + bar.width + _GAP + number.width / 2, y - 0.32 * Size.NOTE)
            self.rows.append(VGroup(name, bar, number))
        low = top - height
        self.zero = Line((zero, low, 0), (zero, low + pitch * len(entries), 0))
        self.zero.set_stroke(theme.faint, width=2)
        super().__init__(self.title, self.zero, *self.rows)

    @staticmethod
    def height_of(words: BoardWords, score: Score) -> float:
        """The room that a board of ``score`` needs from bottom to top."""
        title = Words(words.title, "#000000", Size.NOTE)
        return title.height + _UNDER_TITLE + _ROW * (len(score.baselines) + 1)

    def _number(self, address: Address, score: Score) -> Numeral:
        share = not score.lower_is_better
        return Numeral(
            self.source, address, self.theme.text, Size.NOTE,
            decimals=1 if share else error_decimals(score), signed=False, percent=share,
        )  # fmt: skip

    def _bar(self, width: float, is_model: bool) -> Rectangle:
        color = self.theme.output if is_model else self.theme.muted
        return Rectangle(
            width=max(width, 0.01),
            height=_BAR,
            stroke_color=color,
            stroke_width=2,
            fill_color=color,
            fill_opacity=1.0 if is_model else 0.0,
        )
