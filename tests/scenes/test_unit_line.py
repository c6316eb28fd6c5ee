import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_math.cell import Cell
from rnn_math.trace import Address
from rnn_math.unroll import unroll
from scenes.binding import Source
from scenes.mobjects.numbers.unit_line import UnitLine, sides
from scenes.mobjects.text.text import Words
from scenes.theme import DARK, Size

values = st.lists(st.floats(-0.99, 0.99), min_size=1, max_size=10)


def line(states, pitch=0.84, height=2.5):
    """A line over the given states of a single unit, after its empty start."""
    inputs = np.arctanh(np.array(states, dtype=float))[:, None]
    trace = unroll(Cell.tanh([[1.0]], [[0.0]], [0.0]), inputs)
    xs = [pitch * t for t in range(len(states) + 1)]
    addresses = [Address("h", t, (0,)) for t in range(len(xs))]
    title = Words("unit 1", DARK.state, Size.NOTE)
    return UnitLine(Source("s", trace), addresses, xs, DARK, 0.0, height, title)


def test_dots_stand_at_the_true_values():
    drawn = line([0.5, -0.25])
    zero, one = drawn.height_at(0), drawn.height_at(1)
    heights = [(dot.get_y() - zero) / (one - zero) for dot in drawn.dots]
    assert heights == pytest.approx([0.0, 0.5, -0.25])


def test_numbers_say_what_the_trace_holds():
    drawn = line([0.5, -0.25])
    assert [n.string for n in drawn.numbers] == ["0.00", "+0.50", "−0.25"]
    assert [n.address.step for n in drawn.numbers] == [0, 1, 2]


def test_lines_join_neighbouring_dots():
    drawn = line([0.5, -0.25, 0.75])
    for stroke, a, b in zip(drawn.lines, drawn.dots, drawn.dots[1:], strict=False):
        assert stroke.get_start() == pytest.approx(a.get_center())
        assert stroke.get_end() == pytest.approx(b.get_center())


@given(values)
@settings(max_examples=25)
def test_no_line_runs_through_a_number_and_no_number_through_another(states):
    drawn = line(states)
    boxes = [(*n.get_corner((-1, -1, 0))[:2], *n.get_corner((1, 1, 0))[:2]) for n in drawn.numbers]
    strokes = [(s.get_start()[:2], s.get_end()[:2]) for s in drawn.lines]
    zero = [piece for piece in drawn.axis if type(piece).__name__ == "Line"]
    strokes += [(s.get_start()[:2], s.get_end()[:2]) for s in zero]
    for left, low, right, high in boxes:
        for start, end in strokes:
            for share in np.linspace(0, 1, 80):
                x, y = start + (end - start) * share
                assert not (left < x < right and low < y < high)
    for number, a in enumerate(boxes):
        for b in boxes[number + 1 :]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


@given(values)
@settings(max_examples=25)
def test_everything_stays_within_its_height(states):
    drawn = line(states)
    assert drawn.get_top()[1] <= 1.25 + 1e-6
    assert drawn.get_bottom()[1] >= -1.25 - 1e-6


def test_a_number_stands_above_a_peak_below_a_valley_and_beside_a_slope():
    assert sides([0, 1, 0]) == [(0, -1), (0, 1), (0, -1)]
    assert sides([1, 0, -1]) == [(0, 1), (1, 1), (0, -1)]
    assert sides([-1, 0, 1]) == [(0, -1), (-1, 1), (0, 1)]
    assert sides([0.0, 0.0, 0.0]) == [(0, 1)] * 3
