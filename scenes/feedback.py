"""Clip 1: the output comes back."""

from typing import Any

import numpy as np
from manim import FadeIn, FadeOut, ReplacementTransform, VGroup

from rnn_math.trace import Address
from scenes.binding import Source
from scenes.lecture_scene import LectureScene
from scenes.mobjects.network.machine import Machine, Reach
from scenes.mobjects.numbers.cells import Cells
from scenes.mobjects.shapes.wires import Grow, pulse
from scenes.mobjects.tasks.evidence import Evidence
from scenes.mobjects.text.sentence import unknown_key
from scenes.mobjects.text.text import Math
from scenes.naming import naming, naming_model
from scenes.numerals import format_number
from scenes.roles import symbol
from scenes.theme import Pace, Size
from scenes.traces.repeated import repeated_steps

_FORGETS = np.array([3.6, 1.68, 0.0])
_REMEMBERS = np.array([3.6, -0.42, 0.0])


class Feedback(LectureScene):
    """A plain layer forgets; one that is fed its own output does not."""

    clip = "feedback"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plain, self.recurrent = self.sources["plain"], self.sources["recurrent"]
        trace, words = self.plain.trace, self.script.words
        self.twice = repeated_steps(trace.tokens)
        # The lecture starts from y, "the output comes back"; the next clips rename it to h.
        notation = "output" if self.look.notation == "hidden" else self.look.notation
        with naming(self.clip, self.params, "sentence"):
            self.machine = Machine(trace, self.theme, notation)
        with naming_model(self.clip, self.params):  # its numbers and its tags
            self.forgets, self.remembers = (
                Evidence(source, self.twice, title, self.theme, place)
                for source, title, place in (
                    (self.plain, words["plain"], _FORGETS),
                    (self.recurrent, words["feedback"], _REMEMBERS),
                )
            )
        self.names = VGroup(
            *(
                Math(symbol("h", notation, step), self.theme.state, Size.LABEL)
                .next_to(column, np.array([0.0, 1.0, 0.0]), buff=0.14)
                for step, column in zip(self.twice, self.forgets.columns, strict=True)
            )
        )  # fmt: skip
        self.output: Cells | None = None  # what came out last, while it stands there

    def construct(self) -> None:
        """The storyboard."""
        tokens = self.plain.trace.tokens
        word = tokens[self.twice[0] - 1]
        plain = format_number(self.plain.trace.value(Address("h", self.twice[0], (0,))))
        self.tell(self.read_with_a_plain_layer)
        self.tell(self.meet_the_word_again, word=word, plain=plain, count=str(tokens.count(word)))
        self.tell(self.carry_the_output_round)
        self.tell(self.read_with_feedback, word=word)
        self.tell(self.meet_it_with_memory, word=word, **self._compared())
        if self.recurrent.trace.readout is not None:
            first, second = (self._answer(step) for step in self.twice)
            self.tell(self.read_off_the_answer, answer_first=first, answer_second=second)

    def read_with_a_plain_layer(self) -> None:
        """Words come in from below, one by one; numbers come out above."""
        key = unknown_key(self.plain.trace, self.script.words["unknown"], self.theme)
        self.play(FadeIn(self.machine), *map(FadeIn, key), run_time=Pace.NORMAL)
        for t in range(self.twice[0]):
            self._read(self.plain, t)
        self._keep(self.forgets, 0)

    def meet_the_word_again(self) -> None:
        """The same word comes a second time, and the same numbers come out."""
        for t in range(self.twice[0], self.twice[1]):
            self._read(self.plain, t)
        self._keep(self.forgets, 1)
        self.play(FadeIn(self.forgets.sign, scale=1.4), run_time=Pace.QUICK)

    def carry_the_output_round(self) -> None:
        """The loop grows out of the block and back into it; weights of its own await it."""
        machine = self.machine
        self.play(FadeOut(self.output), machine.make_room(), run_time=Pace.NORMAL)
        self.output = None
        self.on("carry")
        self.play(Grow(machine.loop), run_time=2.0)
        self.on("weights")
        self.play(FadeIn(machine.W_h), run_time=Pace.NORMAL)
        self.play(pulse(machine.loop, self.theme.state, 1.2))

    def read_with_feedback(self) -> None:
        """The sentence is read again, and each output goes round."""
        for t in range(self.twice[1]):
            self._read(self.recurrent, t)
            if t + 1 == self.twice[0]:
                self._keep(self.remembers, 0)
        self._keep(self.remembers, 1)

    def meet_it_with_memory(self) -> None:
        """The two outputs of the one word are compared once more."""
        self.on("sign")
        self.play(FadeIn(self.remembers.sign, scale=1.4), run_time=Pace.QUICK)

    def read_off_the_answer(self) -> None:
        """Under each column stands what is read off from it."""
        for answer, mark in zip(self.remembers.answers, ("before", "after"), strict=True):
            self.on(mark)
            self.play(FadeIn(answer), run_time=Pace.NORMAL)

    def _read(self, source: Source, t: int) -> None:
        """Word t + 1 goes in, and what was there goes round the loop if there is one."""
        machine, old = self.machine, self.output
        self.play(Reach(machine, t), machine.attend(t), run_time=Pace.QUICK)
        signals = [pulse(machine.x_wire, self.theme.input)]
        if source is self.recurrent and t > 0:
            signals.append(pulse(machine.loop, self.theme.state))
        self.play(*signals, *([FadeOut(old)] if old else []), run_time=0.6)
        self.output = machine.state(source, t + 1)
        self.play(pulse(machine.h_wire, self.theme.state), FadeIn(self.output), run_time=0.4)

    def _keep(self, evidence: Evidence, column: int) -> None:
        """A copy of the output is put beside the machine, to be compared."""
        copy = self.machine.state(evidence.source, self.twice[column])
        news: list[Any] = [ReplacementTransform(copy, evidence.columns[column])]
        if evidence is self.forgets:
            news.append(FadeIn(self.names[column]))
        if column == 0:
            news.append(FadeIn(evidence.title))
        self.play(*news, run_time=Pace.NORMAL)

    def _compared(self) -> dict[str, str]:
        """What the first unit says both times, and the one that differs most."""
        first, second = (self.recurrent.trace.array("h", step) for step in self.twice)
        most = int(np.abs(second - first).argmax())
        return {
            "first": format_number(float(first[0])),
            "second": format_number(float(second[0])),
            "unit": str(most + 1),
            "unit_first": format_number(float(first[most])),
            "unit_second": format_number(float(second[most])),
        }

    def _answer(self, step: int) -> str:
        return self.recurrent.trace.labels[int(self.recurrent.trace.array("o", step).argmax())]
