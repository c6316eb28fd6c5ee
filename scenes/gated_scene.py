"""What the clips on gated cells do alike: explain a cell, work out a step, read a sentence."""

from collections.abc import Mapping, Sequence

from manim import FadeIn, FadeOut, ReplacementTransform, Succession, VGroup, VMobject, Wait

from scenes.cells.picture import CellPicture
from scenes.cells.pictures import PICTURES
from scenes.lecture_scene import LectureScene
from scenes.mobjects.cell.gated_stage import GatedStage
from scenes.mobjects.cell.opened import Opened
from scenes.mobjects.equation.step_pictures import ASIDE
from scenes.mobjects.equation.system import EquationSystem
from scenes.mobjects.numbers.column_row import ColumnRow
from scenes.mobjects.shapes.arrive import Arrive, Leave, hide
from scenes.mobjects.text.role_line import RoleLine
from scenes.mobjects.text.tokens import TokenRow
from scenes.naming import naming_model
from scenes.script import CHARACTERS_A_SECOND
from scenes.theme import Pace

ROLE_Y = 2.5
SMALL = 3.0  # width of the cell while numbers are worked out
WORD = (-2.6, -2.83)  # of the sentence, under the cell


class GatedScene(LectureScene):
    """A scene on one kind of gated cell, drawn as that is described."""

    @property
    def picture(self) -> CellPicture:
        """Of the cell that reads the sentence."""
        return PICTURES[self.sources["sentence"].trace.cell.kind.name]

    def lay_out(self) -> None:
        """Build the cell, its equations and what stands beside numbers."""
        source = self.sources["sentence"]
        self.step: int = self.params.step
        with naming_model(self.clip, self.params):
            self.stage = GatedStage(
                self.picture, source, self.step, self.theme, self.look.notation, self.script.words
            )
        self.cell = self.stage.cell
        self.line: RoleLine | None = None

    def explain(self, *roles: str) -> None:
        """Light roles in both places, say what the last one is, and send its signal on."""
        line = RoleLine(self.picture.roles[roles[-1]], self.theme, ROLE_Y)
        changes = [FadeIn(line, run_time=0.25)]
        if self.line is not None:
            changes = [
                FadeOut(self.line, run_time=0.2),
                Succession(Wait(run_time=0.2), FadeIn(line, run_time=0.25)),
            ]
        self.play(self.light(*roles), *changes)
        self.line = line
        self.play(*(pulse for role in roles for pulse in self.cell.pulses(role)))
        sentence = self.picture.roles[roles[-1]].sentence
        self.wait(max(2.5, len(sentence) / CHARACTERS_A_SECOND) - 1.15)

    def stop_explaining(self) -> None:
        """Bring everything back to its own colours."""
        assert self.line is not None
        self.play(FadeOut(self.line, run_time=Pace.QUICK), self.unlight())
        self.line = None

    def step_aside(self) -> None:
        """The equations go, the cell gets small and makes room for numbers."""
        cell = self.cell
        self.play(FadeOut(self.stage.system), Leave(cell.names), run_time=Pace.QUICK)
        self.play(cell.animate.make_small(SMALL).move_to(ASIDE), run_time=Pace.NORMAL)
        cell.settle()
        self.add(self.stage.reading)
        self.play(Arrive(self.stage.reading))

    def work_out(
        self,
        row: ColumnRow,
        equation: EquationSystem,
        shown: int,
        roles: Sequence[str],
        marks: Sequence[str],
        stations: Mapping[str, Sequence[str]] | None = None,
        opened: Opened | None = None,
    ) -> None:
        """Let the columns up to ``shown`` appear, then what follows from them, each at its mark.

        On the way there the roles of each of the ``stations`` light at theirs.
        """
        for column in row.columns[shown:]:
            hide(column)
        late = VGroup(*row.named[shown:])
        hide(late)
        self.play(FadeIn(equation), FadeIn(row), run_time=Pace.NORMAL)
        self.play(self.light(*roles))
        self.wait(1.2)
        for mark, lit in (stations or {}).items():
            self.on(mark)
            self.play(self.light(*lit))
            self.read(Pace.HOLD)
        if stations:
            self.on(marks[0])
            self.play(self.light(*roles))
        late_ones = zip(row.columns[shown:], row.named[shown:], marks, strict=True)
        for column, name, mark in late_ones:
            self.on(mark)
            comings = [*column.rest, *column.entries.values()]
            self.play(Arrive(name, *comings, lag=0.4, run_time=1.2))
            self.wait(Pace.HOLD)
        if opened is not None:
            self.play(FadeIn(opened), run_time=Pace.QUICK)
            self.play(opened.turn())

    def clear(self, *pictures: VMobject) -> None:
        """Take numbers and their equation away before others come."""
        self.play(*map(FadeOut, pictures), self.unlight(), run_time=Pace.QUICK)

    def come_back(self, *pictures: VMobject) -> None:
        """The numbers go, and the cell grows again beside its equations."""
        whole = self.stage.place(self.stage.drawn())
        hide(whole.names)
        self.clear(self.stage.reading, *pictures)
        self.play(ReplacementTransform(self.cell, whole), run_time=Pace.NORMAL)
        self.cell = whole
        self.play(Arrive(whole.names), FadeIn(self.stage.system), run_time=Pace.NORMAL)

    def read_words(self) -> None:
        """Every word comes to the cell in turn, and the valves turn to where it sets them."""
        source = self.sources["sentence"]
        trace = source.trace
        time = min(1.4, 9.0 / len(trace))
        for step, word in enumerate(trace.tokens, start=1):
            token = TokenRow([word], [WORD[0]], self.theme, WORD[1], room=5.0)
            turning = self.cell.turn(source, step, 0.6 * time)
            pulses = (
                p for role in self.picture.entering for p in self.cell.pulses(role, 0.6 * time)
            )
            self.play(FadeIn(token, run_time=0.3 * time), turning, *pulses)
            self.wait(0.4 * time)
            self.play(FadeOut(token), run_time=0.2)

    def clear_stage(self) -> None:
        """Cell and equations go."""
        self.play(FadeOut(self.cell), FadeOut(self.stage.system), run_time=Pace.QUICK)
