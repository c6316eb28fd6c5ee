"""Clip 10: a question, time to think, and every choice tried out."""

from collections.abc import Callable
from typing import Any

from manim import Create, FadeIn, FadeOut, Indicate

from scenes.lecture_scene import LectureScene
from scenes.mobjects.tasks.quiz_board import Clock, QuizBoard, TrialView
from scenes.naming import blaming
from scenes.questions import Choice, Question, built_in
from scenes.script import CHARACTERS_A_SECOND, Line
from scenes.theme import Pace


class Quiz(LectureScene):
    """Questions are data; each choice is shown as its wiring, working or failing on a pair."""

    clip = "quiz"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = built_in(self.look.language)
        self.questions = (*ours, *self.params.questions)
        names = self.script.words
        self.boards: list[QuizBoard] = []
        self.trials: list[list[TrialView]] = []
        for number, question in enumerate(self.questions, start=1):
            with blaming(self.clip, f"questions[{number - len(ours)}]"):
                self.boards.append(QuizBoard(question, names, self.theme))
                self.trials.append(
                    [TrialView(choice, question, names, self.theme) for choice in question.choices]
                )

    def construct(self) -> None:
        """The storyboard: one question after the other."""
        for number, question in enumerate(self.questions, start=1):
            asked = Line(self.script.words["ask"], question.text)
            self.tell_line(f"ask-{number}", asked, self._asking(number))
            wrong_first = sorted(question.choices, key=lambda c: c.architecture == question.answer)
            for choice in wrong_first:
                name = f"try-{number}-{choice.architecture}"
                self.tell_line(name, self._line(question, choice), self._trying(number, choice))

    def _line(self, question: Question, choice: Choice) -> Line:
        kind = "right" if choice.architecture == question.answer else "wrong"
        name = self.script.words[choice.architecture]
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

    def _trying(self, number: int, choice: Choice) -> Callable[[], None]:
        def attempt() -> None:
            """The pair goes through the wiring, as far as it can."""
            self._clear()
            question = self.questions[number - 1]
            view = self.trials[number - 1][question.choices.index(choice)]
            network = view.network
            self.play(FadeIn(view), run_time=Pace.NORMAL)
            for step in network.blocks:
                if step in network.input_words:
                    self.play(FadeIn(network.input_words[step]), run_time=0.2)
                if moves := network.arrive(step):
                    self.play(*moves, run_time=0.25)
                if moves := network.answer(step):
                    self.play(*moves, run_time=0.3)
            self.play(FadeIn(view.homeless), Create(view.verdict), run_time=Pace.NORMAL)
            self.wait(sum(len(line.string) for line in view.homeless) / CHARACTERS_A_SECOND)
            if view.right:
                self.play(Indicate(view.verdict, scale_factor=1.3, color=self.theme.output))

        return attempt

    def _clear(self) -> None:
        gone = [FadeOut(m, run_time=Pace.QUICK) for m in self.mobjects if m is not self.headline]
        if gone:
            self.play(*gone)
