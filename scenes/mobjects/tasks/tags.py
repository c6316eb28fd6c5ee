"""What is read off the states: the most probable tag of every word and its probability."""

import itertools
from collections.abc import Sequence

from manim import SurroundingRectangle, VGroup

from rnn_math.errors import LayoutError
from rnn_math.trace import Address, Answer
from scenes.binding import Source
from scenes.lighting import Part
from scenes.mobjects.shapes.rounded import RoundedBox
from scenes.mobjects.text.text import Numeral, Words
from scenes.theme import Frame, Size, Theme

_DIGITS = 7 * 0.602  # width of "100.0 %" in em
_PERCENT = 0.23
_AROUND = 0.36  # beside a tag's name: its frame, and the gap to the next one


def em(label: str) -> float:
    """The width of a tag's name in em."""
    return Words(label, "#000000", 1.0).width


def room_for(label: str, size: float) -> float:
    """The distance from tag to tag that ``label`` needs."""
    return em(label) * size + _AROUND


class Tag(Part):
    """One tag in its frame, its probability below."""

    def __init__(
        self, source: Source, answer: Answer, theme: Theme, size: float, percent: float
    ) -> None:
        self.label = Words(answer.label, theme.output, size)
        self.frame = RoundedBox(
            corner_radius=0.14,
            width=self.label.width + 0.26,
            height=0.46,
            stroke_color=theme.output,
            stroke_width=2,
            fill_color=theme.panel,
            fill_opacity=1.0,
        )
        self.label.stand(0, -0.32 * size)
        index = source.trace.labels.index(answer.label)
        self.number = Numeral(
            source, Address("o", answer.step, (index,)), theme.text, percent, 1, percent=True
        )
        self.number.next_to(self.frame, (0, -1, 0), buff=0.12)
        super().__init__("o", "component", theme, self.frame, self.label, self.number)


class TagRow(VGroup):
    """A tag for every step that answers, centred at ``xs`` (one a step).

    Raises :class:`LayoutError` if a tag's name has no room.
    """

    def __init__(self, source: Source, xs: Sequence[float], theme: Theme, y: float) -> None:
        answers = source.trace.answers
        room = min((b - a for a, b in itertools.pairwise(xs)), default=2.0)
        widest = max((answer.label for answer in answers), key=em)
        size = min(Size.LABEL, (room - _AROUND) / em(widest))
        if size < Size.SMALLEST:
            fits = int(2 * Frame.SAFE_X / room_for(widest, Size.SMALLEST)) - 2
            raise LayoutError(
                f"{len(xs)} words leave no room to draw the tag {widest!r} legibly; use at most "
                f"{max(fits, 1)} words, or a model whose tags have shorter names"
            )
        percent = min(_PERCENT, (room - 0.1) / _DIGITS)
        self.steps = [answer.step for answer in answers]
        self.tags = [Tag(source, answer, theme, size, percent) for answer in answers]
        super().__init__(*self.tags)
        for tag, answer in zip(self.tags, answers, strict=True):
            tag.shift((xs[answer.step - 1], y, 0))


def corrections(
    row: TagRow, right: Sequence[str], said: str, theme: Theme, xs: Sequence[float]
) -> dict[int, VGroup]:
    """By step: a second frame round every wrong tag of ``row``, and over it what would be right.

    ``said`` has {tag} in it; ``right`` are all steps' tags, or none where nobody knows them. Raises
    :class:`LayoutError` where there is no room for it.
    """
    room = min((b - a for a, b in itertools.pairwise(xs)), default=2.0)
    found = {}
    for step, tag in zip(row.steps, row.tags, strict=True):
        due = right[step - 1] if right else tag.label.string
        if tag.label.string == due:
            continue
        note = Words(said.format(tag=due), theme.text, Size.NOTE)
        note.scale(min(1.0, (room - 0.1) / note.width))
        if note.size < Size.SMALLEST:
            raise LayoutError(f"no room to say that {due!r} would be right; use fewer words")
        note.next_to(tag.frame, (0, 1, 0), buff=0.15)
        frame = SurroundingRectangle(
            tag.frame, color=theme.text, buff=0.05, corner_radius=0.18, stroke_width=2.5
        )
        found[step] = VGroup(frame, note)
    return found
