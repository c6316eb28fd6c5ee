"""Clip 5: an output at every step, for the input of that step."""

from typing import Any

from manim import FadeIn, FadeOut, ReplacementTransform

from rnn_math.tasks.forecast import Forecast
from rnn_math.trace import Trace
from scenes.boards import tell_board
from scenes.languages import name_of
from scenes.lecture_scene import LectureScene
from scenes.mobjects.charts.residuals import ResidualWords
from scenes.mobjects.charts.series_chart import ChartWords
from scenes.mobjects.shapes.wires import Grow, pulse
from scenes.mobjects.tasks.forecast_view import ForecastView, ForecastWords
from scenes.mobjects.tasks.score_board import BoardWords
from scenes.mobjects.tasks.tagging_view import TaggingView, TaggingWords
from scenes.naming import naming
from scenes.numerals import format_percent
from scenes.theme import Pace
from scenes.words import forecasts
from scenes.words.cells import cell_of, network_of

_SLOW_STEPS = 3  # of the forecast, until it is understood


class SequenceToSequence(LectureScene):
    """The wiring, then a sentence that is tagged, then a series that is forecast."""

    clip = "sequence-to-sequence"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sentence, forecast = self.sources["sentence"].trace, self.sources["forecast"].trace
        assert isinstance(forecast, Forecast)
        self.sentence, self.forecast = sentence, forecast
        self.names = forecasts.names(forecast)
        with naming(self.clip, self.params, "sentence"):
            self.tagging = self._tagging_view()
        with naming(self.clip, self.params, "series"):
            self.view = self._forecast_view()

    def _tagging_view(self) -> TaggingView:
        words = self.script.words
        key = "tags-score" if self.params.weights is None else "tags-score-own"
        title = words[key].format(items=_items(self.sentence))
        network = network_of(self.sentence, words)
        said = TaggingWords(words["unknown"], words["wrong"], BoardWords(title, network))
        return TaggingView(self.sources["sentence"], self.theme, self.look.notation, said)

    def _forecast_view(self) -> ForecastView:
        words, series = self.script.words, self.forecast.series

        def named(key: str) -> str:
            return words[key if series.unit else f"{key}-bare"].format(**self.names)

        title = forecasts.title(self.forecast, words)
        score = "forecast-score" + ("" if self.params.forecast_weights is None else "-own")
        said = ForecastWords(
            chart=ChartWords(title, *(words[k] for k in ("truth", "prediction", "no-change"))),
            board=BoardWords(named(score), network_of(self.forecast, words)),
            residuals=ResidualWords(named("residuals"), words["worst"]),
            reads=words["reads"],
            predicts=words["predicts"],
        )
        return ForecastView(self.sources["forecast"], self.theme, said)

    def construct(self) -> None:
        """The storyboard."""
        last = self.sentence.answers[-1]
        self.tell(self.wire_every_step, count=str(len(self.sentence)), **cell_of(self.sentence))
        self.tell(
            self.tag_every_word,
            word=self.sentence.tokens[-1],
            tag=last.label,
            percent=format_percent(last.probability, 1),
        )
        if self.sentence.score is not None:
            score = self.sentence.score
            self.tell(
                self.score_the_tags,
                percent=format_percent(score.held_out, 1),
                items=_items(self.sentence),
                baseline=format_percent(score.baseline, 1),
                name=name_of(score.baseline_name),
                lead=str(abs(score.lead)),
            )
        found = forecasts.counts_of_file(self.forecast.series.found)
        self.tell(self.forecast_every_step, **self.names, **found)
        miss = forecasts.worst_miss(self.forecast, self.view.decimals)
        self.tell(self.see_the_misses, **self.names, **miss)
        compared = forecasts.comparison(self.forecast, self.view.board.score)
        self.tell(self.score_the_forecasts, **self.names, **compared)

    def wire_every_step(self) -> None:
        """The chain of blocks; an input wire at every step, then an output wire at every step."""
        view, network = self.tagging, self.tagging.network
        chain = network.state_wires.values()
        self.play(*map(FadeIn, network.blocks.values()), run_time=Pace.NORMAL)
        if chain:
            self.play(*map(Grow, chain), run_time=Pace.NORMAL)
        ends = (network.input_wires, view.names_in), (network.output_wires, view.names_out)
        for (wires, names), mark in zip(ends, ("reads", "gives"), strict=True):
            self.on(mark)
            self.play(*map(Grow, wires.values()), run_time=Pace.NORMAL)
            self.play(FadeIn(names))
        self.remove(*network)
        self.add(network)
        for t in range(1, len(self.sentence) + 1):
            self.play(*network.arrive(t), run_time=0.35)
            self.play(*network.answer(t), run_time=0.35)

    def tag_every_word(self) -> None:
        """Word after word goes in, and its tag comes out before the next word is read."""
        view, network = self.tagging, self.tagging.network
        self.play(FadeOut(view.names_in, view.names_out), *map(FadeIn, view.key))
        pace = min(max(8.0 / len(self.sentence), 0.8), 1.5)
        for t in range(1, len(self.sentence) + 1):
            self.play(FadeIn(view.words.token(t)), run_time=0.25 * pace)
            self.play(*network.arrive(t), run_time=0.3 * pace)
            self.play(network.compute(t, self.sources["sentence"]), run_time=0.15 * pace)
            tag = view.tags.tags[t - 1]
            self.play(*network.answer(t), FadeIn(tag), run_time=0.3 * pace)
        if view.mistakes:
            self.play(*map(FadeIn, view.mistakes.values()), run_time=Pace.NORMAL)

    def score_the_tags(self) -> None:
        """The sentence rises, and below it stands what the model reaches on all the others."""
        view = self.tagging
        assert view.board is not None
        self.play(view.lift(), run_time=Pace.NORMAL)
        tell_board(self, view.board)

    def forecast_every_step(self) -> None:
        """A number goes in, the next one is predicted, and then it comes: the chart grows."""
        view = self.view
        self._wire_numbers()
        frame = FadeIn(view.chart.frame), FadeIn(view.rows), FadeIn(view.times)
        self.play(*frame, FadeIn(view.chart.truths[0]), run_time=Pace.NORMAL)
        for t in range(1, view.steps + 1):
            self._predict(t, 1.6 if t <= _SLOW_STEPS else 1.15)

    def see_the_misses(self) -> None:
        """The network makes room for its errors, step by step, each beside that of no change."""
        view, misses = self.view, self.view.residuals
        self.play(FadeOut(view.working()))
        self.play(FadeIn(misses.frame))
        self.play(*map(FadeIn, misses.no_change_stems.values()), run_time=Pace.NORMAL)
        self.play(*map(FadeIn, misses.stems.values()), run_time=Pace.NORMAL)
        self.on("ring")
        self.play(FadeIn(misses.ring), FadeIn(misses.numbers))

    def score_the_forecasts(self) -> None:
        """What it comes to on all that was held out, beside what needs no such network."""
        self.play(FadeOut(self.view.residuals))
        tell_board(self, self.view.board)

    def _predict(self, t: int, pace: float) -> None:
        """Step ``t`` reads its value and predicts; then the true value comes."""
        view, chart, theme = self.view, self.view.chart, self.theme
        read, said = ([numbers[t]] if t in numbers else [] for numbers in (view.read, view.said))
        self.play(*map(FadeIn, read), *view.network.arrive(t), run_time=0.28 * pace)
        self.play(
            view.network.compute(t, self.sources["forecast"]),
            *view.network.answer(t),
            *map(FadeIn, said),
            run_time=0.24 * pace,
        )
        self.play(
            pulse(view.flights[t], theme.output),
            FadeIn(chart.no_changes[t]),
            FadeIn(chart.predictions[t]),
            run_time=0.24 * pace,
        )
        news = chart.residuals[t], chart.joins[t], chart.truths[t]
        self.play(*map(FadeIn, news), run_time=0.24 * pace)

    def _wire_numbers(self) -> None:
        """Words and tags go, the blocks of the sentence stay and become those of the series."""
        old, new = self.tagging.network.blocks, self.view.network.blocks
        self.remove(self.tagging.network)
        self.add(*self.tagging.network, *self.tagging.network.states.values())
        kept = [self.headline, *old.values()]
        self.play(*(FadeOut(mobject) for mobject in self.mobjects if mobject not in kept))
        self.play(
            *(ReplacementTransform(old[t], new[t]) for t in old if t in new),
            *(FadeOut(old[t]) for t in old if t not in new),
            run_time=Pace.NORMAL,
        )
        rest = [part for part in self.view.network if part not in self.mobjects]
        self.play(*map(FadeIn, rest), run_time=Pace.NORMAL)
        self.remove(*self.view.network)
        self.add(self.view.network)


def _items(trace: Trace) -> str:
    return str(trace.score.items) if trace.score else ""
