from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_math import training
from rnn_math.training import UNANSWERED, Adam
from rnn_math.unroll import unroll

WEIGHTS = ("W_x", "W_h", "b", "W_o", "b_o")
SIZES = [(1, 1, 1, 1, 2), (4, 3, 3, 4, 4), (10, 5, 8, 6, 3), (6, 7, 2, 32, 5)]  # T N F H O


class Problem(NamedTuple):
    """A padded batch whose loss looks at the outputs asked for and at the last states."""

    p: dict
    x: np.ndarray
    h0: np.ndarray
    mask: np.ndarray
    targets: np.ndarray
    last: np.ndarray  # (N, H): the loss has a term sum(last * h_T)


def problem(T, N, F, H, outputs, seed=0) -> Problem:
    rng = np.random.default_rng([seed, T, N, F, H])
    p = {
        "W_x": rng.normal(size=(H, F)),
        "W_h": rng.normal(size=(H, H)) / np.sqrt(H),
        "b": rng.normal(size=H),
        "W_o": rng.normal(size=(outputs, H)),
        "b_o": rng.normal(size=outputs),
    }
    lengths = rng.integers(1, T + 1, N)
    lengths[0] = T
    mask = np.arange(T)[:, None] < lengths
    targets = rng.integers(0, outputs, (T, N))
    targets[~mask | (rng.random((T, N)) < 0.3)] = UNANSWERED
    targets[0, 0] = 0
    x, h0 = rng.normal(size=(T, N, F)), rng.uniform(-1, 1, (N, H))
    return Problem(p, x, h0, mask, targets, rng.normal(size=(N, H)))


def loss_of(q: Problem) -> float:
    h = training.forward(q.p["W_x"], q.p["W_h"], q.p["b"], q.x, q.h0, q.mask)
    loss, _ = training.cross_entropy(q.p["W_o"], q.p["b_o"], h, q.targets)
    return loss + float((q.last * h[-1]).sum())


def gradients_of(q: Problem, backward=training.backward) -> dict:
    h = training.forward(q.p["W_x"], q.p["W_h"], q.p["b"], q.x, q.h0, q.mask)
    _, out = training.cross_entropy(q.p["W_o"], q.p["b_o"], h, q.targets)
    dh = out.h.copy()
    dh[-1] += q.last
    cell = backward(q.p["W_x"], q.p["W_h"], q.x, q.h0, h, q.mask, dh)
    return {"W_o": out.W_o, "b_o": out.b_o} | cell._asdict()


def torch_loss_and_gradients(q: Problem) -> tuple[float, dict]:
    torch = pytest.importorskip("torch", reason="PyTorch is the oracle")
    from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

    H, F = q.p["W_x"].shape
    rnn = torch.nn.RNN(F, H, dtype=torch.float64)
    with torch.no_grad():
        rnn.weight_ih_l0.copy_(torch.tensor(q.p["W_x"]))
        rnn.weight_hh_l0.copy_(torch.tensor(q.p["W_h"]))
        rnn.bias_ih_l0.copy_(torch.tensor(q.p["b"]))
        rnn.bias_hh_l0.zero_()
    x, h0, W_o, b_o = (
        torch.tensor(a, requires_grad=True) for a in (q.x, q.h0, q.p["W_o"], q.p["b_o"])
    )
    lengths = torch.tensor(q.mask.sum(axis=0))
    packed = pack_padded_sequence(x, lengths, enforce_sorted=False)
    states, last = rnn(packed, h0[None])
    h, _ = pad_packed_sequence(states, total_length=len(q.x))
    loss = torch.nn.functional.cross_entropy(
        (h @ W_o.T + b_o).flatten(0, 1),
        torch.tensor(q.targets.flatten()),
        ignore_index=UNANSWERED,
    )
    loss = loss + (torch.tensor(q.last) * last[0]).sum()
    loss.backward()
    return loss.item(), {
        "W_x": rnn.weight_ih_l0.grad.numpy(),
        "W_h": rnn.weight_hh_l0.grad.numpy(),
        "b": rnn.bias_ih_l0.grad.numpy(),
        "W_o": W_o.grad.numpy(),
        "b_o": b_o.grad.numpy(),
        "x": x.grad.numpy(),
        "h0": h0.grad.numpy(),
    }


def disagreements(ours: dict, theirs: dict) -> list[str]:
    return [name for name in theirs if not np.allclose(ours[name], theirs[name], 0, 1e-10)]


@pytest.mark.parametrize("sizes", SIZES)
def test_loss_and_every_gradient_agree_with_pytorch(sizes):
    q = problem(*sizes)
    loss, theirs = torch_loss_and_gradients(q)
    assert loss_of(q) == pytest.approx(loss, abs=1e-10)
    ours = gradients_of(q)
    assert set(ours) == set(theirs) == {*WEIGHTS, "x", "h0"}
    assert disagreements(ours, theirs) == []


def test_a_missing_transpose_is_found_out_by_pytorch():
    def faulty(W_x, W_h, *rest):
        return training.backward(W_x, W_h.T, *rest)

    q = problem(4, 3, 3, 4, 4)
    _, theirs = torch_loss_and_gradients(q)
    assert disagreements(gradients_of(q, faulty), theirs) == ["W_x", "W_h", "b", "x", "h0"]


@pytest.mark.parametrize("sizes", SIZES[:2])
def test_every_gradient_agrees_with_central_differences(sizes):
    q = problem(*sizes)
    ours = gradients_of(q)
    arrays = q.p | {"x": q.x, "h0": q.h0}
    step = 1e-6
    for name, array in arrays.items():
        for index in np.ndindex(array.shape):
            kept = array[index]
            array[index] = kept + step
            above = loss_of(q)
            array[index] = kept - step
            below = loss_of(q)
            array[index] = kept
            slope = (above - below) / (2 * step)
            assert ours[name][index] == pytest.approx(slope, abs=1e-7, rel=1e-6), (name, index)


def test_padding_neither_reads_nor_learns():
    q = problem(10, 5, 8, 6, 3)
    padded = ~q.mask
    assert padded.any()
    ours = gradients_of(q)
    assert (ours["x"][padded] == 0).all()
    other = q._replace(x=np.where(padded[:, :, None], 99.0, q.x))
    assert loss_of(other) == loss_of(q)
    for name, gradient in gradients_of(other).items():
        assert (gradient == ours[name]).all()


@given(T=st.integers(1, 5), N=st.integers(1, 4), seed=st.integers(0, 20))
def test_a_batch_is_its_sequences_one_by_one(network, T, N, seed):
    cell, _ = network(F=2, H=3, seed=seed)
    q = problem(T, N, 2, 3, 2, seed)
    h = training.forward(cell.W_x, cell.W_h, cell.b, q.x, q.h0, q.mask)
    for n, length in enumerate(q.mask.sum(axis=0)):
        single = unroll(cell, q.x[:length, n], q.h0[n])
        assert h[:length, n] == pytest.approx(single.h, abs=1e-12)
        assert (h[length:, n] == h[length - 1, n]).all()  # on padding the state stands still


def test_a_certain_mistake_costs_much_but_not_infinitely_much():
    h = np.array([[[1.0]]])
    loss, gradients = training.cross_entropy(
        np.array([[1e5], [-1e5]]), np.zeros(2), h, np.array([[1]])
    )
    assert 700 < loss < 800
    assert gradients.b_o.tolist() == [1.0, -1.0]


def test_adam_agrees_with_pytorch():
    torch = pytest.importorskip("torch", reason="PyTorch is the oracle")
    rng = np.random.default_rng(5)
    start = {"W": rng.normal(size=(3, 2)), "b": rng.normal(size=2)}
    tensors = {name: torch.tensor(a, requires_grad=True) for name, a in start.items()}
    oracle = torch.optim.AdamW(
        [
            {"params": [tensors["W"]], "weight_decay": 0.1},
            {"params": [tensors["b"]], "weight_decay": 0.0},
        ],
        lr=0.02,
    )
    adam, p = Adam(0.02, 0.1, frozenset({"W"})), start
    for _ in range(20):
        gradients = {name: rng.normal(size=a.shape) for name, a in start.items()}
        p = adam.update(p, gradients)
        for name, tensor in tensors.items():
            tensor.grad = torch.tensor(gradients[name])
        oracle.step()
    for name, tensor in tensors.items():
        assert p[name] == pytest.approx(tensor.detach().numpy(), abs=1e-12)


def test_clipping_keeps_the_direction_and_bounds_the_length():
    gradients = {"W": np.array([[3.0]]), "b": np.array([4.0])}
    assert training.clip(gradients, 10.0) == gradients
    clipped = training.clip(gradients, 1.0)
    assert clipped["W"] == pytest.approx(0.6)
    assert clipped["b"] == pytest.approx(0.8)
    zero = {"W": np.zeros(2)}
    assert training.clip(zero, 1.0)["W"].tolist() == [0.0, 0.0]


def test_initial_weights_come_from_the_seed_alone():
    first, again, other = (
        training.initial_weights((4, 9), np.random.default_rng(seed)) for seed in (1, 1, 2)
    )
    assert (first == again).all()
    assert (first != other).any()
    assert (abs(first) <= 1 / 3).all()


@pytest.mark.parametrize("sizes", SIZES)
def test_squared_error_and_its_gradients_agree_with_pytorch(sizes):
    torch = pytest.importorskip("torch", reason="PyTorch is the oracle")
    T, N, _, H, outputs = sizes
    rng = np.random.default_rng(sizes)
    h, W_o = rng.normal(size=(T, N, H)), rng.normal(size=(outputs, H))
    b_o = rng.normal(size=outputs)
    targets = rng.normal(size=(T, N, outputs))
    targets[rng.random(targets.shape) < 0.3] = np.nan
    targets[0, 0, 0] = 1.0
    loss, gradients = training.squared_error(W_o, b_o, h, targets)
    tensors = [torch.tensor(a, requires_grad=True) for a in (W_o, b_o, h)]
    asked = torch.tensor(~np.isnan(targets))
    told = tensors[2] @ tensors[0].T + tensors[1]
    oracle = ((told - torch.tensor(targets))[asked] ** 2).mean()
    oracle.backward()
    assert loss == pytest.approx(oracle.item(), abs=1e-12)
    for ours, tensor in zip(gradients, tensors, strict=True):
        assert ours == pytest.approx(tensor.grad.numpy(), abs=1e-12)
