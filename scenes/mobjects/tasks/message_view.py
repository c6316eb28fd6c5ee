"""A message that is judged: read word by word, answered once, at its end."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from manim import Circle, DashedLine, Line, VGroup

from rnn_math.trace import Address, Answer
from scenes.binding import Source
from scenes.mobjects.network.wired_network import WiredNetwork, WiringLayout
from scenes.mobjects.shapes.area import Area
from scenes.mobjects.tasks.tags import Tag
from scenes.mobjects.text.sentence import Sentence, unknown_key
from scenes.mobjects.text.text import Numeral, Words
from scenes.theme import Frame, Size, Theme

_LAYOUT = WiringLayout(y=-1.3, block_height=1.1, wire=0.5, left=-5.9)
_LOWEST = 0.8  # block, where words on many lines need the room
_GAP = 0.14  # from a wire to what it carries
_TAG = 0.62  # from the lower edge of a tag's number to the middle of its frame
_RISE = 1.0  # of the network while nothing is above it
_LEANING = (1.25, 2.5)  # lower and upper end of the axis
_GHOST, _COUNTS = 0.08, 0.11  # radius of an answer that nobody asks for, and of the one that counts


@dataclass(frozen=True)
class MessageWords:
    """What stands beside a message, in the language of the lecture."""

    unknown: str
    mistake: str  # with {truth}


class MessageView(VGroup):
    """The network of a message, its ``words``, its one ``tag``, and how it ``leans`` on the way.

    ``mistake`` says so where the truth is known and the tag is not it. Only the network is a
    submobject; the rest comes when it is computed.
    """

    def __init__(
        self, source: Source, theme: Theme, said: MessageWords, truth: str | None = None
    ) -> None:
        trace = source.trace
        layout = _LAYOUT
        while True:  # twice at the most: words on many lines take room from the blocks, then lift
            network = WiredNetwork(trace.wiring, theme, layout=layout)
            words = Sentence(trace, network.xs, theme)
            low = network.bottom - layout.wire - _GAP
            words.shift((0, low - words.get_top()[1], 0))
            missing = Frame.CONTENT_BOTTOM - words.get_bottom()[1]
            if missing <= 0:
                break
            lower = min(missing, layout.block_height - _LOWEST)  # the rest is lifted
            layout = replace(
                layout,
                block_height=layout.block_height - lower,
                y=layout.y + lower / 2 + (missing - lower) + 1e-6,
            )
        self.network, self.words = network, words
        high = network.top + layout.wire + _GAP
        self.answer: Answer = trace.answers[-1]
        self.tag = Tag(source, self.answer, theme, Size.LABEL, 0.23)
        self.tag.shift((network.xs[-1], high + _TAG, 0))
        self.leaning = Leaning(source, theme, network.xs)
        self.key = unknown_key(trace, said.unknown, theme)
        self.mistake = VGroup()
        if truth in trace.labels and truth != self.answer.label:
            note = Words(said.mistake.format(truth=truth), theme.text, Size.NOTE)
            note.move_to(self.tag.frame).set_x(self.tag.get_left()[0] - 0.25 - note.width / 2)
            self.mistake.add(note)
        super().__init__(network)

    def raise_to_middle(self) -> Self:
        """Stand in the middle of the frame, as long as nothing is above."""
        VGroup(*self._below()).shift((0, _RISE, 0))
        return self

    def lower(self) -> Any:
        """Make room above again."""
        return VGroup(*self._below()).animate.shift((0, -_RISE, 0))

    def _below(self) -> tuple[VGroup, ...]:
        return self.network, self.network.finished(), self.words, self.tag, self.mistake

    def shown(self) -> VGroup:
        """All of it, to be taken away when it has been seen."""
        return VGroup(*self._below(), self.leaning, self.key)


class Leaning(VGroup):
    """For every step, how probable the last label would be.

    A dot is hollow where nobody asks, and full at the end.
    A stem runs from the undecided middle to each answer. ``frame`` comes first, then
    ``stem[t]`` for step t from 1.
    """

    def __init__(self, source: Source, theme: Theme, xs: Sequence[float]) -> None:
        trace = source.trace
        self.label = len(trace.labels) - 1
        low, high = _LEANING
        self.area = Area(xs[0] - 0.55, xs[-1] + 0.55, low, high)
        self.theme, self.source = theme, source
        ends = [
            Words(trace.labels[k], theme.muted, Size.NOTE).move_to((0, y, 0))
            for k, y in ((0, low), (self.label, high))
        ]
        for end in ends:
            end.set_x(self.area.left - 0.14 - end.width / 2)
        middle = (low + high) / 2
        axis = Line((self.area.left, low, 0), (self.area.left, high, 0))
        undecided = DashedLine((self.area.left, middle, 0), (self.area.right, middle, 0))
        self.frame = VGroup(
            axis.set_stroke(theme.faint, width=2), undecided.set_stroke(theme.faint, width=2), *ends
        )
        self.stem = {t: self._stem(t, x) for t, x in enumerate(xs, start=1)}
        super().__init__(self.frame, *self.stem.values())

    def _stem(self, step: int, x: float) -> VGroup:
        address = Address("o", step, (self.label,))
        value = self.source.trace.value(address)
        area, theme = self.area, self.theme
        y, middle = area.bottom + value * area.height, area.center[1]
        counts = step in self.source.trace.wiring.answering
        color = theme.output if counts else theme.muted
        stem = Line((x, middle, 0), (x, y, 0)).set_stroke(color, width=4 if counts else 2)
        dot = Circle(radius=_COUNTS if counts else _GHOST, color=color, stroke_width=2.5)
        dot.set_fill(color if counts else theme.background, opacity=1).move_to((x, y, 0))
        if counts:
            return VGroup(stem, dot)
        number = Numeral(
            self.source, address, theme.muted, Size.SMALLEST, 0, signed=False, percent=True
        )
        number.move_to((x, y + (0.24 if y >= middle else -0.24), 0))
        return VGroup(stem, dot, number)
