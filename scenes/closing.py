"""The whole on one picture, and the answer to the question of the opening."""

from typing import Any

from manim import FadeIn, FadeOut, VGroup, smooth

from scenes.lecture_scene import LectureScene
from scenes.lighting import DIM, LIT, REST, Light
from scenes.mobjects.network.network import Network
from scenes.mobjects.network.unroll import Unroll
from scenes.mobjects.shapes.wires import pulse
from scenes.mobjects.tasks.tags import TagRow
from scenes.mobjects.text.sentence import unknown_key
from scenes.naming import naming
from scenes.theme import Pace
from scenes.traces.repeated import repeated_steps

_TAG = 0.62  # from the lower edge of a tag's number to the middle of its frame


class Closing(LectureScene):
    """A word is followed through all of the network once, which is then rolled up."""

    clip = "closing"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source, trace = self.sources["sentence"], self.sources["sentence"].trace
        self.twice = repeated_steps(trace.tokens)
        with naming(self.clip, self.params, "sentence"):
            self.network = Network(source, self.theme, self.look.notation)
            self.network.set_progress(self.network.count)
            xs = [block.get_x() for block in self.network.blocks]
            low = self.network.steps[0].h_wire.get_top()[1]
            self.tags = TagRow(source, xs, self.theme, low + 0.12 + _TAG).tags
        self.key = unknown_key(trace, self.script.words["unknown"], self.theme)

    def construct(self) -> None:
        """The storyboard."""
        trace = self.sources["sentence"].trace
        labels = [answer.label for answer in trace.answers]
        first, second = self.twice
        said = {
            "start": trace.tokens[0],
            "word": trace.tokens[first - 1],
            "inputs": str(trace.cell.input_size),
            "units": str(trace.cell.hidden_size),
            "parameters": str(trace.parameters),
            "first": labels[first - 1],
            "second": labels[second - 1],
        }
        self.tell(self.see_it_whole, **said)
        self.tell(self.follow_one_word, **said)
        self.tell(self.answer_the_question, **said)
        self.tell(self.roll_it_up, **said)

    def see_it_whole(self) -> None:
        """The whole network, a copy for every word."""
        self.play(FadeIn(self.network), *map(FadeIn, self.key), run_time=Pace.SLOW)

    def follow_one_word(self) -> None:
        """The first word goes in; what is made of it goes on from copy to copy."""
        network = self.network
        levels = {part: LIT if n == 0 else DIM for n, part in enumerate(network.token_parts)}
        self.play(Light(levels, Pace.QUICK))
        self.on("in")
        self.play(pulse(network.steps[0].x_wire, self.theme.input), run_time=Pace.NORMAL)
        self.on("state")
        self._come_out(0, Pace.NORMAL)
        self.on("on")
        beat = min(max(6.0 / network.count, 0.75), 1.2)
        for t in range(1, network.count):
            self.play(
                Light({network.token_parts[t]: REST}, 0.4 * beat),
                pulse(network.steps[t].x_wire, self.theme.input),
                run_time=0.4 * beat,
            )
            self._come_out(t, 0.6 * beat)

    def _come_out(self, t: int, seconds: float) -> None:
        network = self.network
        step = network.steps[t]
        network.reveal(t)
        self.play(
            FadeIn(network.state_parts[t]),
            pulse(step.h_wire, self.theme.state),
            pulse(network.links[t], self.theme.state),
            run_time=seconds,
        )

    def answer_the_question(self) -> None:
        """Answers are read off the states; the two of the word that came twice light."""
        network = self.network
        words = {part: LIT if n in self.twice else DIM
                 for n, part in enumerate(network.token_parts, 1)}  # fmt: skip
        self.play(network.hide_states(), Light(words, Pace.NORMAL))
        asked = [tag for n, tag in enumerate(self.tags, 1) if n in self.twice]
        for tag, mark in zip(asked, ("first", "second"), strict=True):
            self.on(mark)
            self.play(FadeIn(tag), run_time=Pace.NORMAL)
        others = [tag for tag in self.tags if tag not in asked]
        if others:
            self.play(*(FadeIn(tag) for tag in others), run_time=Pace.QUICK)

    def roll_it_up(self) -> None:
        """The copies slide into one another; what is left is one block and its loop."""
        network = self.network
        self.play(FadeOut(VGroup(*self.tags)), self.unlight(), *map(FadeOut, self.key))
        self.play(
            Unroll(network, 0.0, rate_func=smooth), run_time=min(1.5 + 0.6 * network.count, 4.0)
        )
        for _ in range(2):
            self.play(pulse(network.links[0], self.theme.state, 1.4))
