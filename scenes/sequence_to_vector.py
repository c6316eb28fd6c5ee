"""Clip 6: a whole sequence is read before one answer is given."""

from typing import Any

import numpy as np
from manim import FadeIn, FadeOut

from rnn_math.tasks.spam_data import true_label
from rnn_math.trace import Trace
from scenes.boards import tell_board
from scenes.languages import name_of
from scenes.lecture_scene import LectureScene
from scenes.mobjects.shapes.area import Area
from scenes.mobjects.tasks.message_view import MessageView, MessageWords
from scenes.mobjects.tasks.score_board import BoardWords, ScoreBoard
from scenes.mobjects.text.sentence import room_below_key
from scenes.naming import naming
from scenes.numerals import format_percent
from scenes.theme import Frame, Pace
from scenes.words.cells import cell_of, network_of

_BOARD_FLOOR = 0.95


class SequenceToVector(LectureScene):
    """Two messages, each read to its end, each judged once."""

    clip = "sequence-to-vector"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = self.script.words
        words = MessageWords(said["unknown"], said["mistake"])
        with naming(self.clip, self.params, "message"):
            self.first = self._view("message", words)
        with naming(self.clip, self.params, "second_message"):
            self.second = self._view("second", words)
        score = self.sources["message"].trace.score
        self.board = None
        if score is not None:
            key = "score" if self.params.weights is None else "score-own"
            network = network_of(self.sources["message"].trace, said)
            title = BoardWords(said[key].format(items=score.items), network)
            top = min(room_below_key(source.trace) for source in self.sources.values())
            area = Area(-Frame.SAFE_X, Frame.SAFE_X, _BOARD_FLOOR, top)
            self.board = ScoreBoard(self.sources["message"], self.theme, title, area)

    def _view(self, name: str, words: MessageWords) -> MessageView:
        source = self.sources[name]
        return MessageView(source, self.theme, words, true_label(source.trace.tokens))

    def construct(self) -> None:
        """The storyboard."""
        message, second = (self.sources[name].trace for name in ("message", "second"))
        count = str(len(message))
        self.tell(self.read_to_the_end, count=count, **final(message), **cell_of(message))
        self.tell(self.ask_too_early, **earlier(message), **final(message))
        self.tell(self.judge_another_message, **earlier(second), **final(second))
        score = message.score
        if self.board is not None and score is not None:
            self.tell(
                self.score_the_filter,
                share=format_percent(score.held_out, 1),
                baseline=format_percent(score.baseline, 1),
                name=name_of(score.baseline_name),
                lead=str(abs(score.lead)),
                items=str(score.items),
            )

    def read_to_the_end(self) -> None:
        """Word after word goes in; the outputs on the way are dead ends; one answer at the end."""
        view = self.first.raise_to_middle()
        self.play(FadeIn(view.network), *map(FadeIn, view.key), run_time=Pace.NORMAL)
        for t in view.network.blocks:
            self._read(view, t)
        self.on("end")
        self._answer(view)
        if view.network.dead_ends:
            self.on("unused")
            self.play(*view.network.waste())

    def ask_too_early(self) -> None:
        """Above every block stands what the answer would have been; hollow, for nobody asks."""
        leaning = self.first.leaning
        self.play(self.first.lower(), run_time=Pace.NORMAL)
        self.play(FadeIn(leaning.frame))
        for stem in leaning.stem.values():
            self.play(FadeIn(stem), run_time=0.45)

    def judge_another_message(self) -> None:
        """The same network reads another message, and leans one way before it goes the other."""
        self.play(FadeOut(self.first.shown()), run_time=Pace.NORMAL)
        view = self.second
        self.play(FadeIn(view.network), FadeIn(view.leaning.frame), *map(FadeIn, view.key))
        for t in view.network.blocks:
            self._read(view, t)
            self.play(FadeIn(view.leaning.stem[t]), run_time=0.3)
        self._answer(view)

    def score_the_filter(self) -> None:
        """What the network reaches on messages that it never saw, beside what needs no network."""
        assert self.board is not None
        self.play(FadeOut(self.second.leaning, self.second.tag, self.second.mistake))
        tell_board(self, self.board)

    def _read(self, view: MessageView, t: int) -> None:
        source = self.sources["message" if view is self.first else "second"]
        pace = min(max(7.0 / len(view.network.blocks), 0.6), 1.2)
        self.play(FadeIn(view.words.token(t)), run_time=0.25 * pace)
        self.play(*view.network.arrive(t), run_time=0.4 * pace)
        self.play(view.network.compute(t, source), run_time=0.25 * pace)

    def _answer(self, view: MessageView) -> None:
        self.play(*view.network.answer(len(view.network.blocks)), FadeIn(view.tag))
        if view.mistake:
            self.play(FadeIn(view.mistake))


def final(trace: Trace) -> dict[str, str]:
    """The one answer that counts, and the ``truth``, where it is known."""
    answer = trace.answers[-1]
    truth = true_label(trace.tokens) or ""
    share = format_percent(answer.probability, 1)
    return {"label": answer.label, "share": share, "truth": truth}


def earlier(trace: Trace) -> dict[str, str]:
    """The step on the way at which the answer would have been furthest from the last one.

    Those count first at which it would have been another one. A message of one word has no step
    before its last, and then it is that one.
    """
    last = trace.labels.index(trace.answers[-1].label)
    before = trace.o[: max(len(trace) - 1, 1)]
    is_other = before.argmax(axis=1) != last
    step = int(np.where(is_other, before[:, last], 1 + before[:, last]).argmin())
    label = int(before[step].argmax())
    return {
        "word": trace.tokens[step],
        "early": trace.labels[label],
        "early_share": format_percent(float(before[step, label]), 1),
    }
