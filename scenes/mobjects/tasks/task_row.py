"""A task at work: its wiring drawn large, with real words at its inputs and outputs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from manim import Animation, FadeIn, Mobject, RoundedRectangle, Square, VGroup

from rnn_math.trace import Address
from scenes.binding import Source
from scenes.examples import Example
from scenes.mobjects.network.wired_network import WiredNetwork, WiringLayout
from scenes.mobjects.numbers.color_field import ColorField
from scenes.mobjects.shapes.rounded import RoundedBox
from scenes.mobjects.text.sentence import UnknownKey, unknown_mark
from scenes.mobjects.text.text import Numeral, Words
from scenes.theme import Size, Theme

_ABOVE = 0.16  # from a word to its probability
_LONGEST = 6  # characters of a probability and the gap to the next
_CHARACTER = 0.602  # width of a monospaced digit in em
_BESIDE = 0.12  # from the picture to the wire on which it enters


@dataclass(frozen=True)
class RowNotes:
    """What is said under a row if it must be, and at which height."""

    unknown: str  # what a dashed line means
    mistake: str  # what should have been said
    y: float


class TaskRow(VGroup):
    """One example in the middle of the frame.

    ``network`` is its wiring, alone on screen at first; ``shares`` are the probabilities over its
    output words, by step, absent where they have no room. ``picture`` stands where the context
    enters that no drawn step has made. Words that are not in the vocabulary have a dashed line,
    words that should be others (``truth`` says which, in order) are framed.
    """

    def __init__(
        self,
        example: Example,
        theme: Theme,
        layout: WiringLayout,
        picture: Mobject | None = None,
        truth: Sequence[str] | None = None,
        notes: RowNotes | None = None,
    ) -> None:
        self.example, self.theme, self.picture = example, theme, picture
        room = 0.0 if picture is None else picture.width + _BESIDE
        self.network = WiredNetwork(
            example.wiring,
            theme,
            example.inputs,
            example.outputs,
            replace(layout, left=layout.left + room),
        )
        self.shares = self._shares()
        for number, word in self.network.input_words.items():
            if not example.is_known(number):
                word.add(unknown_mark(word, theme))
        self.frames = {
            number: self._frame(number)
            for number in example.wrong(truth)
            if number in self.network.output_words
        }
        self.key, self.mistake = self._notes(notes)
        if picture is not None:
            start = self.network.state_wires[0].route[0]
            picture.move_to(start - (picture.width / 2 + _BESIDE, 0, 0))
        super().__init__(self.network)

    @property
    def ends(self) -> tuple[float, float]:
        """The lowest and the highest that the wiring and its words reach, what is noted apart."""
        over = VGroup(self.network, *self.shares.values(), *self.frames.values())
        low, high = self.network.ends
        return min(low, over.get_bottom()[1]), max(high, over.get_top()[1])

    def drawn_in(self, layout: WiringLayout) -> WiredNetwork:
        """The same wiring, drawn elsewhere."""
        return WiredNetwork(self.example.wiring, self.theme, layout=layout)

    @property
    def given(self) -> list[Mobject]:
        """What the network is given: its input words, and the picture if there is one."""
        picture = [] if self.picture is None else [self.picture]
        return [*picture, *self.network.input_words.values(), *self.key]

    @property
    def contents(self) -> VGroup:
        """Everything that this example has put at the wiring, to be taken away."""
        others = (*self.shares.values(), *self.frames.values(), self.mistake)
        return VGroup(*self.given, self.network.finished(), *others)

    def run(self) -> Iterator[list[Animation]]:
        """What is played one after the other: at each step the signals, then what they make."""
        network = self.network
        for number, at in self.example.steps.items():
            if arriving := network.arrive(number):
                yield arriving
            made = [network.compute(number, at.source, at.step), *network.answer(number)]
            share = self.shares.get(number)
            yield made if share is None else [*made, FadeIn(share)]

    def _shares(self) -> dict[int, Numeral]:
        spacing = min((b - a for a, b in pairwise(self.network.xs)), default=2.0)
        size = min(Size.NUMBER + 0.02, spacing / (_LONGEST * _CHARACTER))
        if size < Size.SMALLEST:
            return {}
        top = self._output_row.get_top()[1]
        shares: dict[int, Numeral] = {}
        for number, (source, answer) in self.example.answers.items():
            address = Address("o", answer.step, (source.trace.labels.index(answer.label),))
            share = Numeral(source, address, self.theme.text, size, 0, percent=True)
            share.move_to((self.network.x(number), top + _ABOVE + share.height / 2, 0))
            shares[number] = share
        return shares

    def _notes(self, notes: RowNotes | None) -> tuple[VGroup, VGroup]:
        """What a dashed line means and what should be said, each only where it is needed."""
        key, mistake = VGroup(), VGroup()
        if notes is not None:
            if not all(map(self.example.is_known, self.network.input_words)):
                key.add(UnknownKey(notes.unknown, self.theme))
            if self.frames:
                mistake.add(Words(notes.mistake, self.theme.text, Size.NOTE))
            VGroup(*key, *mistake).arrange(buff=0.7).move_to((0, notes.y, 0))
        return key, mistake

    def _frame(self, step: int) -> RoundedRectangle:
        """A frame around a word that is a mistake."""
        word, words = self.network.output_words[step], self._output_row
        frame = RoundedBox(
            corner_radius=0.06,
            width=word.width + 0.16,
            height=words.height + 0.12,  # of the same height for all, as letters are not
            stroke_color=self.theme.text,
            stroke_width=2.5,
        )
        return frame.move_to((word.get_x(), words.get_y(), 0))

    @property
    def _output_row(self) -> VGroup:
        return VGroup(*self.network.output_words.values())


class Picture(VGroup):
    """The image that a trace reads at its first step: pixels in a square."""

    def __init__(self, source: Source, theme: Theme, side: float) -> None:
        pixels = source.trace.array("x", 1)
        rows = round(len(pixels) ** 0.5)
        field = ColorField(pixels.reshape(rows, rows), theme, side, side, limit=1.0, ink=theme.text)
        frame = Square(side + 0.06, stroke_color=theme.input, stroke_width=2.5)
        super().__init__(field, frame)
