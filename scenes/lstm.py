"""Clip: the LSTM, part by part, then one real step, then the way back along its road."""

from manim import FadeIn, LaggedStart

from rnn_math.road import Lasting
from scenes.cells.lstm import LSTM
from scenes.gated_scene import GatedScene
from scenes.mobjects.charts.road_view import RoadView
from scenes.mobjects.charts.share_bars import decimals_of
from scenes.naming import naming, naming_model
from scenes.numerals import format_percent
from scenes.terms import Term
from scenes.theme import Pace


class Lstm(GatedScene):
    """Every part lights in diagram and equations; one step is computed; a gradient goes back."""

    clip = "lstm"

    def construct(self) -> None:
        """The storyboard."""
        self.lay_out()
        self.tell(self.meet_the_road)
        self.tell(self.turn_the_valves)
        self.tell(self.keep_and_add)
        self.tell(self.set_the_valve, **self.said)
        self.tell(self.renew_the_cell, **self.said)
        self.tell(self.read_the_state, **self.said)
        self.tell(self.read_the_sentence)
        if self.holds("has-several-words"):
            self.tell(self.follow_the_road, **self.said)

    def lay_out(self) -> None:
        """Build every picture first: what cannot be drawn is refused before anything is shown."""
        super().lay_out()
        stage, source = self.stage, self.sources["sentence"]
        with naming_model(self.clip, self.params):
            self.gate = stage.gate_row("forget")
            self.opened = stage.opened("forget", self.gate)
            self.equations = [stage.equation(line) for line in (0, 3, 5)]
            items = [stage.item(q) for q in ("forget", "c_prev", "input", "candidate")]
            items.append(stage.item("c", is_result=True))
            times = LSTM.names[self.look.notation].times
            self.renewal = stage.row(items, [times, "+", times, "="])
            bent: list[Term] = [("h", "tanh"), "paren.l", stage.item("c").name[0], "paren.r"]
            shown = [
                stage.item("output"),
                stage.item("bent", bent),
                stage.item("h", is_result=True),
            ]
            self.shown = stage.row(shown, [times, "="])
        with naming(self.clip, self.params, "sentence"):
            self.road = RoadView(
                source,
                self.sources["plain"],
                self.theme,
                self.script.words,
                self.factor(),
                stage.colors,
            )
        road, plain = source.trace, self.sources["plain"].trace
        assert isinstance(road, Lasting)
        assert isinstance(plain, Lasting)
        self.said = {
            "word": road.tokens[self.step - 1],
            "z": self.gate.columns[3].written(0),
            "gate": self.gate.columns[4].written(0),
            **self.renewal.written,
            **self.shown.written,
            "first": road.tokens[0],
            "road": _percent(road),
            "plain": _percent(plain),
        }

    def factor(self) -> list[Term]:
        """What a step back along the road multiplies by: dc_t / dc_(t-1) = f_t."""
        c, before, gate = (LSTM.term(r, self.look.notation, "t") for r in ("c", "c_prev", "forget"))
        return ["partial", c, "slash", "partial", before, "=", gate]

    # The cell

    def meet_the_road(self) -> None:
        """The cell appears; the road lights, and a signal runs along it."""
        cell = self.stage.cell
        self.play(FadeIn(cell), run_time=Pace.NORMAL)
        self.play(FadeIn(self.stage.system), run_time=Pace.NORMAL)
        self.on("c")
        self.explain("c", "c_prev")
        self.explain("x", "h_prev")

    def turn_the_valves(self) -> None:
        """Forget gate, candidate and input gate light in turn."""
        for role in ("forget", "candidate", "input"):
            self.explain(role)

    def keep_and_add(self) -> None:
        """The new cell state, the output gate, and what leaves."""
        for role in ("c", "output", "h"):
            self.explain(role)
        self.stop_explaining()

    # One real step

    def set_the_valve(self) -> None:
        """The cell steps aside; the forget gate is added up, squashed, and its valve turned."""
        self.step_aside()
        self.work_out(
            self.gate,
            self.equations[0],
            3,
            ("x", "h_prev", "forget"),
            ("sum", "gate"),
            opened=self.opened,
        )

    def renew_the_cell(self) -> None:
        """What is kept and what is let in make the new cell state."""
        self.clear(self.gate, self.opened, self.equations[0])
        roles = "forget", "c_prev", "input", "candidate", "c"
        stations = {"old": ("forget", "c_prev"), "new": ("input", "candidate")}
        self.work_out(self.renewal, self.equations[1], 4, roles, ("result",), stations)

    def read_the_state(self) -> None:
        """What the output gate lets through is the state."""
        self.clear(self.renewal, self.equations[1])
        stations = {"bent": ("c",), "through": ("output",)}
        roles = "output", "c", "h"
        self.work_out(self.shown, self.equations[2], 2, roles, ("result",), stations)

    # The sentence

    def read_the_sentence(self) -> None:
        """The cell comes back whole; its valves turn with every word."""
        self.come_back(self.shown, self.equations[2])
        self.read_words()

    def follow_the_road(self) -> None:
        """The gradient goes back along the road, and through the plain cell."""
        self.clear_stage()
        road = self.road
        self.play(FadeIn(road.words), FadeIn(road.key), run_time=Pace.NORMAL)
        for bars, title in ((road.gated, road.titles[0]), (road.plain, road.titles[1])):
            self.play(*map(FadeIn, title), FadeIn(bars.base), run_time=Pace.QUICK)
            steps = [
                FadeIn(part)
                for t in sorted(bars.bars, reverse=True)
                for part in (bars.bars[t], bars.numbers[t])
            ]
            self.play(LaggedStart(*steps, lag_ratio=0.35), run_time=min(4.0, 0.6 * len(bars.bars)))


def _percent(trace: Lasting) -> str:
    """What is left at the first word, as it stands in the picture."""
    share = float(trace.shares[0])
    return format_percent(share, decimals_of(share))
