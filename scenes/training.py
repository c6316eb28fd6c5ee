"""Where the weights come from: a wrong answer travels back, and a weight moves a little."""

from typing import Any

from manim import Create, FadeIn, FadeOut, LaggedStart, Succession, Transform

from rnn_math.tasks.tagging_course import SNAPSHOTS
from scenes.lecture_scene import LectureScene
from scenes.mobjects.shapes.wires import pulse
from scenes.mobjects.tasks.lesson_view import LessonView
from scenes.naming import naming
from scenes.theme import Pace
from scenes.words import lessons


class Training(LectureScene):
    """One lesson in full, then the course of the real training."""

    clip = "training"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        with naming(self.clip, self.params, "sentence"):
            self.view = LessonView(self.sources, self.theme, self.look.notation, self.script.words)
        count = len(self.view.xs)
        self.pace = min(max(4.0 / count, 0.4), 0.8)  # seconds a step

    def construct(self) -> None:
        """The storyboard."""
        said = lessons.said({name: source.trace for name, source in self.sources.items()})
        self.tell(self.read_with_random_weights, **said)
        self.tell(self.measure_the_loss, **said)
        self.tell(self.carry_it_back, **said)
        self.tell(self.add_the_shares, **said)
        self.tell(self.take_a_step, **said)
        self.tell(self.train_on, **said)
        self.tell(self.look_at_what_was_held_out, **said)

    def read_with_random_weights(self) -> None:
        """The sentence is read by a network that has learnt nothing; its tags come out."""
        view, network = self.view, self.view.network
        view.stand_in_the_middle()
        self.play(FadeIn(network), FadeIn(view.words), *map(FadeIn, view.key))
        for t in network.blocks:
            self.play(*network.arrive(t), run_time=0.5 * self.pace)
            self.play(network.compute(t, view.source), run_time=0.5 * self.pace)
        self.on("tags")
        tagged = view.tagged[0]
        outputs = [pulse(wire, self.theme.output) for wire in network.output_wires.values()]
        self.play(*outputs, FadeIn(tagged.row), run_time=Pace.NORMAL)
        if tagged.corrections:
            self.play(*map(FadeIn, tagged.corrections.values()), run_time=Pace.NORMAL)

    def measure_the_loss(self) -> None:
        """Under every word what its answer costs, and the mean of that."""
        view, bars = self.view, self.view.losses
        self.play(*view.rise(), run_time=Pace.NORMAL)
        self.play(FadeIn(bars.base), run_time=Pace.QUICK)
        self.on("costs")
        steps = [(FadeIn(bars.bars[t]), FadeIn(bars.numbers[t])) for t in bars.bars]
        self.play(LaggedStart(*(move for step in steps for move in step), lag_ratio=0.2))
        self.on("mean")
        self.play(FadeIn(view.mean), run_time=Pace.NORMAL)

    def carry_it_back(self) -> None:
        """From the last answer to the first, the error runs back along the wires."""
        view, network, old, bars = self.view, self.view.network, self.view.losses, self.view.blame
        self.play(*map(FadeOut, (*old.bars.values(), *old.numbers.values(), view.mean)))
        self.remove(old.base)
        self.add(bars.base)
        self.play(FadeIn(view.legend), run_time=Pace.QUICK)
        self.on("back")
        for t in reversed(network.blocks):
            moves = [pulse(network.output_wires[t], self.theme.output, backwards=True)]
            if t in network.state_wires:
                wire = network.state_wires[t]
                moves.append(pulse(wire, self.theme.output, backwards=True))
            self.play(*moves, run_time=0.6 * self.pace)
            self.play(FadeIn(bars.bars[t]), FadeIn(bars.numbers[t]), run_time=0.4 * self.pace)

    def add_the_shares(self) -> None:
        """What each copy says about one weight that they share, and the sum."""
        view, bars, shares = self.view, self.view.blame, self.view.shares
        gone = (bars.base, *bars.bars.values(), *bars.numbers.values(), view.legend)
        self.play(*map(FadeOut, gone), run_time=Pace.NORMAL)
        self.on("says")
        for t in reversed(shares.shares):
            signs = [FadeIn(shares.signs[t])] if t in shares.signs else []
            self.play(FadeIn(shares.shares[t]), *signs, run_time=0.6 * self.pace)
        self.on("added")
        self.play(FadeIn(shares.total), run_time=Pace.NORMAL)

    def take_a_step(self) -> None:
        """The weight moves a little against its gradient; the sentence is read again."""
        view, shares, step = self.view, self.view.shares, self.view.step
        gone = (*shares.shares.values(), *shares.signs.values(), shares.total)
        self.play(*map(FadeOut, gone), run_time=Pace.NORMAL)
        self.on("moves")
        self.play(FadeIn(step.step), run_time=Pace.NORMAL)
        self.on("next")
        self.play(FadeIn(step.moved), run_time=Pace.NORMAL)
        self.on("again")
        self.play(FadeIn(step.before), run_time=Pace.QUICK)
        for t in view.network.blocks:
            self.play(*view.network.arrive(t), run_time=0.4 * self.pace)
        self.on("loss")
        self.play(FadeIn(step.after), run_time=Pace.NORMAL)

    def train_on(self) -> None:
        """States, tags and the loss change together, snapshot by snapshot."""
        view, step, curve = self.view, self.view.step, self.view.curve
        self.play(*map(FadeOut, (step.step, step.moved, step.before, step.after)))
        dot, number = curve.dots[0], curve.numbers[0]
        self.play(FadeIn(curve.frame), FadeIn(number), run_time=Pace.NORMAL)
        self.play(FadeIn(dot), run_time=Pace.QUICK)
        self.on("watch")
        for n in range(1, len(SNAPSHOTS)):
            old_states, old, new = view.states(), view.tagged[n - 1], view.tagged[n]
            self.remove(number)
            number = curve.numbers[n]
            self.add(number)
            self.play(
                FadeOut(old, run_time=Pace.QUICK),
                Succession(*map(Create, curve.stretches[n])),
                Transform(dot, curve.dots[n]),
                *map(FadeOut, old_states),
                *view.fields(n),
                run_time=Pace.NORMAL,
            )
            self.play(FadeIn(new), run_time=Pace.NORMAL)
            self.wait(Pace.HOLD)

    def look_at_what_was_held_out(self) -> None:
        """The loss on sentences that were not trained on, in the same chart."""
        self.on("others")
        dashes, row = self.view.curve.held_out
        self.play(FadeIn(dashes), run_time=Pace.SLOW)
        self.on("ends")
        self.play(FadeIn(row), run_time=Pace.NORMAL)
