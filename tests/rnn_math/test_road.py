"""The road of each kind of cell, and what is left of a gradient on it, against autograd."""

import numpy as np
import pytest

from rnn_math.cell import Cell
from rnn_math.cells import GRU_RESET_BEFORE, KINDS, Kind
from rnn_math.cells import operations as op
from rnn_math.cells.kind import node
from rnn_math.errors import InputError
from rnn_math.readout import Readout
from rnn_math.road import Lasting, Road, lasting, road_of
from rnn_math.unroll import unroll


def made(kind: Kind, T: int = 6, F: int = 2, H: int = 4) -> Lasting:
    rng = np.random.default_rng(3)
    weights = {name: rng.normal(0, 0.6, shape) for name, shape in kind.shapes(F, H).items()}
    readout = Readout(rng.normal(0, 1, (3, H)), rng.normal(0, 1, 3))
    return lasting(unroll(Cell(kind, weights), rng.normal(0, 1, (T, F)), readout=readout))


def test_the_road_goes_through_the_gate_that_keeps() -> None:
    assert road_of(KINDS["lstm"]) == Road("c", "forget")
    assert road_of(KINDS["gru"]) == road_of(GRU_RESET_BEFORE) == Road("h", "update")
    assert road_of(KINDS["tanh"]) is None


def test_a_fourth_kind_has_its_road_without_being_known() -> None:
    minimal = Kind(
        "minimal",
        ("h",),
        (
            node("Wx_keep", op.MATRIX, "W_x_keep", "x"),
            node("z_keep", op.SUM, "Wx_keep", "b_keep"),
            node("keep", op.SIGMOID, "z_keep"),
            node("kept", op.TIMES, "keep", "h_prev"),
            node("rest", op.REST, "keep"),
            node("new", op.TIMES, "rest", "Wx_keep"),
            node("h", op.SUM, "kept", "new"),
        ),
    )
    assert road_of(minimal) == Road("h", "keep")


def test_autograd_agrees_along_the_cell_state() -> None:
    torch = pytest.importorskip("torch")
    trace = made(KINDS["lstm"])
    assert trace.readout is not None
    c_last = torch.tensor(np.array(trace.steps[-1].c), requires_grad=True)
    h = torch.tensor(np.array(trace.steps[-1].output)) * torch.tanh(c_last)
    (torch.tensor(np.array(trace.readout.W_o)) @ h).max()  # the same label, whatever the bias
    best = int(trace.logits[-1].argmax())
    (torch.tensor(np.array(trace.readout.W_o))[best] @ h).backward()
    assert np.abs(trace.on_road[-1] - c_last.grad.numpy()).max() < 1e-12

    c_first = torch.tensor(np.array(trace.steps[0].c), requires_grad=True)
    c = c_first
    for step in trace.steps[1:]:  # gates as they were: the road and no other way
        c = torch.tensor(np.array(step.forget)) * c + torch.tensor(np.array(step.new))
    (c * c_last.grad).sum().backward()
    assert np.abs(trace.on_road[0] - c_first.grad.numpy()).max() < 1e-12


def test_a_step_back_along_the_road_multiplies_by_the_gate_and_by_that_alone() -> None:
    trace = made(KINDS["lstm"])
    for t in range(1, len(trace)):
        factor = trace.on_road[t - 1] / trace.on_road[t]
        assert np.allclose(factor, trace.steps[t].forget, rtol=1e-12)


@pytest.mark.parametrize("kind", KINDS)
def test_shares_begin_with_one_at_the_last_step(kind: str) -> None:
    trace = made(KINDS[kind])
    assert trace.shares[-1] == 1
    assert [trace.array("share", t)[0] for t in range(1, 7)] == [*trace.shares]
    assert "share" in trace.table()["formulas"]  # type: ignore[operator]
    with pytest.raises(InputError, match="share: not at step 0"):
        trace.array("share", 0)


def test_the_plain_cell_has_no_way_but_the_whole_one() -> None:
    trace = made(KINDS["tanh"])
    assert np.array_equal(trace.on_road, trace.gradients)


def test_an_answer_that_depends_on_nothing_is_refused() -> None:
    cell = made(KINDS["lstm"]).cell
    dead = Readout(np.zeros((2, 4)), np.array([1.0, 0.0]))
    with pytest.raises(InputError, match="does not depend on the last state"):
        lasting(unroll(cell, np.ones((2, 2)), readout=dead))
