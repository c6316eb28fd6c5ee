"""Clip 2: two ways to draw the same network."""

from manim import UP, Animation, FadeIn, FadeOut, smooth

from scenes.cells.pictures import title_of
from scenes.lecture_scene import LectureScene
from scenes.mobjects.network.network import Network
from scenes.mobjects.network.unroll import Unroll
from scenes.mobjects.shapes.wires import pulse
from scenes.mobjects.text.sentence import unknown_key
from scenes.naming import naming
from scenes.theme import Pace


class Rolling(LectureScene):
    """Rolled and unrolled, and the motion between them."""

    clip = "rolling"

    def construct(self) -> None:
        """The storyboard."""
        trace = self.sources["sentence"].trace
        with naming(self.clip, self.params, "sentence"):
            self.network = Network(self.sources["sentence"], self.theme, self.look.notation)
        steps = len(trace)
        self.tell(self.draw_it_rolled, cell=title_of(trace.cell.kind))
        self.tell(self.unroll_it)
        self.tell(self.pass_the_state)
        self.tell(self.share_the_weights, copies=str(steps), numbers=str(trace.parameters))
        self.tell(self.roll_it_up)

    def draw_it_rolled(self) -> None:
        """One block with a loop arrow appears, and a signal goes round."""
        network = self.network
        step = network.anystep
        self.play(FadeIn(network), run_time=Pace.SLOW)
        for turn in range(2):
            if turn == 0:
                self.on("in")
            self.play(pulse(step.x_wire, self.theme.input), run_time=Pace.QUICK)
            if turn == 0:
                self.on("out")
            self.play(pulse(step.h_wire, self.theme.state, 0.5), *self.hand_on(0, 1.4))

    def unroll_it(self) -> None:
        """The loop opens: the block moves on and leaves a copy behind at every word."""
        steps = self.network.count
        self.on("open")
        unroll = Unroll(self.network, steps, rate_func=smooth)
        self.play(unroll, run_time=min(2.0 + 0.9 * steps, 7.0))
        self.key = unknown_key(
            self.sources["sentence"].trace, self.script.words["unknown"], self.theme
        )
        if self.key:
            self.play(FadeIn(self.key))

    def pass_the_state(self) -> None:
        """A signal runs through: word in, state out, and on along the arrow."""
        network = self.network
        beat = min(max(6.0 / network.count, 0.75), 1.2)
        self.on("reads")
        for t, step in enumerate(network.steps):
            self.play(pulse(step.x_wire, self.theme.input), run_time=0.4 * beat)
            network.reveal(t)
            self.play(
                FadeIn(network.state_parts[t], shift=0.15 * UP),
                pulse(step.h_wire, self.theme.state),
                *self.hand_on(t),
                run_time=0.6 * beat,
            )

    def share_the_weights(self) -> None:
        """The weights stand above; one matrix lights, and it lights in every copy at once."""
        network = self.network
        self.card = network.weights_card()
        self.play(network.hide_states())
        self.play(FadeIn(self.card))
        self.on("input")
        self.play(self.light("W_x"), run_time=Pace.NORMAL)
        self.read(1.8)
        self.on("recurrent")
        self.play(self.light("W_h"), run_time=Pace.NORMAL)
        self.wait(1.8)
        self.play(self.unlight())

    def roll_it_up(self) -> None:
        """The copies slide back into one another and the arrows close to a loop."""
        network = self.network
        self.play(FadeOut(self.card, self.key))
        self.play(
            Unroll(network, 0.0, rate_func=smooth), run_time=min(1.5 + 0.6 * network.count, 5)
        )
        self.play(*self.hand_on(0, 1.4))

    def hand_on(self, t: int, run_time: float = 0.6) -> list[Animation]:
        """A signal runs along every arrow that leaves the copy of step t + 1."""
        first, *others = self.network.links_of(t)
        beside = [pulse(link, self.theme.sum, run_time) for link in others]
        return [pulse(first, self.theme.state, run_time), *beside]
