"""Each kind's nodes, against its equations as a textbook writes them."""

import numpy as np
import pytest

from rnn_math.cell import Cell, formulas, step_quantities
from rnn_math.cells import GRU, GRU_RESET_BEFORE, KINDS, LSTM, TANH
from rnn_math.cells.operations import sigmoid
from rnn_math.errors import InputError, WeightsError
from rnn_math.unroll import unroll

F, H = 3, 4


def tanh_step(w, x, h):
    return {"h": np.tanh(w["W_x"] @ x + w["W_h"] @ h + w["b"])}


def lstm_step(w, x, h, c):
    def z(gate):
        return w[f"W_x_{gate}"] @ x + w[f"W_h_{gate}"] @ h + w[f"b_{gate}"]

    f, i, o = sigmoid(z("forget")), sigmoid(z("input")), sigmoid(z("output"))
    g = np.tanh(z("candidate"))
    c = f * c + i * g
    return {"forget": f, "input": i, "candidate": g, "output": o, "c": c, "h": o * np.tanh(c)}


def gru_step(w, x, h):
    r = sigmoid(w["W_x_reset"] @ x + w["W_h_reset"] @ h + w["b_reset"])
    z = sigmoid(w["W_x_update"] @ x + w["W_h_update"] @ h + w["b_update"])
    memory = w["W_h_candidate"] @ h + w["b_memory"]
    n = np.tanh(w["W_x_candidate"] @ x + w["b_candidate"] + r * memory)
    return {"reset": r, "update": z, "candidate": n, "h": (1 - z) * n + z * h}


def gru_step_reset_before(w, x, h):
    r = sigmoid(w["W_x_reset"] @ x + w["W_h_reset"] @ h + w["b_reset"])
    z = sigmoid(w["W_x_update"] @ x + w["W_h_update"] @ h + w["b_update"])
    n = np.tanh(w["W_x_candidate"] @ x + w["W_h_candidate"] @ (r * h) + w["b_candidate"])
    return {"reset": r, "update": z, "candidate": n, "h": (1 - z) * n + z * h}


TEXTBOOK = [
    (TANH, tanh_step),
    (LSTM, lstm_step),
    (GRU, gru_step),
    (GRU_RESET_BEFORE, gru_step_reset_before),
]


@pytest.mark.parametrize(("kind", "textbook"), TEXTBOOK, ids=lambda each: getattr(each, "name", ""))
def test_the_nodes_are_the_equations(cell_of, kind, textbook):
    cell, rng = cell_of(kind, F, H), np.random.default_rng(1)
    x, carried = rng.normal(size=F), [rng.uniform(-1, 1, H) for _ in kind.carried]
    step = cell.step(x, *carried)
    for name, value in textbook(cell.weights, x, *carried).items():
        assert step.values[name] == pytest.approx(value, abs=1e-15)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_step_keeps_all_that_it_names(cell_of, kind):
    step = cell_of(kind, F, H).step(np.ones(F), *[np.ones(H)] * len(kind.carried))
    assert [*step.values] == [*step_quantities(kind)]
    assert set(formulas(kind)) == set(step.values) - set(kind.given)
    for product in kind.products.values():
        name = product.name
        assert (step.values[name] == step.values[f"{name}_partial"][:, -1]).all()
    assert not any(array.flags.writeable for array in step.values.values())


def test_gates_are_shares(cell_of):
    step = cell_of(LSTM, F, H).step(np.full(F, 50.0), np.ones(H), np.ones(H))
    for name in ("forget", "input", "output"):
        assert (step.values[name] >= 0).all()
        assert (step.values[name] <= 1).all()
    assert sigmoid(np.array([-800.0, 0.0, 800.0])).tolist() == [0.0, 0.5, 1.0]


def test_the_cell_state_goes_from_step_to_step(cell_of):
    cell, rng = cell_of(LSTM, F, H), np.random.default_rng(2)
    trace = unroll(cell, rng.normal(size=(3, F)), {"c": np.full(H, 0.5)})
    h, c = np.zeros(H), np.full(H, 0.5)
    for t in range(1, len(trace) + 1):
        assert (trace.array("h_prev", t) == h).all()
        assert (trace.array("c_prev", t) == c).all()
        h, c = trace.array("h", t), trace.array("c", t)
    assert (trace.array("c", 0) == 0.5).all()
    assert (trace.array("h", 0) == 0).all()
    table = trace.table()
    assert table["c_0"] == [0.5] * H
    assert table["formulas"]["c"] == "c = kept + new, the c_prev of the next step"
    assert table["formulas"]["new"] == "new = input * candidate"


def test_parameters_are_counted(cell_of):
    for kind, gates in ((TANH, 1), (GRU_RESET_BEFORE, 3), (LSTM, 4)):
        assert kind.count(F, H) == gates * (H * F + H * H + H)
        assert kind.count(F, H) == sum(w.size for w in cell_of(kind, F, H).weights.values())
    assert GRU.count(F, H) == 3 * (H * F + H * H + H) + H, "the reset state has a bias of its own"


def test_without_recurrence_no_state_is_weighed(cell_of):
    for kind in KINDS.values():
        plain = cell_of(kind, F, H).without_recurrence()
        for name, product in kind.products.items():
            assert (plain.weights[name] == 0).all() == (product.inputs[1] != "x")


def test_weights_that_do_not_fit_are_named(cell_of):
    weights = dict(cell_of(LSTM, F, H).weights)
    for wrong, message in (
        (
            weights | {"W_h_output": np.ones((H, F))},
            r"W_h_output: shape \(4, 3\), must be \(H, H\)",
        ),
        (weights | {"b_forget": np.full(H, np.nan)}, r"b_forget\[0\] = nan"),
        ({k: w for k, w in weights.items() if k != "b_input"}, "b_input: missing, a lstm cell"),
        (weights | {"W_y": np.ones(H)}, "W_y: unknown, a lstm cell has W_x_forget"),
    ):
        with pytest.raises(WeightsError, match=message):
            Cell(LSTM, wrong)


def test_states_that_do_not_fit_are_named(cell_of):
    cell = cell_of(LSTM, F, H)
    with pytest.raises(InputError, match=r"c_0: shape \(3,\), must be \(H,\) = \(4,\)"):
        cell.start({"c": np.zeros(3)})
    with pytest.raises(InputError, match="z_0: a lstm cell carries h and c"):
        cell.start({"z": np.zeros(4)})
