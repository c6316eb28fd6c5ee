"""Clip 3: the cell with every role as a component, then one real step in numbers."""

from manim import (
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    ReplacementTransform,
    Succession,
    Transform,
    Wait,
)

from scenes.lighting import LIT, REST, Light
from scenes.mobjects.cell.cell import CellDiagram
from scenes.mobjects.cell.feedback_arc import FeedbackArc
from scenes.mobjects.cell.handover import Handover
from scenes.mobjects.equation.equation import Equation as Formula
from scenes.mobjects.equation.step_pictures import ASIDE, ASIDE_WIDTH, StepPictures
from scenes.mobjects.equation.working import again, briskly, others, slowly
from scenes.mobjects.shapes.arrive import Arrive, Leave, hide
from scenes.mobjects.text.role_line import RoleLine
from scenes.moves import MovingScene
from scenes.naming import naming_model
from scenes.roles import ROLES
from scenes.script import CHARACTERS_A_SECOND
from scenes.theme import Frame, Pace

EQUATION_Y, ROLE_Y, CELL_Y = 2.4, 1.55, -0.93
LARGE = 1.5  # size of the equation while it is alone, over its own


class Equation(MovingScene):
    """Every role lights in equation and cell at once; then one step is computed in view."""

    clip = "equation"

    def construct(self) -> None:
        """The storyboard."""
        self.lay_out()
        starts_from_y = self.look.notation == "hidden"
        self.tell(self.start_from_y if starts_from_y else self.write_the_equation)
        self.tell(self.follow_what_comes_in)
        self.tell(self.follow_what_goes_out)
        self.tell(self.weigh_the_word, **self.said)
        self.tell(self.weigh_the_memory if self.step > 1 else self.weigh_the_empty_memory)
        self.tell(self.add_them_up, **self.pictures.summed)
        self.tell(self.bend_every_entry, **self.said)
        self.tell(self.hand_it_on)

    def lay_out(self) -> None:
        """Build every picture first: what cannot be drawn is refused before anything is shown."""
        source, theme, notation = self.sources["sentence"], self.theme, self.look.notation
        trace, words = source.trace, self.script.words
        self.step: int = self.params.step
        self.has_readout = trace.readout is not None
        self.diagram = CellDiagram(theme, notation, readout=self.has_readout)
        self.diagram.move_to((0, CELL_Y, 0))
        with naming_model(self.clip, self.params):  # the word itself shrinks
            self.pictures = StepPictures(source, self.step, theme, notation, words)
        self.said = {"word": trace.tokens[self.step - 1], **self.pictures.said}
        self.whole = self.diagram.copy()
        self.whole.write_step(self.step)
        hide(self.whole.names)
        is_last = self.step == len(trace)
        note = words["last-step" if is_last else "next-step"].format(step=self.step + 1)
        with naming_model(self.clip, self.params):
            self.handover = Handover(source, self.step, theme, self.whole, note, CELL_Y)

    # The equation

    def start_from_y(self) -> None:
        """The equation is written with y, which comes back; staying inside, it is renamed h."""
        self.write(Formula(self.theme, "output"))
        self.read(1.2)
        self.on("name")
        self.rewrite(Formula(self.theme, "hidden").scale(LARGE).move_to(self.formula))
        renamed = {self.formula[role]: LIT for role in ("h", "h_prev", "W_h")}
        self.play(Light(renamed, Pace.QUICK))
        self.wait(1.2)
        self.play(Light(dict.fromkeys(renamed, REST), Pace.QUICK))

    def write_the_equation(self) -> None:
        """The equation is written, with the way that its value comes back."""
        self.write(Formula(self.theme, self.look.notation))

    def write(self, formula: Formula) -> None:
        """Let a large equation appear term by term, in reading order, then its loop."""
        self.formula = formula.scale(min(LARGE, 2 * Frame.SAFE_X / formula.width))
        formula.move_to((0, -0.4, 0))
        terms = sorted(formula.parts.values(), key=lambda part: part.get_left()[0])
        self.play(LaggedStart(*(FadeIn(t) for t in terms), lag_ratio=0.35, run_time=2.0))
        self.arc = FeedbackArc(formula, self.theme, self.script.words["comes-back"])
        self.play(Create(self.arc[0]), FadeIn(self.arc.note), run_time=Pace.SLOW)

    def follow_what_comes_in(self) -> None:
        """The equation makes room for the cell; input and memory light with their weights."""
        self.play(FadeOut(self.arc), run_time=Pace.QUICK)
        self.rewrite(Formula(self.theme, self.look.notation).move_to((0, EQUATION_Y, 0)))
        self.play(FadeIn(self.diagram.core), run_time=0.6)
        self.line: RoleLine | None = None
        for role in ("x", "W_x", "h_prev", "W_h"):
            if role in ("x", "h_prev"):
                self.on(role)
            self.explain(role)

    def follow_what_goes_out(self) -> None:
        """Bias, sum, activation and state light in turn, then the readout is added."""
        for role in ("b", "z", "tanh", "h"):
            self.explain(role)
        if self.has_readout:
            readout = Formula(self.theme, self.look.notation, readout=True)
            self.play(FadeOut(self.line), FadeOut(self.formula), self.unlight(), run_time=0.4)
            self.line = None
            self.formula = readout.move_to((0, EQUATION_Y, 0))
            self.play(FadeIn(self.formula), FadeIn(self.diagram.readout), run_time=0.6)
            for role in ("W_o", "o"):
                self.explain(role)
        self.play(FadeOut(self.line, run_time=Pace.QUICK), self.unlight())

    def explain(self, role: str) -> None:
        """Light ``role`` in both places, say what it is, and send its signal on."""
        line = RoleLine(ROLES[role], self.theme, ROLE_Y)
        changes = [FadeIn(line, run_time=0.25)]
        if self.line is not None:
            changes = [
                FadeOut(self.line, run_time=0.2),
                Succession(Wait(run_time=0.2), FadeIn(line, run_time=0.25)),
            ]
        self.play(self.light(role), *changes)
        self.line = line
        pulses = self.diagram.pulses(role)
        if pulses:
            self.play(*pulses)
        time = max(2.5, len(ROLES[role].sentence) / CHARACTERS_A_SECOND)
        self.wait(time - 0.45 - (0.7 if pulses else 0.0))

    # One real step

    def weigh_the_word(self) -> None:
        """The cell steps aside; the input matrix meets the word row by row."""
        product = self.pictures.word
        self.step_aside()
        coming = FadeIn(self.formula), FadeIn(product), Arrive(self.pictures.reading)
        self.play(*coming, run_time=0.6)
        self.play(self.light("x", "W_x"))
        self.follow(slowly(product))
        for i in range(1, len(product.worked)):
            self.follow(again(product, i))
        self.play(*others(product))

    def step_aside(self) -> None:
        """The cell gets small and makes room; its equation is now that of one step."""
        self.add(self.diagram)
        self.play(Leave(self.diagram.names), FadeOut(self.formula), run_time=0.3)
        self.play(self.diagram.animate.make_small(ASIDE_WIDTH).move_to(ASIDE), run_time=Pace.NORMAL)
        self.diagram.settle()
        self.formula = Formula(self.theme, self.look.notation, self.step)
        self.formula.move_to((0, EQUATION_Y, 0))
        self.add(self.pictures.reading)

    def weigh_the_memory(self) -> None:
        """The result is kept at the side while the recurrent matrix meets the state."""
        result, product = self.pictures.word.result, self.pictures.memory
        self.play(*self.leaving(self.pictures.word, result), self.unlight())
        self.play(Transform(result, self.pictures.keep()), run_time=0.6)
        self.play(FadeIn(product), FadeIn(self.pictures.name_of_kept), run_time=0.5)
        self.play(self.light("h_prev", "W_h"))
        self.follow(briskly(product))
        self.play(*others(product))

    def weigh_the_empty_memory(self) -> None:
        """The same with a memory of zeros."""
        self.weigh_the_memory()

    def add_them_up(self) -> None:
        """Both results and the bias stand side by side and are added entry by entry."""
        sums, memory = self.pictures.sum, self.pictures.memory
        columns, named = sums.columns, sums.named
        self.play(*self.leaving(memory, memory.result), self.unlight())
        self.play(
            *self.carrying(self.pictures.word.result, columns["Wx"]),
            *self.carrying(memory.result, columns["Wh"]),
            ReplacementTransform(self.pictures.name_of_kept, named["Wx"]),
            run_time=Pace.NORMAL,
        )
        comes = (columns["b"], *(named[quantity] for quantity in ("Wh", "b", "z")), *sums.signs)
        self.play(*(FadeIn(thing) for thing in comes), run_time=Pace.QUICK)
        self.arrived(sums, columns["Wx"], columns["Wh"])
        self.play(self.light("b", "z"), Arrive(sums.frame))
        entries = dict(columns["z"].entries)
        first, rest = entries.pop(sums.unit), [*entries.values(), *columns["z"].rest]
        self.play(Arrive(first, run_time=0.5))
        self.wait(1.0)
        if rest:
            self.play(Leave(sums.frame))
            self.play(Arrive(*rest, lag=0.6, run_time=min(2.4, 0.7 * len(rest))))

    def bend_every_entry(self) -> None:
        """Each sum goes up to the curve of tanh and across to the column of states."""
        sums, bend = self.pictures.sum, self.pictures.bend
        z = sums.columns["z"]
        self.play(*self.leaving(sums, z), self.unlight())
        plot = (FadeIn(thing, run_time=0.5) for thing in (bend.plot, bend.names))
        self.play(*self.carrying(z, bend.z), *(Succession(Wait(0.5), fade) for fade in plot))
        self.arrived(bend, bend.z)
        self.play(self.light("z", "tanh", "h"))
        self.follow(bend.in_turn())

    def hand_it_on(self) -> None:
        """The column leaves to the right, the cell comes back whole and a signal runs through."""
        bend, hand, whole = self.pictures.bend, self.handover, self.whole
        gone = FadeOut(self.pictures.reading, run_time=Pace.QUICK)
        self.play(*self.leaving(bend, bend.h), gone, self.unlight())
        grown = ReplacementTransform(self.diagram, whole)
        self.play(*self.carrying(bend.h, hand.column), grown, run_time=1.0)
        self.arrived(hand, hand.column)
        self.play(Arrive(whole.names, hand.word, run_time=Pace.QUICK))
        for roles in (("x", "h_prev"), ("W_x", "W_h", "b"), ("z",), ("tanh",)):
            self.play(*(pulse for role in roles for pulse in whole.pulses(role, 0.5)))
        self.play(self.light("h"), *whole.pulses("h"), Arrive(hand.note))
        self.wait(1.5)
        self.play(self.unlight(), *whole.pulses("W_o"))
        if self.has_readout:
            self.play(Arrive(hand.answer))
