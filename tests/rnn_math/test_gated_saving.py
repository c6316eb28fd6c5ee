"""Every kind of cell is written in each layout that has it, and read again as it was."""

import numpy as np
import pytest

from rnn_math import cells, weights
from rnn_math.cell import Cell
from rnn_math.cells import GRU, GRU_RESET_BEFORE, LSTM, TANH, Kind
from rnn_math.cells import operations as op
from rnn_math.cells.gates import gate
from rnn_math.cells.kind import node
from rnn_math.cells.libraries import PACKINGS
from rnn_math.errors import WeightsError
from rnn_math.readout import Readout
from rnn_math.weights import Checkpoint


@pytest.mark.parametrize("layout", ["numpy", "pytorch", "keras"])
@pytest.mark.parametrize("kind", [TANH, GRU, GRU_RESET_BEFORE, LSTM], ids=lambda kind: kind.name)
def test_what_was_saved_is_read_again(tmp_path, kind, layout):
    rng = np.random.default_rng(10)
    cell = Cell(kind, {name: rng.normal(size=shape) for name, shape in kind.shapes(3, 4).items()})
    readout = Readout(rng.normal(size=(2, 4)), rng.normal(size=2))
    saved = Checkpoint(cell, readout, rng.normal(size=(5, 3)), tuple("abcde"), ("no", "yes"))
    path = tmp_path / "model.npz"
    if kind == GRU_RESET_BEFORE and layout == "pytorch":
        with pytest.raises(WeightsError, match="resets before its matrix: PyTorch has no such"):
            weights.save(path, saved, layout)
        return
    weights.save(path, saved, layout)
    read = weights.load(path)
    assert read.cell.kind == kind
    assert {n: a.tobytes() for n, a in read.cell.weights.items()} == {
        n: a.tobytes() for n, a in cell.weights.items()
    }
    assert (read.embedding == saved.embedding).all()
    assert (read.vocabulary, read.labels) == (saved.vocabulary, saved.labels)


def test_a_fourth_kind_is_saved_and_read_by_our_names_alone(tmp_path, monkeypatch):
    kind = Kind(
        "forgetting",
        ("h",),
        (*gate("forget"), node("kept", op.TIMES, "forget", "h_prev"),
         node("h", op.SUM, "kept", "forget")),
    )  # fmt: skip
    w = {name: np.full(shape, 0.5) for name, shape in kind.shapes(3, 4).items()}
    weights.save(tmp_path / "model.npz", Checkpoint(Cell(kind, w)))
    with pytest.raises(WeightsError, match="cell = forgetting, must be one of tanh, "):
        weights.load(tmp_path / "model.npz")
    monkeypatch.setitem(cells.KINDS, kind.name, kind)
    read = weights.load(tmp_path / "model.npz")
    assert read.cell.kind == kind
    assert all((read.cell.weights[name] == w[name]).all() for name in w)
    with pytest.raises(WeightsError, match="a cell of kind forgetting: Keras has no such cell"):
        weights.save(tmp_path / "model.npz", Checkpoint(read.cell), "keras")


def test_every_weight_of_a_kind_has_its_place_in_each_library():
    for packings in PACKINGS.values():
        for packing in packings:
            kind = packing.kind
            w = {name: np.full(s, n) for n, (name, s) in enumerate(kind.shapes(2, 3).items())}
            back = packing.unpack(packing.pack(w))
            assert back.keys() == w.keys()
            assert all((back[name] == w[name]).all() for name in w)
