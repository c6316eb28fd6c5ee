"""Clip 8: a sequence is read to its end, then another one is written to its own end."""

from typing import Any

from manim import Create, FadeIn, FadeOut, Mobject, ReplacementTransform

from scenes.boards import tell_board
from scenes.examples import Example
from scenes.glide import Glide
from scenes.languages import name_of
from scenes.lecture_scene import LectureScene
from scenes.mobjects.shapes.area import Area
from scenes.mobjects.shapes.wires import Grow
from scenes.mobjects.tasks.score_board import BoardWords, ScoreBoard
from scenes.mobjects.tasks.translation_view import TranslationView, TranslationWords
from scenes.mobjects.tasks.word_order import RowNames, WordOrder
from scenes.naming import naming
from scenes.numerals import format_percent
from scenes.theme import Frame, Pace
from scenes.truths import facts_of_translation
from scenes.words import translations
from scenes.words.cells import cell_of, network_of

_WHOLE = Area(-Frame.SAFE_X, Frame.SAFE_X, Frame.CONTENT_BOTTOM, Frame.CONTENT_TOP)
_BELOW = Area(-Frame.SAFE_X, Frame.SAFE_X, Frame.CONTENT_BOTTOM, 2.2)
_BOARD = Area(-Frame.SAFE_X, Frame.SAFE_X, 1.68, Frame.CONTENT_TOP)
_ROWS = Area(-Frame.SAFE_X, Frame.SAFE_X, -2.4, 2.0)


class EncoderDecoder(LectureScene):
    """One sentence is translated at leisure, another one quickly, and all of them are counted."""

    clip = "encoder-decoder"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words, source = self.script.words, self.sources
        self.example = Example((source["encoder"], source["decoder"]))
        self.other = Example((source["second-encoder"], source["second-decoder"]))
        self.facts, self.other_facts = (
            facts_of_translation(*(source.trace for source in example.sources))
            for example in (self.example, self.other)
        )
        said = TranslationWords(*(words[k] for k in ("encoder", "decoder", "right", "unknown")))
        truth, other_truth = self.facts.truth, self.other_facts.truth
        with naming(self.clip, self.params, "sentence"):
            self.first = TranslationView(self.example, self.theme, said, _WHOLE, truth)
        with naming(self.clip, self.params, "second_sentence"):
            self.second = TranslationView(self.other, self.theme, said, _BELOW, other_truth)
        self.order = None
        if self.facts.by_dictionary and self.example.said:
            self.order = WordOrder(
                self.example.sources[0].trace.tokens,
                self.facts.by_dictionary,
                [answer.label for answer in self.example.said],
                self.theme,
                RowNames(words["french"], words["dictionary"], words["network"]),
                _ROWS,
            )
        self.board = None
        if (score := self.example.score) is not None:
            key = "score" if self.params.weights is None else "score-own"
            network = network_of(source["decoder"].trace, words)
            title = BoardWords(words[key].format(items=score.items), network)
            self.board = ScoreBoard(source["decoder"], self.theme, title, _BOARD)

    def construct(self) -> None:
        """The storyboard."""
        count = {"count": str(len(self.sources["decoder"].trace.h0))}
        words = self.script.words
        cell = cell_of(self.sources["decoder"].trace)
        self.tell(self.read_to_the_end, phrase=translations.phrase(self.example), **cell)
        self.tell(self.hand_over_the_context, **count)
        lengths = {"read": str(self.example.read), "written": str(len(self.example.said))}
        self.tell(self.write_word_by_word, **lengths)
        if self.order is not None:
            agrees = self.facts.by_dictionary == tuple(a.label for a in self.example.said)
            self.tell(
                self.agree_with_a_dictionary if agrees else self.compare_with_a_dictionary,
                dictionary=" ".join(self.facts.by_dictionary),
                own=translations.named(self.example, words),
                truth=" ".join(self.facts.truth),
            )
        if wrong := self.second.chances.wrong:
            step = min(wrong)
            due = self.second.chances.due[step]
            self.tell(self.show_a_mistake, **translations.mistake(self.other, step, due))
        else:
            self.tell(self.translate_another, own=translations.named(self.other, words))
        if self.board is not None and (score := self.example.score) is not None:
            self.tell(
                self.score_the_translator,
                items=str(score.items),
                share=format_percent(score.held_out, 1),
                baseline=format_percent(score.baseline, 1),
                name=name_of(score.baseline_name),
                lead=str(abs(score.lead)),
            )

    def read_to_the_end(self) -> None:
        """Word after word goes into the encoder; what its steps put out is read by nobody."""
        view = self.first.centred()
        self.play(*map(FadeIn, view.unread), *map(FadeIn, view.key), run_time=Pace.NORMAL)
        self._read(view, pace=min(max(8.0 / len(view.reading), 0.9), 1.6))
        self.on("unused")
        self.play(*view.network.waste())

    def hand_over_the_context(self) -> None:
        """The last state runs down the thick wire, and there it is opened: so many numbers."""
        view = self.first
        count = len(self.sources["decoder"].trace.h0)
        words = self.script.words
        self.play(view.make_room())
        self._open(view)
        key = "context" if count > 1 else "one-number"
        key += "-two" if self.holds("carries-two-states") else ""
        self.card = view.context(words[key].format(count=count))
        card = self.card
        self.play(FadeIn(card.frame), run_time=Pace.QUICK)
        self.add(card)
        self.play(card.cross(Pace.SLOW))
        self.add(card.held, card)
        self.play(view.step_back(), card.open(Pace.SLOW))
        fade = [FadeIn(card.cells), FadeOut(card.field)] if card.cells else []
        self.play(FadeIn(card.label), *fade, run_time=Pace.NORMAL)

    def write_word_by_word(self) -> None:
        """The start symbol goes in; each word that comes out goes back in, until it says end."""
        card = self.card
        fade = [FadeOut(card.cells), FadeIn(card.field)] if card.cells else []
        self.play(FadeOut(card.label), *fade, run_time=Pace.QUICK)
        self.add(card)
        self.play(card.close(Pace.NORMAL))
        self.remove(card.held)
        self._write(self.first, pace=min(max(9.0 / len(self.first.writing), 0.9), 1.6))

    def compare_with_a_dictionary(self) -> None:
        """The words come down to rows; lines lead from a dictionary's words to the network's."""
        self._compare()

    def agree_with_a_dictionary(self) -> None:
        """The same rows, which say the same."""
        self._compare()

    def show_a_mistake(self) -> None:
        """Another sentence; what it should have written, and how near it came to writing that."""
        self._translate_another()
        chances = self.second.chances
        self.on("frame")
        self.play(*map(FadeIn, chances.wrong.values()), run_time=Pace.NORMAL)
        self.play(*map(FadeIn, chances.corrections))

    def translate_another(self) -> None:
        """Another sentence through the same weights."""
        self._translate_another()

    def score_the_translator(self) -> None:
        """What the network reaches on all that was held out, beside a dictionary."""
        assert self.board is not None
        self.play(FadeOut(self.second.chances.numbered))
        tell_board(self, self.board)

    # The same for both sentences

    def _read(self, view: TranslationView, pace: float) -> None:
        for step in view.reading:
            self.play(FadeIn(view.word(step)), run_time=0.3 * pace)
            self.play(*view.network.arrive(step), run_time=0.4 * pace)
            self.play(view.compute(step), run_time=0.3 * pace)

    def _open(self, view: TranslationView) -> None:
        """The first step of the decoder, and the wire that leads to it."""
        network = view.network
        assert network.context is not None
        block = network.blocks[view.first]
        self.play(FadeIn(block), FadeIn(view.brackets[1]), Grow(network.context))

    def _write(self, view: TranslationView, pace: float) -> None:
        for step in view.writing:
            word = view.word(step)
            new = [piece for piece in view.pieces(step) if piece not in self.mobjects]
            moves = [FadeIn(piece) for piece in (*new, *([] if word is None else [word]))]
            self.play(*moves, view.stretch(step), run_time=0.3 * pace)
            self.play(*view.network.arrive(step), run_time=0.4 * pace)
            gone = [FadeOut(self.card)] if step == view.first else []
            self.play(view.compute(step), *gone, run_time=0.25 * pace)
            self.play(*view.answer(step), run_time=0.35 * pace)
        if view is self.first and view.chances.wrong:
            marks = [*view.chances.wrong.values(), *view.chances.corrections]
            self.play(*map(FadeIn, marks), run_time=Pace.NORMAL)

    def _compare(self) -> None:
        assert self.order is not None
        view, order = self.first, self.order
        words = [view.network.input_words[step] for step in view.reading]
        words += list(view.network.output_words.values())[: len(order.network)]
        rows = [*order.given, *order.network]
        self.play(FadeOut(view.all_but(words)), run_time=Pace.NORMAL)
        pairs = list(zip(words, rows, strict=True))
        up_or_down = [level(a, b) for a, b in pairs]
        self.play(*up_or_down)  # first out of each other's way
        self.play(*(ReplacementTransform(a, b) for a, b in pairs))
        self.play(FadeIn(order.names[0]), FadeIn(order.names[2]), run_time=Pace.QUICK)
        self.play(FadeIn(order.names[1]), *map(Grow, order.arrows), run_time=Pace.NORMAL)
        self.on("dictionary")
        self.play(*map(FadeIn, order.dictionary), run_time=Pace.NORMAL)
        for link in order.links.values():
            self.play(Create(link), run_time=0.5)

    def _translate_another(self) -> None:
        view = self.second
        gone = self.order if self.order is not None else self.first.shown()
        self.play(FadeOut(gone), *map(FadeOut, self.first.key), run_time=Pace.NORMAL)
        self.play(*map(FadeIn, view.unread), *map(FadeIn, view.key), run_time=Pace.NORMAL)
        self._read(view, pace=0.5)
        self._open(view)
        self.card = view.context("")
        self.add(self.card)
        self.play(self.card.cross(Pace.NORMAL))
        self._write(view, pace=0.62)


def level(mobject: Mobject, other: Mobject) -> Glide:
    """Bring ``mobject`` straight up or down to the height of ``other``."""
    return Glide(mobject, lambda it: it.set_y(other.get_y()))
