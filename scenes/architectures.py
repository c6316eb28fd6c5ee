"""Clip 9: four architectures, one cell."""

from collections.abc import Sequence
from typing import Any

from manim import Create, FadeIn, FadeOut, VGroup

from rnn_math.wiring import Source as Origin
from rnn_math.wiring import Wiring
from scenes.examples import Example
from scenes.lecture_scene import LectureScene
from scenes.lighting import REST, Light
from scenes.mobjects.equation.cell_equation import cell_equation
from scenes.mobjects.network.fitting import fitted
from scenes.mobjects.network.rewiring import SETTLED, Rewire, Rewiring
from scenes.mobjects.network.usage_line import UsageLines
from scenes.mobjects.network.wired_network import WiredNetwork, WiringLayout
from scenes.mobjects.tasks.panel_grid import PanelGrid
from scenes.mobjects.tasks.task_row import Picture, RowNotes, TaskRow
from scenes.naming import naming
from scenes.numerals import format_percent
from scenes.script import CHARACTERS_A_SECOND
from scenes.theme import Pace
from scenes.traces.architectures import from_elsewhere, of_another_kind, truths
from scenes.words import scores as score_words
from scenes.words.cells import cell_of

EQUATION, EQUATION_Y = 0.44, 2.55
OUTPUTS_Y, ROW_Y, INPUTS_Y, NOTES_Y = 1.9, -0.25, -2.4, -2.8
FLOOR, CEILING = INPUTS_Y + 0.26, OUTPUTS_Y - 0.26  # of what stands between these lines
PICTURE = 1.3  # side of the image
OWN = {  # the parameter that a row runs
    "sequence-to-sequence": "sentence",
    "sequence-to-vector": "message",
    "vector-to-sequence": "digit",
    "encoder-decoder": "phrase",
}
PANELS_TOP = 2.2


class Architectures(LectureScene):
    """The same row of cells is wired in four ways, each with its task; then all four at once."""

    clip = "architectures"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        theme, words = self.theme, self.script.words
        source = self.sources
        self.examples = {
            "sequence-to-sequence": Example((source["tagging"],)),
            "sequence-to-vector": Example((source["spam"],)),
            "vector-to-sequence": Example((source["captioning"],)),
            "encoder-decoder": Example((source["encoder"], source["decoder"])),
        }
        self.truth, self.pictures = truths(self.params), {"vector-to-sequence": source["image"]}
        with naming(self.clip, self.params, "sentence"):  # of most words there is no choice
            self.layout = fitted(self._ends, WiringLayout(y=ROW_Y), FLOOR, CEILING)
        self.rows = self._rows(self.layout)
        given = PANELS_TOP, self.pictures, from_elsewhere(self.params)
        kinds = of_another_kind({name: each.trace for name, each in source.items()})
        self.grid = PanelGrid(self.examples, theme, words, *given, kinds)
        kind, notation = source["tagging"].trace.cell.kind, self.look.notation
        self.equation = cell_equation(kind, theme, notation, EQUATION).move_to((0, EQUATION_Y, 0))
        steps = len(self.examples["sequence-to-sequence"].wiring)
        self.network, self.copies = (self._unwired(count) for count in (1, steps))
        self.row: TaskRow | None = None
        self.lines = UsageLines(words, theme, (INPUTS_Y, OUTPUTS_Y))

    def construct(self) -> None:
        """The storyboard."""
        verdict = self.examples["sequence-to-vector"].said[-1]
        pair = self.examples["encoder-decoder"]
        self.tell(self.lay_out_the_cells, **cell_of(self.sources["tagging"].trace))
        self.tell(self.answer_at_every_step)
        self.tell(
            self.answer_once_at_the_end,
            answer=verdict.label,
            percent=format_percent(verdict.probability),
        )
        self.tell(self.start_from_one_vector)
        self.tell(self.read_first_then_write, read=str(pair.read), written=str(len(pair.said)))
        self.tell(self.put_them_side_by_side)
        scores = {n: e.score for n, e in self.examples.items() if e.score is not None}
        if not scores:  # all four have weights of their own
            return
        beat = self.keep_the_score if score_words.all_do_their_job(scores) else self.admit_the_score
        self.tell(beat, **score_words.values(scores, self.script.words))

    def lay_out_the_cells(self) -> None:
        """Copies come out of one cell; the state runs through, nothing else is connected."""
        self.play(FadeIn(self.equation), FadeIn(self.network), run_time=Pace.NORMAL)
        self.wait(Pace.NORMAL)
        if len(self.copies.wiring) > 1:
            rewiring = Rewiring(self.network, self.copies)
            self.play(Rewire(rewiring), run_time=2.4)
            self.play(Rewire(rewiring, SETTLED), run_time=Pace.QUICK)
            self.network = self.copies
        self.on("state")
        for step in range(2, len(self.network.wiring) + 1):
            self.play(*self.network.arrive(step), run_time=Pace.QUICK)

    def answer_at_every_step(self) -> None:
        """Inputs and outputs grow at every step; a sentence is tagged."""
        self.rewire("sequence-to-sequence")

    def answer_once_at_the_end(self) -> None:
        """All outputs but the last retract; a message is read and judged."""
        self.rewire("sequence-to-vector")

    def start_from_one_vector(self) -> None:
        """The inputs retract, an image enters at the first step, outputs come back as inputs."""
        self.rewire("vector-to-sequence")

    def read_first_then_write(self) -> None:
        """The first half reads, the second writes, and one wire grows thick between them."""
        self.rewire("encoder-decoder")

    def put_them_side_by_side(self) -> None:
        """The row becomes four rows under one equation, each wired in its own way; all run."""
        assert self.row is not None
        gone = [FadeOut(self.row.contents), *(FadeOut(line) for line in self.lines.shown.values())]
        self.play(*gone, run_time=Pace.QUICK)
        copies = [self.row.drawn_in(panel.layout) for panel in self.grid.panels]
        self.play(*(Rewire(Rewiring(self.network, copy)) for copy in copies[1::2]), run_time=1.2)
        origins = [self.row.drawn_in(panel.layout) for panel in self.grid.panels[1::2]]
        pairs = zip(origins, copies[::2], strict=True)
        self.play(*(Rewire(Rewiring(origin, copy)) for origin, copy in pairs), run_time=1.2)
        pairs = zip(copies, (panel.network for panel in self.grid.panels), strict=True)
        rewirings = [
            Rewiring(copy, network) for copy, network in pairs if copy.wiring != network.wiring
        ]
        self.play(*(Rewire(rewiring) for rewiring in rewirings), run_time=2.6)
        titles = [FadeIn(VGroup(panel.title, panel.pictures)) for panel in self.grid.panels]
        self.play(*(Rewire(rewiring, SETTLED) for rewiring in rewirings), *titles)
        moves = list(self.grid.signals())
        for signals in moves:
            self.play(*signals, run_time=min(5.0 / len(moves), 0.4))

    def keep_the_score(self) -> None:
        """Under each wiring: what its model gets right, beside what needs no network."""
        for panel in self.grid.panels:
            for line in panel.scores:
                self.play(FadeIn(line), run_time=Pace.QUICK)

    def admit_the_score(self) -> None:
        """The same, where a model is no better than what needs no network."""
        self.keep_the_score()

    def rewire(self, name: str) -> None:
        """Turn the wiring on screen into that of ``name``, then run its example through it."""
        row, old = self.rows[name], self.row
        rewiring = Rewiring(self.network, row.network)
        gone = [] if old is None else [FadeOut(old.contents, run_time=Pace.QUICK)]
        self.play(Rewire(rewiring, run_time=2.6), *self.lines.change(row.network.wiring), *gone)
        self.wait(Pace.NORMAL)
        self.on("run")
        self.play(
            Rewire(rewiring, SETTLED),
            Light(dict.fromkeys(self.lines.shown.values(), REST), Pace.NORMAL),
            *map(FadeIn, row.given),
            run_time=Pace.NORMAL,
        )
        pace = min(max(2.2 / len(row.network.wiring), 0.25), 0.5)
        for animations in row.run():
            self.play(*animations, run_time=pace)
        if row.frames:
            frames = map(Create, row.frames.values())
            self.play(*frames, FadeIn(row.mistake), run_time=Pace.NORMAL)
            self.wait(sum(len(words.string) for words in row.mistake) / CHARACTERS_A_SECOND)
        self.row, self.network = row, row.network

    def _unwired(self, steps: int) -> WiredNetwork:
        """Copies of the cell that read nothing and whose outputs nobody uses."""
        wiring = Wiring((Origin.NOTHING,) * steps, (False,) * steps)
        return WiredNetwork(wiring, self.theme, layout=self.layout)

    def _rows(self, layout: WiringLayout) -> dict[str, TaskRow]:
        """Every example, wired in ``layout``."""
        rows: dict[str, TaskRow] = {}
        for name, example in self.examples.items():
            due = self.truth.get(example.sources[-1].name)
            image = self.pictures.get(name)
            picture = image and Picture(image, self.theme, PICTURE)
            with naming(self.clip, self.params, OWN[name]):
                notes = self._notes(due or ())
                rows[name] = TaskRow(example, self.theme, layout, picture, due, notes)
        return rows

    def _ends(self, layout: WiringLayout) -> tuple[float, float]:
        """The lowest and the highest that any example reaches: all keep one height."""
        lows, highs = zip(*(row.ends for row in self._rows(layout).values()), strict=True)
        return min(lows), max(highs)

    def _notes(self, truth: Sequence[str]) -> RowNotes:
        """What a row says of unknown words and of mistakes; a caption is a word of letters."""
        words = self.script.words
        between = "" if all(len(word) == 1 for word in truth) else " "
        mistake = words["mistake"].format(truth=between.join(truth))
        return RowNotes(words["unknown"], mistake, NOTES_Y)
