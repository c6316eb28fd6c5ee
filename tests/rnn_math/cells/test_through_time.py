"""A batch through time: against single steps, finite differences and PyTorch."""

from dataclasses import dataclass

import numpy as np
import pytest

from rnn_math import training
from rnn_math.cell import Cell
from rnn_math.cells import GRU, GRU_RESET_BEFORE, KINDS, LSTM, TANH, Kind
from rnn_math.cells import operations as op
from rnn_math.cells.gates import gate, weighed
from rnn_math.cells.kind import node
from rnn_math.cells.through_time import Gradients, back, run
from rnn_math.unroll import unroll

MINIMAL = Kind(  # Zhou et al., Minimal gated unit for recurrent neural networks, 2016
    name="minimal",
    carried=("h",),
    nodes=(
        *gate("forget"),
        node("recalled", op.TIMES, "forget", "h_prev"),
        *weighed("candidate", state="recalled"),
        node("candidate", op.TANH, "z_candidate"),
        node("rest", op.REST, "forget"),
        node("kept", op.TIMES, "rest", "h_prev"),
        node("new", op.TIMES, "forget", "candidate"),
        node("h", op.SUM, "kept", "new"),
    ),
)
ALL = [*KINDS.values(), MINIMAL]
SIZES = [(1, 1, 1, 1), (4, 3, 3, 4), (9, 5, 8, 6), (6, 4, 2, 32)]  # T N F H


@dataclass
class Problem:
    """A padded batch, and a loss sum(dh * h) over all its states."""

    kind: Kind
    w: dict
    x: np.ndarray
    start: dict
    mask: np.ndarray
    dh: np.ndarray

    @property
    def loss(self) -> float:
        return float((run(self.kind, self.w, self.x, self.start, self.mask).h * self.dh).sum())

    @property
    def gradients(self) -> Gradients:
        return back(run(self.kind, self.w, self.x, self.start, self.mask), self.dh)


def problem(kind, T, N, F, H, seed=0):
    rng = np.random.default_rng([seed, T, N, F, H])
    lengths = rng.integers(1, T + 1, N)
    lengths[0] = T
    return Problem(
        kind,
        {name: 0.7 * rng.normal(size=shape) for name, shape in kind.shapes(F, H).items()},
        rng.normal(size=(T, N, F)),
        {name: rng.uniform(-1, 1, (N, H)) for name in kind.carried},
        np.arange(T)[:, None] < lengths,
        rng.normal(size=(T, N, H)),
    )


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.name)
def test_a_batch_is_its_sequences_one_by_one(kind):
    q = problem(kind, 5, 4, 3, 4)
    cell = Cell(kind, q.w)
    made = run(kind, q.w, q.x, q.start, q.mask)
    for n, length in enumerate(q.mask.sum(axis=0)):
        start = {name: states[n] for name, states in q.start.items()}
        single = unroll(cell, q.x[:length, n], start)
        assert made.h[:length, n] == pytest.approx(single.h, abs=1e-13)
        assert (made.h[length:, n] == made.h[length - 1, n]).all(), "padding stands still"
        for each in kind.nodes:
            wanted = [single.array(each.name, t) for t in range(1, length + 1)]
            assert made.values[each.name][:length, n] == pytest.approx(np.array(wanted), abs=1e-13)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.name)
def test_gradients_are_differences(kind):
    q = problem(kind, 4, 3, 2, 3)
    found, e = q.gradients, 1e-6
    given = [(q.w[name], found.weights[name]) for name in kind.weights]
    given += [(q.x, found.x)] + [(q.start[name], found.start[name]) for name in kind.carried]
    for array, gradient in given:
        for index in np.ndindex(array.shape):
            before = array[index]
            array[index] = before + e
            above = q.loss
            array[index] = before - e
            below = q.loss
            array[index] = before
            assert gradient[index] == pytest.approx((above - below) / (2 * e), abs=2e-8)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_plain_cell_is_trained_as_before_to_the_last_bit(size):
    q = problem(TANH, *size)
    h = training.forward(q.w["W_x"], q.w["W_h"], q.w["b"], q.x, q.start["h"], q.mask)
    old = training.backward(q.w["W_x"], q.w["W_h"], q.x, q.start["h"], h, q.mask, q.dh)
    new = q.gradients
    assert (run(TANH, q.w, q.x, q.start, q.mask).h == h).all()
    assert all((getattr(old, name) == new.weights[name]).all() for name in TANH.weights)
    assert (old.x == new.x).all()
    assert (old.h0 == new.start["h"]).all()


def torch_module(torch, kind, F, H, w):
    """PyTorch's module of the same weights, gates stacked in its own order."""
    order = {
        LSTM: ("input", "forget", "candidate", "output"),
        GRU: ("reset", "update", "candidate"),
    }
    module = {TANH: torch.nn.RNN, GRU: torch.nn.GRU, LSTM: torch.nn.LSTM}[kind](
        F, H, dtype=torch.float64
    )
    names = [f"_{gate}" for gate in order[kind]] if kind in order else [""]
    own = {"_candidate": w["b_memory"]} if kind is GRU else {}
    with torch.no_grad():
        for target, arrays in (
            (module.weight_ih_l0, [w[f"W_x{name}"] for name in names]),
            (module.weight_hh_l0, [w[f"W_h{name}"] for name in names]),
            (module.bias_ih_l0, [w[f"b{name}"] for name in names]),
            (module.bias_hh_l0, [own.get(name, np.zeros(H)) for name in names]),
        ):
            target.copy_(torch.tensor(np.concatenate(arrays)))
    return module, names


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("kind", [TANH, GRU, LSTM], ids=lambda kind: kind.name)
def test_pytorch_agrees_in_value_and_gradient(kind, size):
    torch = pytest.importorskip("torch", reason="PyTorch is the oracle")
    _, _, F, H = size
    q = problem(kind, *size)
    q.mask[:] = True
    module, names = torch_module(torch, kind, F, H, q.w)
    x = torch.tensor(q.x, requires_grad=True)
    start = {name: torch.tensor(s[None], requires_grad=True) for name, s in q.start.items()}
    states = tuple(start.values())
    h, _ = module(x, states if len(states) > 1 else states[0])
    (h * torch.tensor(q.dh)).sum().backward()

    made, found = run(kind, q.w, q.x, q.start, q.mask), q.gradients
    assert made.h == pytest.approx(h.detach().numpy(), abs=1e-10)
    assert found.x == pytest.approx(x.grad.numpy(), abs=1e-10)
    for name, state in start.items():
        assert found.start[name] == pytest.approx(state.grad[0].numpy(), abs=1e-10)
    for target, ours in (
        (module.weight_ih_l0, "W_x"),
        (module.weight_hh_l0, "W_h"),
        (module.bias_ih_l0, "b"),
    ):
        wanted = target.grad.numpy()
        for k, name in enumerate(names):
            assert found.weights[ours + name] == pytest.approx(wanted[k * H : k * H + H], abs=1e-10)
    if kind is GRU:
        memory = module.bias_hh_l0.grad.numpy()[2 * H :]
        assert found.weights["b_memory"] == pytest.approx(memory, abs=1e-10)


def test_pytorch_agrees_with_the_gru_that_resets_before():
    """PyTorch has no such module: its autograd differentiates the equations."""
    torch = pytest.importorskip("torch", reason="PyTorch is the oracle")
    q = problem(GRU_RESET_BEFORE, 6, 4, 3, 5)
    q.mask[:] = True
    w = {name: torch.tensor(array, requires_grad=True) for name, array in q.w.items()}
    h = torch.tensor(q.start["h"])
    states = []

    def weighed(name, x, state):
        return x @ w[f"W_x_{name}"].T + state @ w[f"W_h_{name}"].T + w[f"b_{name}"]

    for x in torch.tensor(q.x):
        r = torch.sigmoid(weighed("reset", x, h))
        z = torch.sigmoid(weighed("update", x, h))
        h = (1 - z) * torch.tanh(weighed("candidate", x, r * h)) + z * h
        states.append(h)
    made = torch.stack(states)
    (made * torch.tensor(q.dh)).sum().backward()
    assert run(q.kind, q.w, q.x, q.start, q.mask).h == pytest.approx(
        made.detach().numpy(), abs=1e-10
    )
    for name, gradient in q.gradients.weights.items():
        assert gradient == pytest.approx(w[name].grad.numpy(), abs=1e-10)


def test_along_the_lstms_cell_state_a_gradient_is_only_gated():
    """With no other way back, dc_{t-1} = forget_t * dc_t."""
    q = problem(LSTM, 5, 2, 3, 4)
    q.mask[:] = True
    for name in LSTM.weights:
        if name.startswith("W_h"):
            q.w[name][:] = 0.0
    q.dh[:-1] = 0.0
    found, made = q.gradients, run(LSTM, q.w, q.x, q.start, q.mask)
    for t in range(1, 5):
        gated = found.values["c"][t] * made.values["forget"][t]
        assert found.values["c"][t - 1] == pytest.approx(gated, abs=1e-15)
