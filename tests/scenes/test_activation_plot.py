import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes.binding import Source
from scenes.mobjects.equation.activation_plot import ActivationPlot
from scenes.params import EquationParams
from scenes.theme import DARK
from scenes.traces import traces_for


@pytest.fixture(scope="module")
def source() -> Source:
    return Source("sentence", traces_for("equation", EquationParams())["sentence"])


@given(st.floats(0.0, 99_999.0))
@settings(max_examples=25)
def test_the_curve_is_tanh_however_far_the_axis_reaches(largest: float) -> None:
    plot = ActivationPlot(DARK, largest)
    plot.shift((1.3, -0.4, 0))
    pairs = np.array([plot.pair(point) for point in plot.curve.get_anchors()])
    assert np.allclose(pairs[:, 1], np.tanh(pairs[:, 0]), atol=1e-9)
    assert plot.reach > largest
    frame = plot.frame
    for point in (plot.at(-largest, -1), plot.at(largest, 1)):
        assert (point[:2] > frame.get_corner((-1, -1, 0))[:2]).all()
        assert (point[:2] < frame.get_corner((1, 1, 0))[:2]).all()


@given(st.floats(0.0, 99_999.0))
@settings(max_examples=25)
def test_the_scale_says_what_it_is_and_stays_on_its_axis(largest: float) -> None:
    plot = ActivationPlot(DARK, largest)
    _, _, ticks, _ = plot.submobjects
    left, low = plot.frame.get_left()[0], plot.frame.get_bottom()[1]
    beside = [t for t in ticks if t.get_right()[0] < left]
    below = [t for t in ticks if t.get_top()[1] < low]
    assert len(beside) == len(below) == 3
    for tick in below:
        assert left <= tick.get_x() <= plot.frame.get_right()[0]
        z, _ = plot.pair(np.array([tick.get_x(), 0.0, 0.0]))
        assert float(tick.string.replace("\N{MINUS SIGN}", "-")) == pytest.approx(z, abs=1e-6)
    for tick in beside:
        _, h = plot.pair(np.array([0.0, tick.get_y(), 0.0]))
        assert float(tick.string.replace("\N{MINUS SIGN}", "-")) == pytest.approx(h, abs=1e-6)


def test_values_pass_through_their_own_point_of_the_curve(source: Source) -> None:
    trace = source.trace
    plot = ActivationPlot(DARK, float(np.abs(trace.array("z", 2)).max()))
    start, end = np.array([-5.0, 1.0, 0.0]), np.array([5.0, 1.0, 0.0])
    for unit, mark in enumerate(plot.marks(source, 2)):
        pair = trace.array("z", 2)[unit], trace.array("h", 2)[unit]
        assert np.allclose(plot.pair(mark.get_center()), pair)
        passage = plot.passage(source, 2, unit, start, end)
        assert np.allclose(plot.pair(passage.mark.get_center()), pair)
        assert np.allclose(plot.pair(passage.route[2]), pair)


def test_a_passage_shows_as_much_as_has_happened(source: Source) -> None:
    plot = ActivationPlot(DARK, 3.0)
    ends = np.array([-5.0, 1.0, 0.0]), np.array([5.0, 1.0, 0.0])
    passage = plot.passage(source, 2, 0, *ends)

    def seen() -> tuple[bool, bool, int]:
        dashes = sum(dash.get_stroke_opacity() > 0 for dash in passage.dashes)
        return (
            passage.traveller.get_fill_opacity() > 0,
            passage.mark.get_fill_opacity() > 0,
            dashes,
        )

    assert seen() == (False, False, 0)
    passage.set_progress(0.5 * passage.corners[1])
    assert seen() == (True, False, 0)
    passage.set_progress(0.5 * (passage.corners[1] + passage.corners[2]))
    travelling, marked, dashes = seen()
    assert travelling
    assert not marked
    assert 0 < dashes < len(passage.dashes)
    passage.set_progress(1.0)
    assert seen() == (False, True, len(passage.dashes))
