"""What is read off the states: the most probable tag of every word and its probability."""

import itertools
from collections.abc import Sequence

from manim import RoundedRectangle, VGroup

from rnn_math.errors import LayoutError
from rnn_math.trace import Address, Answer
from scenes.binding import Source
from scenes.lighting import Part
from scenes.mobjects.text import Numeral, Words
from scenes.theme import Size, Theme

_DIGITS = 7 * 0.602  # width of "100.0 %" in em
_PERCENT = 0.23


class Tag(Part):
    """One tag in its frame, its probability below."""

    def __init__(
        self, source: Source, answer: Answer, theme: Theme, size: float, percent: float
    ) -> None:
        self.label = Words(answer.label, theme.output, size)
        self.frame = RoundedRectangle(
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
        room = min((b - a for a, b in itertools.pairwise(xs)), default=2.0) - 0.1
        longest = max((a.label for a in answers), key=lambda name: Words(name, theme.text).width)
        size = Size.LABEL * min(1.0, (room - 0.26) / Words(longest, theme.text).width)
        if size < Size.SMALLEST:
            raise LayoutError(
                f"{len(xs)} words leave no room to draw the tag {longest!r} legibly; "
                "use fewer words, or a model whose tags have shorter names"
            )
        percent = min(_PERCENT, room / _DIGITS)
        self.tags = [Tag(source, answer, theme, size, percent) for answer in answers]
        super().__init__(*self.tags)
        for tag, answer in zip(self.tags, answers, strict=True):
            tag.shift((xs[answer.step - 1], y, 0))
