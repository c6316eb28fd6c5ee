import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_math.cell import Cell
from rnn_math.errors import InputError, WeightsError


def test_a_step_worked_out_by_hand():
    cell = Cell.tanh([[1.0, 2.0], [0.5, -1.0]], [[0.0, 1.0], [-2.0, 0.25]], [0.5, -0.5])
    step = cell.step([3.0, 4.0], [0.5, -0.25])
    assert step.Wx_terms.tolist() == [[3.0, 8.0], [1.5, -4.0]]
    assert step.Wx_partial.tolist() == [[3.0, 11.0], [1.5, -2.5]]
    assert step.Wx.tolist() == [11.0, -2.5]
    assert step.Wh_terms.tolist() == [[0.0, -0.25], [-1.0, -0.0625]]
    assert step.Wh_partial.tolist() == [[0.0, -0.25], [-1.0, -1.0625]]
    assert step.Wh.tolist() == [-0.25, -1.0625]
    assert step.z.tolist() == [11.25, -4.0625]
    assert step.h == pytest.approx([math.tanh(11.25), math.tanh(-4.0625)], rel=1e-15)


@given(F=st.integers(1, 9), H=st.integers(1, 9), seed=st.integers(0, 99))
def test_what_is_drawn_is_what_is_added(network, F, H, seed):
    cell, _ = network(F, H, seed=seed)
    rng = np.random.default_rng(seed)
    step = cell.step(rng.normal(size=F), rng.uniform(-1, 1, H))
    for terms, partial, total in (
        (step.Wx_terms, step.Wx_partial, step.Wx),
        (step.Wh_terms, step.Wh_partial, step.Wh),
    ):
        for i in range(H):
            running = 0.0
            for j, term in enumerate(terms[i]):
                running = running + term if j else term
                assert partial[i, j] == running
            assert total[i] == running
    assert (step.z == step.Wx + step.Wh + cell.b).all()
    assert step.Wx == pytest.approx(cell.W_x @ step.x)
    assert step.Wh == pytest.approx(cell.W_h @ step.h_prev)


def test_nothing_can_be_changed(network):
    cell, readout = network()
    step = cell.step(np.ones(3), np.zeros(4))
    arrays = [*step.values.values()]
    arrays += [cell.W_x, cell.W_h, cell.b, readout.W_o, readout.b_o, readout.read(step.h).o]
    for array in arrays:
        with pytest.raises(ValueError, match="read-only"):
            array.flat[0] = 1.0


def test_the_callers_arrays_are_copied_and_stay_writable():
    W_x = np.ones((2, 2))
    cell = Cell.tanh(W_x, np.ones((2, 2)), np.ones(2))
    W_x[0, 0] = 5.0
    assert cell.W_x[0, 0] == 1.0


def test_sizes(network):
    cell, readout = network(F=3, H=5, outputs=2)
    assert (cell.input_size, cell.hidden_size) == (3, 5)
    assert (readout.hidden_size, readout.output_size) == (5, 2)


def test_without_recurrence_the_past_makes_no_difference(network):
    cell, _ = network()
    plain = cell.without_recurrence()
    x = np.array([0.3, -1.0, 2.0])
    first, later = plain.step(x, np.zeros(4)), plain.step(x, np.array([0.9, -0.9, 0.5, 0.1]))
    assert (first.h == later.h).all()
    assert first.h == pytest.approx(np.tanh(cell.W_x @ x + cell.b))
    assert (cell.step(x, np.ones(4)).h != first.h).any()


@pytest.mark.parametrize(
    ("W_x", "W_h", "b", "message"),
    [
        (
            np.ones((4, 3)),
            np.ones((4, 3)),
            np.ones(4),
            r"W_h: shape \(4, 3\), must be \(H, H\) = \(4, 4\)",
        ),
        (np.ones((4, 3)), np.ones((3, 3)), np.ones(4), r"because W_x has H = 4 rows"),
        (np.ones((4, 3)), np.ones((4, 4)), np.ones(3), r"b: shape \(3,\), must be \(H,\) = \(4,\)"),
        (np.ones(4), np.ones((4, 4)), np.ones(4), r"W_x: shape \(4,\), must be \(H, F\)"),
        (np.ones((0, 3)), np.ones((0, 0)), np.ones(0), r"W_x: shape \(0, 3\)"),
        (
            np.full((2, 1), np.nan),
            np.ones((2, 2)),
            np.ones(2),
            r"W_x\[0, 0\] = nan, must be a finite",
        ),
        (
            np.ones((2, 1)),
            [[1, 2], [3, np.inf]],
            np.ones(2),
            r"W_h\[1, 1\] = inf, must be a finite",
        ),
        (
            np.ones((2, 1)),
            np.ones((2, 2)),
            ["a", "b"],
            r"b: values of type .*, must be real numbers",
        ),
        (np.ones((2, 1)), np.ones((2, 2)), [1j, 2.0], r"b: values of type complex128"),
        ([[1.0], [1.0, 2.0]], np.ones((2, 2)), np.ones(2), r"W_x: rows of different lengths"),
    ],
)
def test_weights_that_do_not_fit_are_named(W_x, W_h, b, message):
    with pytest.raises(WeightsError, match=message):
        Cell.tanh(W_x, W_h, b)


@pytest.mark.parametrize(
    ("x", "h", "message"),
    [
        (np.ones(2), np.zeros(4), r"x_t: shape \(2,\), must be \(F,\) = \(3,\)"),
        (np.ones(3), np.zeros(3), r"h_prev: shape \(3,\), must be \(H,\) = \(4,\)"),
        ([0.0, np.nan, 0.0], np.zeros(4), r"x_t\[1\] = nan"),
        ([1e308, 1e308, 1e308], np.zeros(4), r"the sum overflows, use smaller weights"),
    ],
)
def test_inputs_that_do_not_fit_are_named(x, h, message):
    cell = Cell.tanh(np.full((4, 3), 2.0), np.ones((4, 4)), np.ones(4))
    with pytest.raises(InputError, match=message):
        cell.step(x, h)
