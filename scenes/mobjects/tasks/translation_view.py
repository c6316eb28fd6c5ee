"""A sentence that is translated: one network reads it, its state crosses, another one writes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from manim import Animation, FadeIn, Mobject, VGroup, VMobject

from rnn_math.errors import LayoutError
from scenes.examples import Example
from scenes.glide import Glide
from scenes.lighting import DIM, Light, Part
from scenes.mobjects.network.wired_network import WiredNetwork, WiringLayout
from scenes.mobjects.shapes.area import Area
from scenes.mobjects.tasks.chances import Chances
from scenes.mobjects.tasks.context_card import ContextCard
from scenes.mobjects.text.bracket import Bracket
from scenes.mobjects.text.sentence import UnknownKey, unknown_mark
from scenes.mobjects.text.tokens import Token
from scenes.theme import Frame, Pace, Theme

_LAYOUT = WiringLayout(block_height=0.85, wire=0.5)
_UNDER = 0.22  # from the words that are read to the brackets
_KEY_Y = 2.99
_ALONE = (Frame.CONTENT_BOTTOM, 2.7)  # the heights between which an encoder stands alone
_NEAREST = 1.9  # how much larger it is then, at most


@dataclass(frozen=True)
class TranslationWords:
    """What stands beside a translation, in the language of the lecture."""

    encoder: str
    decoder: str
    right: str  # before the words that would have been right
    unknown: str


class TranslationView(VGroup):
    """Encoder and decoder in one row, in the middle of ``area``; nothing has been read yet.

    ``chances`` stand over the words that are written. Nothing is a submobject: all comes step by
    step, and the bracket of the decoder grows with it. Raises :class:`LayoutError` if there is no
    room.
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
        if (reach := max(whole.get_right()[0], -whole.get_left()[0])) > Frame.SAFE_X:
            longest = max((answer.label for _, answer in example.answers.values()), key=len)
            raise LayoutError(
                f"{longest!r} reaches {reach - Frame.SAFE_X:.1f} units over the edge; "
                "use a shorter sentence, or a model that writes shorter words"
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
        self.chances = Chances(example, self.network, self.theme, self.said.right, self.truth)

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
        """With the encoder seen from nearby in the middle of the frame, as long as it is alone."""
        encoder, (low, high) = self.encoder, _ALONE
        room = 2 * Frame.SAFE_X / encoder.width, (high - low) / encoder.height
        encoder.scale(max(1.0, min(_NEAREST, *room))).move_to((0, (low + high) / 2, 0))
        return self

    def make_room(self) -> Glide:
        """The encoder steps back to where it has room for a decoder beside it."""
        first, places = self.network.blocks[1], self.network.places

        def step_back(encoder: VGroup) -> None:
            encoder.scale(places.height / first.height)
            encoder.shift((places.x(1), places.y, 0) - first.get_center())

        return Glide(self.encoder, step_back, run_time=1.2)

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
        return [*self.network.answer(step), FadeIn(self.chances.share[step])]

    def context(self, label: str) -> ContextCard:
        """The encoder's last state, still where it was computed, ready to cross."""
        decoder = self.example.sources[-1]
        return ContextCard(self.network, self.first - 1, decoder, label, self.theme)

    def step_back(self) -> Light:
        """The encoder has done its work: it steps back."""
        part = Part("encoder", "component", self.theme, *self.encoder)
        return Light({part: DIM}, Pace.NORMAL)

    def shown(self) -> VGroup:
        """All of it, to be taken away when it has been seen."""
        return VGroup(self.network, self.network.finished(), *self._others(), self.key)

    def all_but(self, kept: Sequence[Mobject]) -> VGroup:
        """Everything that is shown except ``kept`` words."""
        words = [*self.network.input_words.values(), *self.network.output_words.values()]
        others = [thing for thing in self._others() if thing not in words]
        rest = [word for word in words if word not in kept]
        return VGroup(self.network, *self.network.states.values(), *others, *rest, self.key)

    # Layout

    def _others(self) -> list[Mobject]:
        return [
            *self.network.input_words.values(),
            *self.network.output_words.values(),
            *self.brackets,
            self.chances,
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
