"""Clip 4: what the network remembers."""

from manim import (
    DOWN,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    Mobject,
    ReplacementTransform,
    VGroup,
)

from scenes.lecture_scene import LectureScene
from scenes.lighting import DIM, LIT, REST, Light
from scenes.mobjects.readout_view import ReadoutView
from scenes.mobjects.state_view import StateView
from scenes.mobjects.unit_line import UnitLine
from scenes.mobjects.wires import pulse
from scenes.numerals import format_number, format_percent
from scenes.theme import Pace

THRESHOLD = 0.1  # what moves by less counts as hardly changed


class State(LectureScene):
    """A sentence as states, as a heat map, as a line, as tags; and what one word changes."""

    clip = "state"

    def construct(self) -> None:
        """The storyboard."""
        said = self.said()
        self.view = StateView(
            self.sources, self.params, self.theme, self.look.notation, self.script.words
        )
        self.tell(self.read_the_sentence)
        self.tell(self.push_the_columns_together)
        self.tell(self.follow_one_unit, **said)
        if self.view.has_readout:
            self.tell(self.read_off_the_tags, **said)
        self.tell(self.change_one_word, **said)
        if not self.view.changed_cells(0.0):
            self.tell(self.find_no_difference, **said)
            return
        self.tell(self.subtract_the_memories, **said)
        if self.params.swap_step < self.view.steps:
            self.tell(self.measure_the_memory, **said)
        if self.view.has_readout:
            self.tell(self.compare_the_tags, **said)
