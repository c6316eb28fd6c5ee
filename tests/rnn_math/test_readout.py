import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from rnn_math.errors import InputError, WeightsError
from rnn_math.readout import Readout, softmax
from rnn_math.unroll import unroll


def test_softmax_worked_out_by_hand():
    assert softmax(np.log([1.0, 2.0, 5.0])) == pytest.approx([1 / 8, 2 / 8, 5 / 8])


@given(hnp.arrays(np.float64, (3, 4), elements=st.floats(-1e6, 1e6)))
def test_softmax_gives_probabilities_however_large_the_logits(logits):
    o = softmax(logits)
    assert (o >= 0).all()
    assert o.sum(axis=-1) == pytest.approx(np.ones(3))
    # Only the order of what is not too close to tell apart must be kept.
    assert (logits[np.arange(3), o.argmax(axis=-1)] >= logits.max(axis=-1) - 1e-9).all()


@given(st.floats(-1e3, 1e3))
def test_softmax_is_not_changed_by_a_common_shift(shift):
    logits = np.array([0.5, -1.0, 2.0])
    assert softmax(logits + shift) == pytest.approx(softmax(logits), abs=1e-10)


def test_a_readout_worked_out_by_hand():
    output = Readout([[1.0, 2.0], [0.0, -1.0]], [0.5, 1.0]).read([2.0, 1.0])
    assert output.logits.tolist() == [4.5, 0.0]
    assert output.o[0] == pytest.approx(1 / (1 + math.exp(-4.5)))


def test_what_does_not_fit_is_named():
    with pytest.raises(WeightsError, match=r"b_o: shape \(3,\), must be \(O,\) = \(2,\)"):
        Readout(np.ones((2, 4)), np.ones(3))
    readout = Readout(np.full((2, 4), 1e308), np.ones(2))
    with pytest.raises(InputError, match=r"h: shape \(3,\), must be \(H,\) = \(4,\)"):
        readout.read(np.ones(3))
    with pytest.raises(InputError, match="overflows"):
        readout.read(np.ones(4))


def test_a_linear_readout_says_the_sums_themselves(network):
    cell, readout = network(F=2, H=3, outputs=2)
    linear = Readout(readout.W_o, readout.b_o, linear=True)
    h = np.array([0.5, -0.25, 0.1])
    assert (linear.read(h).o == readout.read(h).logits).all()
    trace = unroll(cell, [[1.0, 2.0], [0.0, 1.0]], readout=linear)
    assert (trace.o == trace.logits).all()
    assert trace.answers == ()
    assert trace.table()["formulas"]["o"] == "o = logits"
