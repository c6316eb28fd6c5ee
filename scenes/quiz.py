"""Clip 10: a question, time to think, and every choice tried out."""

from collections.abc import Callable, Sequence
from typing import Any

from manim import Create, FadeIn, FadeOut, Indicate

from scenes.lecture_scene import LectureScene
from scenes.mobjects.tasks.quiz_board import (
    LETTERS,
    Card,
    Clock,
    KindCard,
    QuizBoard,
    TrialView,
    cards_of,
)
from scenes.mobjects.tasks.recall_view import RecallView
from scenes.naming import blaming
from scenes.questions import CellChoice, CellQuestion, Choice, Question, asked
from scenes.script import CHARACTERS_A_SECOND, Line
from scenes.theme import Pace
from scenes.words.cells import facts_of


class Quiz(LectureScene):
    """Questions are data; each choice is shown as its wiring, working or failing on a pair."""

    clip = "quiz"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = len(asked(self.look.language))
        self.questions = asked(self.look.language, self.params.questions)
        self.boards: list[QuizBoard] = []
        self.trials: list[Sequence[TrialView | RecallView]] = []
        for number, question in enumerate(self.questions, start=1):
            with blaming(self.clip, f"questions[{number - ours}]"):
                cards = self._cards(question)
                self.boards.append(QuizBoard(question.text, cards, self.theme))
                self.trials.append(self._views(question))

    def _cards(self, question: Question | CellQuestion) -> list[Card]:
        words = self.script.words
        if isinstance(question, Question):
            return cards_of(question, words, self.theme)
        made: list[Card] = []
        for letter, choice in zip(LETTERS, question.choices, strict=False):
            about = words["about"].format(**facts_of(self.sources[choice.cell].trace.cell.kind))
            made.append(KindCard(letter, words[choice.name], about, self.theme))
        return made

    def _views(self, question: Question | CellQuestion) -> Sequence[TrialView | RecallView]:
        words, theme = self.script.words, self.theme
        if isinstance(question, Question):
            return [TrialView(choice, question, words, theme) for choice in question.choices]
        return [
            RecallView(
                choice, choice.name == question.answer, self.sources[choice.cell], words, theme
            )
            for choice in question.choices
        ]

    def construct(self) -> None:
        """The storyboard: one question after the other."""
        for number, question in enumerate(self.questions, start=1):
            key = "ask" if isinstance(question, Question) else "ask-cell"
            line = Line(self.script.words[key], question.text)
            self.tell_line(f"ask-{number}", line, self._asking(number))
            answer, places = question.answer, range(len(question.choices))
            for place in sorted(places, key=lambda k: question.choices[k].name == answer):
                choice = question.choices[place]
                line = self._line(choice, choice.name == answer)
                name = f"try-{number}-{choice.name}"
                self.tell_line(name, line, self._trying(self.trials[number - 1][place]))

    def _line(self, choice: Choice | CellChoice, right: bool) -> Line:
        kind = "right" if right else "wrong"
        name = self.script.words[choice.name]
        return Line(self.script.words[kind].format(name=name), choice.why)

    def _asking(self, number: int) -> Callable[[], None]:
        def ask() -> None:
            """The question and its choices; then a clock runs down."""
            self._clear()
            board, seconds = self.boards[number - 1], self.params.seconds
            self.play(FadeIn(board.text), run_time=Pace.NORMAL)
            for card in board.cards:
                self.play(FadeIn(card), run_time=Pace.QUICK)
            reading = len(self.questions[number - 1].text) / CHARACTERS_A_SECOND
            self.wait(max(reading - Pace.NORMAL - Pace.QUICK * len(board.cards), Pace.HOLD))
            for left in range(seconds, 0, -1):
                clock = Clock(left, seconds, self.theme)
                self.add(clock)
                self.wait(1.0)
                self.remove(clock)

        return ask

    def _trying(self, view: TrialView | RecallView) -> Callable[[], None]:
        def attempt() -> None:
            """What is asked about goes through the wiring, or the cell, as far as it can."""
            self._clear()
            self.play(FadeIn(view), run_time=Pace.NORMAL)
            for moves, run_time in view.moves():
                self.play(*moves, run_time=run_time)
            self.play(FadeIn(view.homeless), Create(view.verdict), run_time=Pace.NORMAL)
            self.wait(sum(len(line.string) for line in view.outcome) / CHARACTERS_A_SECOND)
            if view.right:
                self.play(Indicate(view.verdict, scale_factor=1.3, color=self.theme.output))

        return attempt

    def _clear(self) -> None:
        gone = [FadeOut(m, run_time=Pace.QUICK) for m in self.mobjects if m is not self.headline]
        if gone:
            self.play(*gone)
