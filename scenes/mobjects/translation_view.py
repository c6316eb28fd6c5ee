"""A sentence that is translated: one network reads it, its state crosses, another one writes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Self

from manim import Animation, FadeIn, Mobject, RoundedRectangle, VGroup, VMobject

from rnn_math.errors import LayoutError
from rnn_math.trace import Address
from scenes.binding import Source
from scenes.examples import Example, plain
from scenes.glide import Glide
from scenes.lighting import DIM, Light, Part
from scenes.mobjects.area import Area
from scenes.mobjects.bracket import Bracket
from scenes.mobjects.context_card import ContextCard
from scenes.mobjects.sentence import UnknownKey, unknown_mark
from scenes.mobjects.text import Numeral, Words
from scenes.mobjects.tokens import Token, TokenRow
from scenes.mobjects.wired_network import WiredNetwork, WiringLayout
from scenes.theme import Pace, Size, Theme

_LAYOUT = WiringLayout(block_height=0.85, wire=0.5)
_ABOVE = 0.13  # from a word to its probability
_APART = 0.24  # from a probability to the word that would have been right
_UNDER = 0.22  # from the words that are read to the brackets
_AROUND = 0.07  # from a wrong word to its frame
_SHARE = 0.23  # em of a probability
_DIGIT = 0.602  # width of a monospaced digit in em
_KEY_Y = 2.99


@dataclass(frozen=True)
class TranslationWords:
    """What stands beside a translation, in the language of the lecture."""

    encoder: str
    decoder: str
    right: str  # before the words that would have been right
    unknown: str


class TranslationView(VGroup):
    """Encoder and decoder in one row, in the middle of ``area``; nothing has been read yet.

    ``shares[n]`` is the probability over the word of step n, counted over both parts.
    Where ``truth`` is known and a word is not it, ``wrong[n]`` frames the word, and ``right[n]``
    is what it should be, with the probability that the model gave to that; ``right_label`` says
    so. Nothing is a submobject: all comes step by step, and the bracket of the decoder grows with it.
    Raises :class:`LayoutError` if there is
    no room.
    """

    def __init__(
        self,
        example: Example,
        theme: Theme,
        said: TranslationWords,
        area: Area,
        truth: Sequence[str] = (),
    ) -> None:
        self.example, self.theme, self.said, self.truth = example, theme, said, truth
        self._build(_LAYOUT)
        whole = VGroup(self.network, *self._others())
        if whole.height > area.height:
            raise LayoutError(
                f"the translation of {' '.join(example.sources[0].trace.tokens)!r} needs "
                f"{whole.height:.1f} units of height, has {area.height:.1f}; use shorter words"
            )
        self._build(replace(_LAYOUT, y=area.center[1] - whole.get_y()))
        words = self.network.input_words
        self.key = VGroup()
        if unknown := [n for n in words if not example.is_known(n)]:
            self.key.add(UnknownKey(said.unknown, theme).move_to((0, _KEY_Y, 0)))
        for number in unknown:
            words[number].add(unknown_mark(words[number], theme))
        super().__init__()

    def _build(self, layout: WiringLayout) -> None:
        example = self.example
        self.network = WiredNetwork(
            example.wiring, self.theme, example.inputs, example.outputs, layout
        )
        assert self.network.wiring.context is not None, "an encoder hands over to a decoder"
        self.first = self.network.wiring.context  # step of the decoder
        self.brackets = self._brackets()
        self.shares = self._shares()
        self.wrong = {n: self._frame(n) for n in self._mistakes()}
        self.right = self._right()
        self.right_label = VGroup()
        if self.right:
            label = Words(self.said.right, self.theme.muted, Size.NOTE)
            first = min(self.right)
            row = self.right[first]
            x = row.get_left()[0] - 0.16 - label.width / 2
            self.right_label.add(label.stand(x, row[0].submobjects[0].baseline))

    # What is played

    @property
    def reading(self) -> range:
        """The steps of the encoder."""
        return range(1, self.first)

    @property
    def writing(self) -> range:
        """The steps of the decoder."""
        return range(self.first, len(self.network.wiring) + 1)

    @property
    def unread(self) -> list[VMobject]:
        """The encoder before it reads: its blocks, their wires and its bracket."""
        return [*(piece for n in self.reading for piece in self.pieces(n)), self.brackets[0]]

    @property
    def encoder(self) -> VGroup:
        """All of the encoder: its words as well, and what states it has so far."""
        words, states = self.network.input_words, self.network.states
        inside = [things[n] for things in (words, states) for n in self.reading if n in things]
        return VGroup(*self.unread, *inside)

    def pieces(self, step: int) -> list[VMobject]:
        """The block of ``step`` and its wires, all but the context."""
        network = self.network
        before = (network.dead_ends, step), (network.feedback, step - 1)
        wires = (network.state_wires, step - 1), (network.input_wires, step)
        places = *before, *wires, (network.output_wires, step), (network.blocks, step)
        found = [things[n] for things, n in places if n in things]
        return [piece for piece in found if piece is not network.context]

    def centred(self) -> Self:
        """With the encoder in the middle of the frame, as long as it is alone."""
        self.encoder.shift((-self.brackets[0].line.get_x(), 0, 0))
        return self

    def make_room(self) -> Glide:
        """The encoder moves to where it has room for a decoder beside it."""
        x = (self.network.x(1) + self.network.x(self.first - 1)) / 2
        way = x - self.brackets[0].line.get_x()
        return Glide(self.encoder, lambda it: it.shift((way, 0, 0)), run_time=1.2)

    def stretch(self, step: int) -> Glide:
        """The decoder's bracket reaches as far as ``step``."""
        right = self.network.x(step) + self.network.block_width / 2
        return Glide(self.brackets[1], lambda it: it.reach(right))

    def word(self, step: int) -> Token | None:
        """What ``step`` reads, if it is given something."""
        word = self.network.input_words.get(step)
        assert word is None or isinstance(word, Token)
        return word

    def compute(self, step: int) -> Animation:
        """The state of ``step`` appears."""
        at = self.example.steps[step]
        return self.network.compute(step, at.source, at.step)

    def answer(self, step: int) -> list[Animation]:
        """The word that ``step`` writes, and how sure the model is of it."""
        shares = [FadeIn(self.shares[step])] if step in self.shares else []
        return [*self.network.answer(step), *shares]

    def context(self, label: str) -> ContextCard:
        """The encoder's last state, still where it was computed, ready to cross."""
        decoder = self.example.sources[-1]
        return ContextCard(self.network, self.first - 1, decoder, label, self.theme)

    def step_back(self) -> Light:
        """The encoder has done its work: it steps back."""
        part = Part("encoder", "component", self.theme, *self.encoder)
        return Light({part: DIM}, Pace.NORMAL)

    def chances(self) -> VGroup:
        """All that stands over the words that are written."""
        return VGroup(*self.shares.values(), *self.right.values(), self.right_label)

    def shown(self) -> VGroup:
        """All of it, to be taken away when it has been seen."""
        return VGroup(self.network, self.network.finished(), *self._others(), self.key)

    # Layout

    def _others(self) -> list[Mobject]:
        return [
            *self.network.input_words.values(),
            *self.network.output_words.values(),
            *self.brackets,
            *self.shares.values(),
            *self.wrong.values(),
            *self.right.values(),
            self.right_label,
        ]

    def _brackets(self) -> tuple[Bracket, Bracket]:
        network, said = self.network, self.said
        lowest = min(word.get_bottom()[1] for word in network.input_words.values())
        half = network.block_width / 2

        def under(first: int, last: int, label: str) -> Bracket:
            left, right = network.x(first) - half, network.x(last) + half
            return Bracket(left, right, lowest - _UNDER, label, self.theme)

        reading = under(1, self.first - 1, said.encoder)
        return reading, under(self.first, self.first, said.decoder)

    def _share_style(self) -> tuple[float, int]:
        """The size of probabilities and their decimals: one, if there is room for it."""
        room = min((b - a for a, b in pairwise(self.network.xs)), default=2.0) - 0.12
        for characters, decimals in ((7, 1), (5, 0)):
            size = min(_SHARE, room / (characters * _DIGIT))
            if size >= Size.SMALLEST:
                break
        return size, decimals

    def _share(self, source: Source, step: int, label: str) -> Numeral:
        size, decimals = self._share_style()
        address = Address("o", step, (source.trace.labels.index(label),))
        return Numeral(source, address, self.theme.text, size, decimals, percent=True)

    def _shares(self) -> dict[int, Numeral]:
        top = max(word.get_top()[1] for word in self.network.output_words.values())
        shares = {}
        for number, (source, answer) in self.example.answers.items():
            share = self._share(source, answer.step, answer.label)
            share.move_to((self.network.x(number), top + _ABOVE + share.height / 2, 0))
            shares[number] = share
        return shares

    def _mistakes(self) -> list[int]:
        return self.example.wrong(self.truth or None)

    def _frame(self, step: int) -> RoundedRectangle:
        word = self.network.output_words[step]
        frame = RoundedRectangle(
            corner_radius=0.08,
            width=word.width + 2 * _AROUND,
            height=word.height + 2 * _AROUND,
            stroke_color=self.theme.text,
            stroke_width=2.5,
        )
        return frame.move_to(word)

    def _right(self) -> dict[int, VGroup]:
        """What each wrong word should be, over it; nothing where no more words are due."""
        steps = [n for n in self.wrong if n in self.due]
        if not steps:
            return {}
        xs = [self.network.x(n) for n in steps]
        size = min(line.size for word in self.network.output_words.values() for line in word)
        due = [plain(self.due[n]) for n in steps]
        words = TokenRow(due, xs, self.theme, size=size, color=self.theme.text)
        y = max(share.get_top()[1] for share in self.shares.values()) + _APART
        words.shift((0, y - words.get_bottom()[1], 0))
        right = {}
        for number, word in zip(steps, words, strict=True):
            source, answer = self.example.answers[number]
            share = self._share(source, answer.step, self.due[number])
            share.move_to((word.get_x(), words.get_top()[1] + _ABOVE + share.height / 2, 0))
            right[number] = VGroup(word, share)
        return right

    @property
    def due(self) -> dict[int, str]:
        """The label that is due at each step, where the truth is known: its words, then the end."""
        labels = self.example.sources[-1].trace.labels
        end = [label for label in labels if plain(label) == "end" != label]
        return dict(zip(self.example.answers, [*self.truth, *end], strict=False))

    def all_but(self, kept: Sequence[Mobject]) -> VGroup:
        """Everything that is shown except ``kept`` words."""
        words = [*self.network.input_words.values(), *self.network.output_words.values()]
        others = [thing for thing in self._others() if thing not in words]
        rest = [word for word in words if word not in kept]
        return VGroup(self.network, *self.network.states.values(), *others, *rest, self.key)
