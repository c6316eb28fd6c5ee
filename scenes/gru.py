"""Clip: the GRU, made out of an LSTM by taking away; a real step, and what each of them costs."""

from typing import Any

from manim import FadeIn, FadeOut

from scenes.cells.lstm import LSTM
from scenes.gated_scene import GatedScene
from scenes.mobjects.cell.gated_stage import GatedStage
from scenes.mobjects.cell.taking_away import TakingAway
from scenes.mobjects.charts.cell_table import CellTable, TableRow, TableWords
from scenes.mobjects.shapes.area import Area
from scenes.naming import naming_model
from scenes.numerals import format_percent
from scenes.terms import Term
from scenes.theme import Frame, Pace

_TABLE = Area(-5.2, 5.2, Frame.CONTENT_BOTTOM, Frame.CONTENT_TOP - 0.6)


class Gru(GatedScene):
    """Two states become one and three gates two; then numbers, and all three cells compared."""

    clip = "gru"

    def construct(self) -> None:
        """The storyboard."""
        self.lay_out()
        self.tell(self.start_from_the_lstm, **self.said)
        self.tell(self.take_away, **self.said)
        self.tell(self.read_through_the_reset)
        self.tell(self.keep_or_renew)
        self.tell(self.set_the_valve, **self.said)
        self.tell(self.reset_the_memory, **self.said)
        self.tell(self.mix_old_and_new, **self.said)
        self.tell(self.read_the_sentence)
        if self.holds("all-three-are-scored"):
            self.tell(self.compare_the_cells, **self.said)

    def lay_out(self) -> None:
        """Build every picture first: what cannot be drawn is refused before anything is shown."""
        super().lay_out()
        stage = self.stage
        times = self.picture.names[self.look.notation].times
        with naming_model(self.clip, self.params):
            self.lstm = GatedStage(
                LSTM, self.sources["lstm"], self.step, self.theme, self.look.notation,
                self.script.words,
            )  # fmt: skip
            self.gate = stage.gate_row("update")
            self.opened = stage.opened("update", self.gate)
            is_after = self.holds("resets-after-the-matrix")
            memory = self._memory() if is_after else stage.item("h_prev")
            product = [stage.item("reset"), memory, stage.item("recalled", self._recalled())]
            self.recall = stage.row(product, [times, "="])
            items = [
                stage.item("update"),
                stage.item("h_prev"),
                stage.item("rest", ["1", "minus", stage.item("update").name[0]]),
                stage.item("candidate"),
                stage.item("h", is_result=True),
            ]
            self.mix = stage.row(items, [times, "+", times, "="])
            last = len(stage.system) - 1
            self.equations = [
                stage.equation(1), stage.equation(*range(2, last)), stage.equation(last)
            ]  # fmt: skip
            if self.holds("all-three-are-scored"):
                self.table = self._compared()
        self.said = self._words()

    def _memory(self) -> Any:
        """What the state's matrix made, as it is called in the equation."""
        lines = self.picture.lines(self.picture, self.look.notation, self.step)
        inside = [part for part in lines[3] if _is_of(part, "memory", "h_prev") or part == "thin"]
        return self.stage.item("memory", inside)

    def _recalled(self) -> list[Term]:
        """What is left of it: named by what it goes into."""
        return [("candidate", "arrow.r"), self.stage.item("candidate").name[0]]

    def _compared(self) -> CellTable:
        said = self.script.words
        rows = [
            TableRow(self.sources[name], said[f"{key}-name"], color)
            for name, key, color in (
                ("plain", "plain", self.theme.state),
                ("sentence", "gru", self.theme.input),
                ("lstm", "lstm", self.theme.output),
            )
        ]
        score = self.sources["sentence"].trace.score
        assert score is not None
        words = TableWords(said["learnt"], said["right"].format(items=score.items))
        return CellTable(rows, self.theme, words, _TABLE)

    def _words(self) -> dict[str, str]:
        trace = self.sources["sentence"].trace
        said = {
            "word": trace.tokens[self.step - 1],
            "sum": self.gate.columns[3].written(0),
            "gru_parameters": str(trace.parameters),
            "lstm_parameters": str(self.sources["lstm"].trace.parameters),
            "plain_parameters": str(self.sources["plain"].trace.parameters),
            "reset": self.recall.columns[0].written(0),
            "memory": self.recall.columns[1].written(0),
            "recalled": self.recall.columns[2].written(0),
            **self.mix.written,
        }
        for name, source in (("gru", "sentence"), ("lstm", "lstm"), ("plain", "plain")):
            score = self.sources[source].trace.score
            if score is not None:
                said[f"{name}_score"] = format_percent(score.held_out, 1)
                said["items"] = str(score.items)
        return said

    # Out of the LSTM

    def start_from_the_lstm(self) -> None:
        """The LSTM stands there beside its equations."""
        self.play(FadeIn(self.lstm.cell), FadeIn(self.lstm.system), run_time=Pace.NORMAL)

    def take_away(self) -> None:
        """The output gate goes, the states become one, two gates become one, another comes."""
        passage = TakingAway(self.lstm.cell, self.cell)
        self.remove(self.lstm.cell)
        self.add(*passage.pieces)
        lines = self.lstm.system
        self.on("output")
        self.play(*passage.go(), *map(FadeOut, lines[4:]), run_time=Pace.NORMAL)
        self.read(2.0)
        self.on("state")
        self.play(*passage.part(), *map(FadeOut, lines[:4]), run_time=Pace.QUICK)
        self.play(*passage.move(), run_time=Pace.SLOW)
        self.play(*passage.join(), run_time=Pace.NORMAL)
        self.read(1.5)
        self.on("reset")
        self.play(*passage.come(), run_time=Pace.NORMAL)
        self.clear_mobjects()
        self.play(FadeIn(self.stage.system), run_time=Pace.NORMAL)

    def clear_mobjects(self) -> None:
        """The whole cell for the pieces that it was put together from."""
        kept = self.headline
        self.remove(*self.mobjects)
        self.add(self.cell, *([kept] if kept else []))

    def read_through_the_reset(self) -> None:
        """What is read, and how much of it."""
        self.explain("x", "h_prev")
        for role in ("reset", "memory", "candidate"):
            if role in self.picture.roles:
                self.explain(role)

    def keep_or_renew(self) -> None:
        """One gate for both valves, and the state that comes of it."""
        for role in ("update", "h"):
            self.explain(role)
        self.stop_explaining()

    # One real step

    def set_the_valve(self) -> None:
        """The cell steps aside; the update gate is added up, squashed, and its valve turned."""
        self.step_aside()
        self.work_out(
            self.gate,
            self.equations[0],
            3,
            ("x", "h_prev", "update"),
            ("sum", "gate"),
            opened=self.opened,
        )

    def reset_the_memory(self) -> None:
        """How much of the old state the candidate reads."""
        self.clear(self.gate, self.opened, self.equations[0])
        roles = [role for role in ("reset", "memory") if role in self.picture.roles]
        self.work_out(self.recall, self.equations[1], 2, roles, ("result",))

    def mix_old_and_new(self) -> None:
        """What is kept and what is renewed make the new state."""
        self.clear(self.recall, self.equations[1])
        roles = "update", "h_prev", "candidate", "h"
        stations = {"old": ("update", "h_prev"), "new": ("candidate",)}
        self.work_out(self.mix, self.equations[2], 4, roles, ("result",), stations)

    # The sentence, and the others

    def read_the_sentence(self) -> None:
        """The cell comes back whole; its valves turn with every word."""
        self.come_back(self.mix, self.equations[2])
        self.read_words()

    def compare_the_cells(self) -> None:
        """What each learns, and how often it is right."""
        self.clear_stage()
        self.play(FadeIn(self.table.head), run_time=Pace.QUICK)
        for row in self.table.rows:
            self.play(FadeIn(row), run_time=Pace.NORMAL)
            self.wait(Pace.HOLD)


def _is_of(part: Term, *roles: str) -> bool:
    return isinstance(part, tuple) and part[0] in roles
