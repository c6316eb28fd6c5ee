"""Why it forgets: the way of a gradient back, and how far each kind of cell remembers."""

from typing import Any

from manim import Create, FadeIn, FadeOut, LaggedStart, ReplacementTransform, Succession

from rnn_math.gradient import Reaching
from rnn_math.tasks.remembering import Remembering
from scenes.lecture_scene import LectureScene
from scenes.mobjects.charts.gradient_bars import GradientBars
from scenes.mobjects.charts.reach_chart import ReachChart, ReachWords
from scenes.mobjects.network.gradient_view import GradientView
from scenes.mobjects.shapes.area import Area
from scenes.mobjects.shapes.wires import pulse
from scenes.naming import naming
from scenes.theme import Frame, Pace
from scenes.words import gradients

_CHART = Area(-Frame.SAFE_X, Frame.SAFE_X, Frame.CONTENT_BOTTOM, Frame.CONTENT_TOP)
_KINDS = ("tanh", "gru", "lstm")


class Forgetting(LectureScene):
    """An answer is traced back to the first word, then cells are asked for the first word."""

    clip = "forgetting"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = self.script.words
        source, larger = self.sources["sentence"], self.sources["larger"]
        with naming(self.clip, self.params, "sentence"):
            self.view = GradientView(source, larger, self.theme, self.look.notation, said)
        words = ReachWords(
            said["task"], said["words"], said["right"], said["none"], said["chance"],
            {kind: said[kind] for kind in _KINDS},
        )  # fmt: skip
        self.chart = ReachChart(source, self.theme, words, _CHART)

    def construct(self) -> None:
        """The storyboard."""
        trace, larger = self.sources["sentence"].trace, self.sources["larger"].trace
        assert isinstance(trace, Remembering)
        assert isinstance(larger, Reaching)
        answer = trace.answers[-1]
        said = {
            "answer": answer.label,
            "first": trace.tokens[0],
            "last": trace.tokens[-1],
            "last_length": gradients.length_of(trace, len(trace)),
            "first_length": gradients.length_of(trace, 1),
            "factor": f"{self.params.factor:g}",
            "larger_length": gradients.length_of(larger, 1),
            **gradients.clipping(larger),
            **gradients.remembered(trace),
        }
        self.tell(self.ask_the_last_step, **said)
        self.tell(self.walk_back, **said)
        self.tell(self.find_the_factor, **said)
        self.tell(self.enlarge_the_weights, **said)
        if self.holds("gradient-is-cut"):
            self.tell(self.cut_it, **said)
        self.tell(self.remember_the_first_word, **said)
        self.tell(self.open_the_gates, **said)
        self.tell(self.reach_too_far, **said)

    def ask_the_last_step(self) -> None:
        """The sentence is read from left to right; one answer leaves at its end."""
        view = self.view
        view.raise_to_middle()
        self.play(FadeIn(view.network), FadeIn(view.words), *map(FadeIn, view.key))
        for t in view.network.blocks:
            if moves := view.network.arrive(t):
                self.play(*moves, run_time=view.pace)
            self.play(view.network.compute(t, self.sources["sentence"]), run_time=view.pace)
        self.play(*view.network.answer(len(view.network.blocks)), run_time=Pace.NORMAL)

    def walk_back(self) -> None:
        """A pulse runs back from copy to copy, and at each a bar says how long it is there."""
        view, bars, color = self.view, self.view.bars, self.theme.output
        count = len(view.network.blocks)
        self.play(*view.lower(), run_time=Pace.NORMAL)
        wire = view.network.output_wires[count]
        self.play(FadeIn(bars.base), pulse(wire, color, backwards=True))
        self.on("end")
        for t in reversed(range(1, count + 1)):
            if t == 1:
                self.on("start")
            self.play(FadeIn(bars.bars[t]), FadeIn(bars.numbers[t]), run_time=Pace.QUICK)
            if t > 1:
                self.play(
                    pulse(view.network.state_wires[t - 1], color, backwards=True),
                    run_time=max(view.pace, Pace.QUICK),
                )
        self.add(bars)

    def find_the_factor(self) -> None:
        """The equation of the way back, and between two bars by what it multiplied."""
        view = self.view
        self.play(FadeIn(view.equation))
        self.wait(Pace.HOLD)
        for name in view.names:
            self.play(FadeIn(name), run_time=Pace.NORMAL)
        factors = [FadeIn(factor) for factor in reversed(view.bars.factors.values())]
        self.play(LaggedStart(*factors, lag_ratio=0.4), run_time=2 * Pace.SLOW)

    def enlarge_the_weights(self) -> None:
        """The same way back with larger weights; both kinds of bars on one scale."""
        view = self.view
        self.play(*(FadeOut(factor) for factor in view.bars.factors.values()))
        self._exchange(view.bars, view.small_bars)
        self.wait(Pace.HOLD)
        self.on("ends")
        self._exchange(view.small_bars, view.larger_bars)

    def _exchange(self, old: GradientBars, new: GradientBars) -> None:
        """Bars stretch or shrink, numbers are replaced."""
        self.remove(old)
        self.add(old.base, *old.bars.values())
        stretch = [ReplacementTransform(old.bars[t], new.bars[t]) for t in old.bars]
        gone = [FadeOut(number, run_time=Pace.QUICK) for number in old.numbers.values()]
        self.play(*gone)
        self.play(*stretch, run_time=Pace.SLOW)
        self.play(*map(FadeIn, new.numbers.values()), run_time=Pace.QUICK)
        self.remove(old.base, *new.bars.values(), *new.numbers.values())
        self.add(new)

    def cut_it(self) -> None:
        """The gradient of the weights as it came, and what training leaves of it."""
        view = self.view
        self.play(FadeOut(view.equation), *map(FadeOut, view.names))
        for row, mark in zip(view.clipping, ("came", "cut"), strict=True):
            self.on(mark)
            self.play(FadeIn(row), run_time=Pace.NORMAL)

    def remember_the_first_word(self) -> None:
        """The chart of the task comes, and on it what the plain cell reaches."""
        self.play(*(FadeOut(each) for each in self.view.parts_of_it() if each in self.mobjects))
        self.play(FadeIn(self.chart.frame))
        self._draw("tanh")

    def open_the_gates(self) -> None:
        """GRU and LSTM reach further."""
        for kind in _KINDS[1:]:
            self.on(kind)
            self._draw(kind)

    def reach_too_far(self) -> None:
        """At the longest distance all of them guess: a frame round what they reach there."""
        self.on("guess")
        self.play(Create(self.chart.furthest), run_time=Pace.SLOW)

    def _draw(self, kind: str) -> None:
        name, lines, dots, numbers = self.chart.curves[kind]
        self.play(FadeIn(name), run_time=Pace.QUICK)
        columns = [Create(line) for line in lines]
        self.play(
            LaggedStart(*map(FadeIn, dots), lag_ratio=0.3),
            Succession(*columns),
            LaggedStart(*map(FadeIn, numbers), lag_ratio=0.5),
            run_time=2 * Pace.SLOW,
        )
