import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_math.cell import Cell
from rnn_math.errors import LayoutError
from rnn_math.readout import Readout
from rnn_math.score import Baseline, Score
from rnn_math.tasks.forecast import Forecast
from rnn_math.tasks.forecasting_data import Series
from rnn_math.tasks.forecasting_training import Scale
from rnn_math.unroll import unroll
from scenes.binding import Source
from scenes.lecture_scene import numerals
from scenes.mobjects.charts.residuals import ResidualWords
from scenes.mobjects.charts.series_axis import round_step
from scenes.mobjects.charts.series_chart import ChartWords
from scenes.mobjects.tasks.forecast_view import ForecastView, ForecastWords
from scenes.mobjects.tasks.score_board import BoardWords
from scenes.mobjects.text.text import Glyphs
from scenes.theme import DARK, Frame
from scenes.words.forecasts import comparison, standing, worst_step
from scenes.words.scores import error_decimals

pytestmark = pytest.mark.usefixtures("manim")

WORDS = ForecastWords(
    ChartWords("a series", "true value", "predicted", "no change"),
    BoardWords("typical miss", "this network"),
    ResidualWords("predicted minus true", "worst miss:"),
    "reads",
    "predicts",
)
SCORE = Score(
    0.8, 8, "days", (Baseline("no change", 1.5), Baseline("linear", 0.9)), lower_is_better=True
)


def forecast(values: list[float], steps: int, score: Score = SCORE) -> Forecast:
    """A window at the end of a series, read by an untrained network."""
    rng = np.random.default_rng(0)
    series = Series(
        "series", "units", "days", np.array(values), tuple(map(str, range(len(values))))
    )
    changes = np.diff(series.values)
    scale = Scale(
        "values",
        float(series.values.mean()),
        float(series.values.std()),
        float(np.sqrt((changes**2).mean())),
    )
    first = len(values) - steps - 1
    inputs = scale.inputs(series.values)[first : first + steps]
    cell = Cell.tanh(rng.normal(size=(4, 1)), rng.normal(size=(4, 4)), np.zeros(4))
    readout = Readout(rng.normal(size=(1, 4)) * 0.3, np.zeros(1), linear=True)
    plain = unroll(cell, inputs, readout=readout, tokens=series.times[first : first + steps])
    found = Forecast(**vars(plain), series=series, scale=scale, first=first)
    return replace(found, score=score)


def view(trace: Forecast) -> ForecastView:
    return ForecastView(Source("forecast", trace), DARK, WORDS)


def waves(level: float, size: float) -> list[float]:
    return [level + size * math.sin(0.7 * t) for t in range(60)]


def test_every_mark_stands_at_its_value() -> None:
    trace = forecast(waves(100, 5), 12)
    chart = view(trace).chart
    for t in range(1, 13):
        value, truth, prediction = (trace.array(q, t)[0] for q in ("value", "truth", "prediction"))
        assert chart.truths[t - 1].get_y() == pytest.approx(chart.span.y(value))
        assert chart.truths[t].get_y() == pytest.approx(chart.span.y(truth))
        assert chart.predictions[t].get_y() == pytest.approx(chart.span.y(prediction))
        assert chart.no_changes[t][1].get_y() == pytest.approx(chart.span.y(value))
        assert chart.residuals[t].get_length() == pytest.approx(
            abs(chart.span.y(prediction) - chart.span.y(truth)), abs=1e-6
        )
        x = chart.predictions[t].get_x()
        assert x == pytest.approx(chart.truths[t].get_x())
        assert x > chart.truths[t - 1].get_x(), "what is predicted stands one step on"


def test_the_network_stands_under_the_chart_step_by_step() -> None:
    picture = view(forecast(waves(100, 5), 9))
    assert picture.network.xs == pytest.approx(picture.xs[:-1])
    assert [n.get_x() for n in picture.read.values()] == pytest.approx(picture.xs[:-1])


def test_ticks_stand_at_what_they_say() -> None:
    chart = view(forecast(waves(100, 30), 12)).chart
    labels = [m for m in chart.axis if isinstance(m, Glyphs)]
    assert len(labels) >= 3
    for label in labels:
        value = float(label.string.replace("\N{MINUS SIGN}", "-"))
        assert label.get_y() == pytest.approx(chart.span.y(value))


def test_small_values_have_an_axis_from_the_trace() -> None:
    trace = forecast(waves(0.05, 0.01), 12)
    ticks = numerals([view(trace).chart.axis])
    assert {t.source.trace.value(t.address) for t in ticks} == {
        trace.truths.min(),
        trace.truths.max(),
    }


def test_marks_differ_in_shape_not_only_in_colour() -> None:
    chart = view(forecast(waves(100, 5), 3)).chart
    shapes = {
        type(mark).__name__ + str(round(mark.points[0][0] - mark.get_x(), 3))
        for mark in (chart.truths[1], chart.predictions[1], chart.no_changes[1][1])
    }
    assert len(shapes) == 3


def test_the_ring_is_round_the_largest_miss() -> None:
    trace = forecast(waves(100, 5), 12)
    misses = np.abs(trace.predictions - trace.truths)
    residuals = view(trace).residuals
    assert residuals.worst == worst_step(trace) == misses.argmax() + 1
    assert residuals.ring.get_center() == pytest.approx(
        residuals.stems[residuals.worst][1].get_center()
    )
    shown = [n.source.trace.value(n.address) for n in numerals([residuals])]
    assert abs(shown[0]) == pytest.approx(misses.max())


def test_the_best_row_of_the_board_is_bold_and_its_bar_the_shortest_error() -> None:
    worse = replace(SCORE, held_out=1.0)
    shown = forecast(waves(100, 5), 5, worse)
    board = view(shown).board
    widths = {row[0].string: row[1].width for row in board.rows}
    assert min(widths, key=lambda name: widths[name]) == "linear"
    assert widths["this network"] / widths["no change"] == pytest.approx(1.0 / 1.5)
    said = comparison(shown, worse)
    assert (said["name"], said["best"], standing(shown)) == ("linear", "0.90", "behind")
    assert standing(replace(shown, score=SCORE)) == "ahead"
    level = replace(SCORE, held_out=SCORE.baseline - 1e-9)
    assert standing(replace(shown, score=level)) == "level", "nobody sees that it is ahead"


def test_numbers_that_cannot_be_drawn_are_refused() -> None:
    with pytest.raises(LayoutError, match="thousandths"):
        view(forecast(waves(1234.0, 0.0001), 14))


@pytest.mark.parametrize(("least", "decimals"), [(19.7, 1), (0.84, 2), (0.00039, 5), (0.0, 1)])
def test_errors_show_two_digits(least: float, decimals: int) -> None:
    assert error_decimals(replace(SCORE, held_out=least, baselines=())) == decimals


@pytest.mark.parametrize(("spread", "step"), [(20, 5), (190, 50), (0.03, 0.01), (5, 1)])
def test_steps_are_round(spread: float, step: float) -> None:
    assert round_step(spread) == pytest.approx(step)


@settings(max_examples=8)
@given(
    level=st.floats(-9000, 9000),
    size=st.floats(5, 900),
    steps=st.integers(1, 15),
)
def test_everything_stands_in_the_frame_and_says_its_value(
    level: float, size: float, steps: int
) -> None:
    picture = view(forecast(waves(level, size), steps))
    parts = [picture.chart, picture.chart.marks(), picture.residuals, picture.board]
    for part in (*parts, picture.working()):
        for mobject in part.family_members_with_points():
            assert abs(mobject.get_center()[0]) + mobject.width / 2 <= Frame.SAFE_X + 0.01
            assert mobject.get_top()[1] <= Frame.CONTENT_TOP + 0.1
            assert mobject.get_bottom()[1] >= Frame.CONTENT_BOTTOM - 0.01
        assert all(n.string == n.expected for n in numerals([part]))
