"""The question of the lecture: one word, two answers."""

from typing import Any

from manim import UP, FadeIn, FadeOut, ReplacementTransform, VGroup

from scenes.lecture_scene import LectureScene
from scenes.lighting import DIM, LIT, Light
from scenes.mobjects.shapes.wires import pulse
from scenes.mobjects.tasks.riddle import Riddle
from scenes.naming import naming
from scenes.theme import Pace
from scenes.traces.repeated import repeated_steps
from scenes.words.riddles import PROMISES, promised


class Opening(LectureScene):
    """A word stands in a sentence twice, its numbers are equal, and the answers are not."""

    clip = "opening"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source = self.sources["sentence"]
        self.twice = repeated_steps(source.trace.tokens)
        with naming(self.clip, self.params, "sentence"):
            self.riddle = Riddle(source, self.twice, self.theme, self.script.words)
        self.ahead = [name for name in PROMISES if promised(self.params, name)]

    def construct(self) -> None:
        """The storyboard."""
        trace = self.sources["sentence"].trace
        answers = {answer.step: answer.label for answer in trace.answers}
        first, second = (answers[step] for step in self.twice)
        word = trace.tokens[self.twice[0] - 1]
        said = {
            "sentence": " ".join(trace.tokens),
            "word": word,
            "count": str(trace.tokens.count(word)),
            "inputs": str(trace.cell.input_size),
            "parameters": str(trace.parameters),
            "first": first,
            "second": second,
        }
        self.tell(self.meet_a_word_twice, **said)
        self.tell(self.look_it_up, **said)
        self.tell(self.read_the_sentence, **said)
        self.tell(self.ask_how, **said)

    def meet_a_word_twice(self) -> None:
        """The sentence, and in it the word that comes again."""
        riddle = self.riddle
        self.play(FadeIn(VGroup(*riddle.words)), *map(FadeIn, riddle.key), run_time=Pace.SLOW)
        self.on("again")
        levels = {part: LIT if n in self.twice else DIM for n, part in enumerate(riddle.words, 1)}
        self.play(Light(levels, Pace.NORMAL))

    def look_it_up(self) -> None:
        """The numbers of the word rise from both places: they are equal."""
        riddle = self.riddle
        self.on("list")
        self.play(*(FadeIn(column, shift=0.3 * UP) for column in riddle.looked_up))
        self.on("same")
        self.play(FadeIn(riddle.bridge), run_time=Pace.NORMAL)

    def read_the_sentence(self) -> None:
        """A closed box goes from word to word and leaves states; two answers are read off."""
        riddle = self.riddle
        words, down = VGroup(*riddle.words), (0, riddle.lowered(), 0)
        self.play(*map(FadeOut, riddle.looked_up), FadeOut(riddle.bridge), run_time=Pace.QUICK)
        self.play(words.animate.shift(down), self.unlight(), run_time=Pace.NORMAL)
        pace = min(max(5.0 / len(riddle.xs), 0.5), 1.0)
        self.play(FadeIn(riddle.box), run_time=Pace.QUICK)
        for step, x in enumerate(riddle.xs, start=1):
            if step > 1:
                self.play(riddle.box.animate.set_x(x), run_time=0.5 * pace)
            wire = riddle.input_wire(step)
            self.play(FadeIn(wire), pulse(wire, self.theme.input), run_time=0.5 * pace)
            self.play(FadeOut(wire), FadeIn(riddle.states[step]), run_time=0.5 * pace)
        for step, mark in zip(self.twice, ("first", "second"), strict=True):
            self.on(mark)
            self.play(FadeIn(riddle.tags[step]), run_time=Pace.NORMAL)

    def ask_how(self) -> None:
        """Word, closed box and answers stand alone; below, what the lecture will say."""
        riddle = self.riddle
        (word, *tags, box), wires = riddle.place_riddle()
        kept, again = (riddle.words[step - 1] for step in self.twice)
        gone = [part for part in riddle.words if part not in (kept, again)]
        self.play(*map(FadeOut, (*gone, *riddle.states.values(), *riddle.key)), run_time=Pace.QUICK)
        self.play(
            ReplacementTransform(kept, word),
            FadeOut(again, target_position=word.get_center()),
            *(ReplacementTransform(riddle.tags[step], tag)
              for step, tag in zip(self.twice, tags, strict=True)),
            ReplacementTransform(riddle.box, box),
            run_time=Pace.SLOW,
        )  # fmt: skip
        self.play(FadeIn(wires), FadeIn(riddle.asking), run_time=Pace.NORMAL)
        texts = [self.script.words[name] for name in self.ahead]
        for name, line in zip(self.ahead, riddle.promises(texts), strict=True):
            self.on(name)
            self.play(FadeIn(line, shift=0.15 * UP), run_time=Pace.NORMAL)
        self.wait(2 * Pace.HOLD)
