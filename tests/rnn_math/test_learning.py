"""A lesson's loss and every gradient of it, against PyTorch and against a small change."""

import numpy as np
import pytest

from rnn_math.cell import Cell
from rnn_math.cells import KINDS
from rnn_math.errors import InputError
from rnn_math.learning import Lesson, lesson
from rnn_math.readout import Readout
from rnn_math.trace import Address
from rnn_math.unroll import unroll

SIZES = [(1, 1, 1), (2, 1, 1), (5, 3, 4), (9, 5, 16)]


def made(T: int, F: int, H: int, seed: int = 0) -> Lesson:
    rng = np.random.default_rng(seed)
    weights = {name: rng.normal(0, 0.6, s) for name, s in KINDS["tanh"].shapes(F, H).items()}
    readout = Readout(rng.normal(0, 1, (3, H)), rng.normal(0, 1, 3))
    trace = unroll(Cell(KINDS["tanh"], weights), rng.normal(0, 1, (T, F)), readout=readout)
    right = [trace.labels[k] for k in rng.integers(0, 3, T)]
    return lesson(trace, right, 0.5)


@pytest.mark.parametrize("sizes", SIZES)
def test_pytorch_agrees_in_every_number(sizes: tuple[int, int, int]) -> None:
    torch = pytest.importorskip("torch")
    ours = made(*sizes)
    assert ours.readout is not None
    names = ("W_x", "W_h", "b", "W_o", "b_o")
    arrays = (*ours.cell.weights.values(), ours.readout.W_o, ours.readout.b_o)
    theirs = {
        name: torch.tensor(np.array(array), dtype=torch.float64, requires_grad=True)
        for name, array in zip(names, arrays, strict=True)
    }
    x = torch.tensor(np.array(ours.x), dtype=torch.float64, requires_grad=True)
    h, states, logits = torch.zeros(sizes[2], dtype=torch.float64), [], []
    copies = [theirs["W_h"].clone() for _ in x]  # as if each step had weights of its own
    for x_t, W_h in zip(x, copies, strict=True):
        W_h.retain_grad()
        h = torch.tanh(theirs["W_x"] @ x_t + W_h @ h + theirs["b"])
        h.retain_grad()
        states.append(h)
        logits.append(theirs["W_o"] @ h + theirs["b_o"])
    loss = torch.nn.functional.cross_entropy(
        torch.stack(logits), torch.tensor(ours.targets), reduction="none"
    )
    loss.mean().backward()
    assert np.abs(ours.losses - loss.detach().numpy()).max() < 1e-12
    assert ours.mean_loss == pytest.approx(float(loss.detach().mean()), abs=1e-12)
    assert np.abs(ours.gradients - [state.grad.numpy() for state in states]).max() < 1e-12
    assert np.abs(ours.shares - [copy.grad.numpy() for copy in copies]).max() < 1e-12
    assert np.abs(ours.gradient_of_inputs - x.grad.numpy()).max() < 1e-12
    for name, gradient in ours.gradients_of_weights.items():
        assert np.abs(gradient - theirs[name].grad.numpy()).max() < 1e-12, name


@pytest.mark.parametrize("sizes", SIZES)
def test_shares_add_up_and_a_step_goes_against_their_sum(sizes: tuple[int, int, int]) -> None:
    ours = made(*sizes)
    total = sum(ours.array("share", step) for step in range(1, len(ours) + 1))
    gradient = ours.array("gradient_W_h", 0)
    assert np.abs(total - gradient).max() < 1e-12
    assert np.array_equal(ours.array("share", 1), np.zeros_like(gradient))  # h_0 is zero
    assert np.array_equal(ours.array("next_W_h", 0), ours.cell.weights["W_h"] - 0.5 * gradient)
    assert ours.value(Address("mean_loss", 0, (0,))) == ours.losses.mean()


def test_a_small_change_of_a_recurrent_weight_changes_the_loss_as_it_says() -> None:
    ours = made(6, 3, 4)
    W_h = ours.cell.weights["W_h"]

    def loss(changed: np.ndarray) -> float:
        cell = ours.cell.with_weights(W_h=changed)
        return lesson(unroll(cell, ours.x, readout=ours.readout), ours.right, 0.5).mean_loss

    for index in np.ndindex(4, 4):
        change = np.zeros((4, 4))
        change[index] = 1e-6
        found = (loss(W_h + change) - loss(W_h - change)) / 2e-6
        gradient = ours.array("gradient_W_h", 0)
        assert found == pytest.approx(gradient[index], abs=1e-9, rel=1e-6)


def test_all_its_numbers_have_addresses() -> None:
    ours = made(3, 2, 2)
    found = {address.quantity for address in ours.addresses()}
    assert {"loss", "gradient", "length", "share", "mean_loss", "next_W_h", "rate"} <= found
    assert not {"factor", "clipped_gradient"} & found
    assert ours.table()["right"] == list(ours.right)


@pytest.mark.parametrize(
    ("right", "rate", "said"),
    [
        (["o_1"], 0.5, "1 right answers, must be 3"),
        (["o_1", "o_9", "o_1"], 0.5, "'o_9': no such answer, must be one of o_1, o_2, o_3"),
        (["o_1", "o_1", "o_1"], 0.0, "rate = 0, must be above 0"),
    ],
)
def test_what_is_no_lesson_is_refused(right: list[str], rate: float, said: str) -> None:
    with pytest.raises(InputError, match=said):
        lesson(made(3, 2, 2), right, rate)
