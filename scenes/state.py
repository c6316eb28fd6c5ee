"""Clip 4: what the network remembers."""

from manim import RIGHT, Create, FadeIn, FadeOut, LaggedStart, ReplacementTransform, VGroup

from scenes.glide import Fade
from scenes.lecture_scene import LectureScene
from scenes.lighting import DIM, LIT, REST, Light
from scenes.mobjects.numbers.heat_map import HeatCell
from scenes.mobjects.numbers.unit_line import UnitLine
from scenes.mobjects.shapes.wires import pulse
from scenes.mobjects.state.state_moves import Moves
from scenes.mobjects.state.state_view import StateView
from scenes.naming import naming
from scenes.theme import Pace
from scenes.words import states
from scenes.words.states import THRESHOLD


class State(LectureScene):
    """A sentence as states, as a heat map, as a line, as tags; and what one word changes."""

    clip = "state"

    def construct(self) -> None:
        """The storyboard."""
        with naming(self.clip, self.params, "sentence"):
            self.view = view = StateView(
                self.sources, self.params, self.theme, self.look.notation, self.script.words
            )
        self.moves = Moves(view)
        said = states.said(self.sources, self.params, self.script.words)
        self.tell(self.read_the_sentence, **said)
        self.tell(self.push_the_columns_together)
        if view.inside:
            self.tell(self.look_inside, **said)
        self.tell(self.follow_one_unit, **said)
        if view.readout is not None:
            self.tell(self.read_off_the_tags, **said)
        self.tell(self.change_one_word, **said)
        if not view.changed_cells(0.0):
            self.tell(self.find_no_difference, **said)
            return
        self.tell(self.subtract_the_memories, **said)
        if self.params.swap_step < view.steps:
            self.tell(self.measure_the_memory, **said)
        if view.readout is not None:
            self.tell(self.compare_the_tags, **said)

    def read_the_sentence(self) -> None:
        """Word by word, input and memory run into the next column, which is the new state."""
        view, pace = self.view, min(max(8.0 / self.view.steps, 0.7), 1.6)
        self.play(FadeIn(view.words), *map(FadeIn, view.key), run_time=Pace.NORMAL)
        self.play(FadeIn(view.map.columns[0]), FadeIn(view.names[0]), run_time=Pace.NORMAL)
        for t, wires in enumerate(zip(view.carries, view.inputs, strict=True), start=1):
            colors = self.theme.state, self.theme.input
            self.play(*map(FadeIn, wires), *map(pulse, wires, colors), run_time=0.6 * pace)
            self.play(FadeIn(view.map.columns[t]), FadeIn(view.names[t]), run_time=0.4 * pace)

    def push_the_columns_together(self) -> None:
        """The arrows go, the columns close up: the states themselves are the heat map."""
        view = self.view
        self.add(view.map, view.words)
        self.play(FadeOut(VGroup(*view.carries, *view.inputs)), *map(FadeOut, view.key))
        self.play(*self.moves.close_up(), run_time=Pace.SLOW)
        self.play(FadeIn(view.unit_labels), FadeIn(view.scale))
        self.wait(Pace.NORMAL)
        for line in (view.unit_row(), view.map.columns[-1]):
            self.play(Light({c: LIT if c in line else DIM for c in view.map.cells}, Pace.NORMAL))
            self.wait(Pace.QUICK)
        self.play(self.unlight(Pace.NORMAL))

    def look_inside(self) -> None:
        """The map gives way to that of the second state, which is handed on beside it."""
        view = self.view
        self.play(FadeOut(view.map, view.scale, *view.names), run_time=Pace.NORMAL)
        self.play(FadeIn(view.inside), run_time=Pace.NORMAL)

    def follow_one_unit(self) -> None:
        """One row lights; its numbers drop onto an axis and are joined to a line."""
        view, unit, row = self.view, self.params.unit - 1, self.view.unit_row()
        if not view.inside:
            self.play(FadeOut(VGroup(*view.names)), run_time=Pace.QUICK)
        else:
            self.play(FadeOut(view.inside), run_time=Pace.NORMAL)
            self.play(FadeIn(view.map, view.scale), run_time=Pace.NORMAL)
        things = view.map, view.unit_labels, view.scale
        self.play(*self.moves.move(things, view.layout.top), *self.moves.words_home(view.words))
        labels = view.unit_labels.labels
        levels = {cell: LIT if cell in row else DIM for cell in view.map.cells}
        levels |= {labels[n]: LIT if n == unit else DIM for n in labels}
        self.play(Light(levels, Pace.NORMAL))
        self.on("line")
        self.draw(view.unit_line, row)

    def read_off_the_tags(self) -> None:
        """The states are framed, wires leave them upwards, and a tag appears over each word."""
        view, readout = self.view, self.view.readout
        assert readout is not None
        gone = view.unit_line, view.unit_labels, view.scale
        self.play(*map(FadeOut, gone), self.unlight())
        self.play(*self.moves.move([view.map], view.layout.under_tags))
        self.play(FadeIn(readout.equation), FadeIn(readout.frame), FadeIn(readout.state_name))
        self.play(self.light("h"))
        self.wait(Pace.NORMAL)
        self.on("tags")
        pulses = [pulse(wire, self.theme.output) for wire in readout.wires]
        self.play(*map(FadeIn, readout.wire_parts), *pulses)
        self.play(FadeIn(readout.tags), FadeIn(readout.output_name))
        self.play(self.light("W_o", "o"))
        self.wait(3 * Pace.HOLD)
        self.play(self.unlight())

    def change_one_word(self) -> None:
        """The map rises with its word, another word takes the place, a second map grows."""
        view = self.view
        if view.readout is not None:
            self.play(FadeOut(view.readout))
        else:
            gone = view.unit_line, view.unit_labels, view.scale
            self.play(*map(FadeOut, gone), self.unlight())
        rising = self.moves.move([view.map], view.layout.top)
        self.play(*rising, self.moves.lift_old_word(), run_time=Pace.SLOW)
        words = zip(view.words, view.changed_words, strict=True)
        others = [ReplacementTransform(*pair) for pair in words if view.old not in pair]
        self.play(FadeIn(view.new), *others)
        pace = min(max(4.0 / view.steps, 0.3), 0.8)
        for column in view.changed_map.columns:
            self.play(FadeIn(column, shift=0.3 * RIGHT), run_time=pace)
        self.add(view.changed_map, view.changed_words)
        bright = set(view.changed_cells(THRESHOLD))
        cells = (*view.map.cells, *view.changed_map.cells)
        # Without a number a pale cell that stays as it is would look like one that steps back.
        level = REST if view.map.numbers else LIT
        self.play(Light({cell: level if cell in bright else DIM for cell in cells}, Pace.NORMAL))

    def find_no_difference(self) -> None:
        """Both maps come back to light: they hold the same numbers."""
        self.play(self.unlight(Pace.NORMAL))

    def subtract_the_memories(self) -> None:
        """Both maps slide onto one another; what is left is their difference, number by number."""
        view, it = self.view, self.view.layout
        maps, difference = (view.map, view.changed_map), view.difference_map
        numbers = [number for heat_map in maps for number in heat_map.numbers]
        self.play(FadeOut(view.old), self.unlight(), Fade(numbers, 0), run_time=Pace.NORMAL)
        together = self.moves.move(maps, it.middle, it.zoom)
        self.play(*together, *self.moves.words_up(view.changed_words), run_time=Pace.SLOW)
        for number in difference.numbers:
            number.set_fill(opacity=0)
        self.play(FadeIn(difference))
        self.remove(*maps)
        self.play(
            Fade(difference.numbers, 1),
            *map(FadeIn, (*view.delta_names, view.difference_labels)),
        )
        before = set(view.unmoved())
        self.play(Light({c: LIT if c in before else REST for c in difference.cells}, Pace.NORMAL))
        self.read(Pace.SLOW)
        self.on("changed")
        strongest = set(view.strongest()) - before
        levels = {c: LIT if c in strongest else REST for c in difference.cells}
        self.play(Light(levels, Pace.NORMAL))

    def measure_the_memory(self) -> None:
        """The strongest difference of each step drops onto an axis: how far the word reaches."""
        self.make_room()
        self.draw(self.view.reach_line, self.view.strongest())

    def compare_the_tags(self) -> None:
        """Below the differences stand the tags of both sentences."""
        view = self.view
        if view.reach_line in self.mobjects:
            self.play(FadeOut(view.reach_line), self.unlight())
        else:
            self.make_room()
        for row in view.tag_rows:
            self.play(FadeIn(row), run_time=Pace.NORMAL)
        self.play(Light(dict.fromkeys(view.unequal_tags(), LIT), Pace.NORMAL))

    def make_room(self) -> None:
        """The map of differences goes to the top, its words to the bottom."""
        view = self.view
        self.play(FadeOut(VGroup(*view.delta_names)), run_time=Pace.QUICK)
        up = self.moves.move(view.difference_view, view.layout.top)
        self.play(*up, *self.moves.words_home(view.changed_words))

    def draw(self, line: UnitLine, cells: list[HeatCell]) -> None:
        """Drop ``cells`` onto the axis of ``line`` and join them, from left to right."""
        self.play(FadeIn(line.axis))
        drops = [
            ReplacementTransform(dot.copy().scale(0.01).move_to(cell), dot)
            for dot, cell in zip(line.dots, cells, strict=True)
        ]
        self.play(LaggedStart(*drops, lag_ratio=0.2), run_time=Pace.SLOW)
        self.play(LaggedStart(*map(Create, line.lines), lag_ratio=1.0), run_time=2.0)
        self.play(LaggedStart(*map(FadeIn, line.numbers), lag_ratio=0.2), run_time=Pace.SLOW)
        self.add(line)
