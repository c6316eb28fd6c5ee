import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_math.errors import InputError, WeightsError
from rnn_math.readout import Readout
from rnn_math.unroll import unroll
from rnn_math.wiring import sequence_to_sequence, vector_to_sequence


@pytest.mark.parametrize(("F", "H", "outputs", "T"), [(1, 1, 1, 1), (3, 4, 4, 5), (8, 16, 3, 10)])
def test_states_and_outputs_agree_with_pytorch(network, F, H, outputs, T):
    torch = pytest.importorskip("torch", reason="PyTorch is the oracle")
    cell, readout = network(F, H, outputs)
    rng = np.random.default_rng(4)
    inputs, h0 = rng.normal(size=(T, F)), rng.uniform(-1, 1, H)
    rnn = torch.nn.RNN(F, H, dtype=torch.float64)
    share = 0.3 * cell.b  # PyTorch splits the bias in two
    with torch.no_grad():
        rnn.weight_ih_l0.copy_(torch.tensor(cell.W_x))
        rnn.weight_hh_l0.copy_(torch.tensor(cell.W_h))
        rnn.bias_ih_l0.copy_(torch.tensor(share))
        rnn.bias_hh_l0.copy_(torch.tensor(cell.b - share))
        states, last = rnn(torch.tensor(inputs), torch.tensor(h0)[None])
        o = torch.softmax(states @ torch.tensor(readout.W_o).T + torch.tensor(readout.b_o), dim=-1)
    trace = unroll(cell, inputs, h0, readout)
    assert trace.h == pytest.approx(states.numpy(), abs=1e-12)
    assert trace.h[-1] == pytest.approx(last[0].numpy(), abs=1e-12)
    assert trace.o == pytest.approx(o.numpy(), abs=1e-12)


@given(T=st.integers(2, 6), seed=st.integers(0, 30), data=st.data())
def test_a_later_input_leaves_earlier_states_alone(network, T, seed, data):
    cell, readout = network(seed=seed)
    inputs = np.random.default_rng(seed).normal(size=(T, 3))
    t = data.draw(st.integers(1, T - 1))
    changed = inputs.copy()
    changed[t] += 1.0
    before, after = unroll(cell, inputs, readout=readout), unroll(cell, changed, readout=readout)
    assert (before.h[:t] == after.h[:t]).all()
    assert (before.o[:t] == after.o[:t]).all()
    assert (before.h[t] != after.h[t]).any()


def test_the_state_passes_from_step_to_step(network):
    cell, _ = network()
    trace = unroll(cell, np.ones((3, 3)))
    assert trace.h0.tolist() == [0.0] * 4
    assert (trace.steps[0].h_prev == trace.h0).all()
    for earlier, later in zip(trace.steps, trace.steps[1:], strict=False):
        assert (later.h_prev == earlier.h).all()


def test_names_that_are_not_given(network):
    cell, readout = network()
    trace = unroll(cell, np.ones((2, 3)), readout=readout)
    assert trace.tokens == ("x_1", "x_2")
    assert trace.known == (True, True)
    assert trace.labels == ("o_1", "o_2")
    assert trace.wiring == sequence_to_sequence(2)


@pytest.mark.parametrize(
    ("inputs", "options", "message"),
    [
        (np.ones((2, 2)), {}, r"inputs: shape \(2, 2\), must be \(N, F\) with F = 3"),
        (np.ones(3), {}, r"inputs: shape \(3,\)"),
        (np.empty((0, 3)), {}, "0 steps, must have at least 1"),
        ([[1.0, np.inf, 0.0]], {}, r"inputs\[0, 1\] = inf"),
        (np.ones((2, 3)), {"h0": np.ones(3)}, r"h_0: shape \(3,\), must be \(H,\) = \(4,\)"),
        (np.ones((2, 3)), {"tokens": ["one"]}, "tokens: 1 given, must be 2"),
        (np.ones((2, 3)), {"known": [True] * 3}, "known: 3 given, must be 2"),
        (np.ones((2, 3)), {"labels": ["a"]}, "labels: 1 given, must be 2"),
        (np.ones((2, 3)), {"wiring": sequence_to_sequence(3)}, "inputs: 2 rows, must be 3"),
        (np.ones((1, 3)), {"wiring": vector_to_sequence(2)}, "needs a readout and feed_back"),
    ],
)
def test_what_does_not_fit_together_is_named(network, inputs, options, message):
    cell, readout = network()
    with pytest.raises(InputError, match=message):
        unroll(cell, inputs, readout=readout, **options)


def test_a_readout_for_another_cell_is_refused(network):
    cell, _ = network(H=4)
    with pytest.raises(WeightsError, match="W_o: reads states of 5, must read the cell's H = 4"):
        unroll(cell, np.ones((1, 3)), readout=Readout(np.ones((2, 5)), np.ones(2)))
