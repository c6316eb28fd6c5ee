"""The way back of an answer, against PyTorch's autograd and against a small change."""

import numpy as np
import pytest

from rnn_math.cell import Cell
from rnn_math.cells import KINDS
from rnn_math.errors import InputError
from rnn_math.gradient import LARGEST_GRADIENT, Reaching, magnified, reaching, recurrent
from rnn_math.readout import Readout
from rnn_math.trace import Address
from rnn_math.unroll import unroll


def made(kind: str, T: int, F: int, H: int, *, seed: int = 0) -> Reaching:
    rng = np.random.default_rng(seed)
    weights = {name: rng.normal(0, 0.6, s) for name, s in KINDS[kind].shapes(F, H).items()}
    readout = Readout(rng.normal(0, 1, (3, H)), rng.normal(0, 1, 3))
    return reaching(unroll(Cell(KINDS[kind], weights), rng.normal(0, 1, (T, F)), readout=readout))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sizes", [(2, 1, 1), (5, 3, 4), (9, 5, 16)])
def test_a_small_change_of_a_state_changes_the_score_as_the_gradient_says(
    kind: str, sizes: tuple[int, int, int]
) -> None:
    trace = made(kind, *sizes)
    assert trace.readout is not None
    best = int(trace.logits[-1].argmax())

    def score(step: int, change: np.ndarray) -> float:
        """The score if the state of ``step`` had been another one."""
        carried = dict(trace.start)
        for number, each in enumerate(trace.steps, start=1):
            values = trace.cell.step(each.x, *carried.values()).values
            carried = {name: values[name] for name in carried}
            if number == step:
                first = next(iter(carried))
                carried[first] = carried[first] + change
        assert trace.readout is not None
        return float(trace.readout.read(next(iter(carried.values()))).logits[best])

    for step in range(1, len(trace) + 1):
        for unit, slope in enumerate(trace.array("gradient", step)):
            change = 1e-6 * np.eye(trace.cell.hidden_size)[unit]
            found = (score(step, change) - score(step, -change)) / 2e-6
            assert found == pytest.approx(slope, abs=1e-8, rel=1e-6)


def test_pytorch_agrees() -> None:
    torch = pytest.importorskip("torch")
    trace = made("tanh", 7, 3, 5)
    assert trace.readout is not None
    W_x, W_h, b, W_o, b_o, x = (
        torch.tensor(np.array(array), dtype=torch.float64)
        for array in (*trace.cell.weights.values(), trace.readout.W_o, trace.readout.b_o, trace.x)
    )
    W_h.requires_grad_(True)
    h, states = torch.zeros(5, dtype=torch.float64), []
    for x_t in x:
        h = torch.tanh(W_x @ x_t + W_h @ h + b)
        h.retain_grad()
        states.append(h)
    (W_o @ h + b_o).max().backward()
    theirs = np.array([state.grad.numpy() for state in states])
    assert np.abs(trace.gradients - theirs).max() < 1e-12
    assert trace.value(Address("recurrent_gradient", 0, (0,))) == pytest.approx(
        float(W_h.grad.norm()), abs=1e-12
    )


def test_lengths_and_factors_belong_together() -> None:
    trace = made("tanh", 6, 2, 4)
    for step in range(1, 6):
        product = trace.array("factor", step)[0] * trace.array("length", step + 1)[0]
        assert product == pytest.approx(trace.array("length", step)[0])
        length = np.linalg.norm(trace.array("gradient", step))
        assert trace.array("length", step)[0] == pytest.approx(length)
    with pytest.raises(InputError, match="factor: not at step 6"):
        trace.array("factor", 6)
    assert "length" in trace.table()["formulas"]


@pytest.mark.parametrize("factor", [0.01, 4.0])
def test_clipping_leaves_what_is_short_enough(factor: float) -> None:
    trace = made("tanh", 6, 2, 4)
    larger = reaching(
        unroll(magnified(trace.cell, factor), trace.x, readout=trace.readout, tokens=trace.tokens)
    )
    before, after = (larger.array(f"{name}_gradient", 0)[0] for name in ("recurrent", "clipped"))
    assert after == min(before, LARGEST_GRADIENT)


def test_only_what_meets_a_state_is_magnified() -> None:
    cell = made("lstm", 2, 3, 2).cell
    larger = magnified(cell, 3.0)
    assert len(recurrent(cell)) == 4
    for name in cell.kind.weights:
        assert np.array_equal(
            larger.weights[name], (3.0 if name in recurrent(cell) else 1.0) * cell.weights[name]
        )


def test_without_an_answer_there_is_nothing_to_ask() -> None:
    cell = made("tanh", 2, 1, 1).cell
    with pytest.raises(InputError, match="no answer to ask about"):
        reaching(unroll(cell, np.ones((2, 1))))


def test_nothing_comes_out_of_nothing() -> None:
    dead = Cell.tanh(np.ones((1, 1)), np.zeros((1, 1)), np.zeros(1))
    trace = reaching(unroll(dead, np.ones((3, 1)), readout=Readout(np.ones((2, 1)), np.zeros(2))))
    assert [*trace.lengths] == [0.0, 0.0, 1.0]
    assert trace.with_factor == (2,)
    assert trace.array("factor", 2)[0] == 0
    assert "factor" not in trace.quantities(1)
