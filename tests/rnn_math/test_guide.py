"""The guide to one's own weights: what it says works when it is followed to the letter."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from rnn_math import weights
from rnn_math.cells.libraries import PACKINGS
from rnn_math.tasks.tagging import load_model
from tests.rnn_math.gated_files import Keras

GUIDE = (Path(weights.__file__).parent / "WEIGHTS.md").read_text(encoding="utf-8")
WORDS = ("Apple", "is", "hiring", "in", "Berlin")


def code(section: str) -> str:
    """The indented lines of a part of the guide, as they would be copied."""
    part = GUIDE.partition(section)[2].partition("\n\n\n")[0]
    block = re.search(r"(?:^    .*\n|^\n)+", part.partition("\n\n")[2], re.MULTILINE)
    assert block is not None
    return re.sub(r"^    ", "", block.group(), flags=re.MULTILINE)


@pytest.mark.parametrize("kind", ["RNN", "GRU", "LSTM"])
def test_pytorchs_lines_write_a_file_that_works(tmp_path, monkeypatch, capsys, kind):
    torch = pytest.importorskip("torch", reason="PyTorch is the oracle")
    monkeypatch.chdir(tmp_path)
    model = torch.nn.Module()
    model.embedding = torch.nn.Embedding(6, 3)
    model.rnn = getattr(torch.nn, kind)(3, 4, batch_first=True)
    model.readout = torch.nn.Linear(4, 3)
    exec(code("PyTorch, for a model"), {"model": model})
    trace = load_model(weights=tmp_path / "model.safetensors").trace(WORDS)
    h = model.rnn(model.embedding(torch.arange(1, 6))[None])[0][0].detach().numpy()
    assert trace.h == pytest.approx(h, abs=1e-6)
    assert {answer.label for answer in trace.answers} <= {"O", "ORG", "LOC"}

    table = json.dumps({"traces": {"sentence": trace.table()}})
    (tmp_path / "numbers.json").write_text(table, encoding="utf-8")
    exec(code("unrolled numbers rolling"), {"model": model})
    (difference,) = re.findall(r"[0-9.]+(?:e-\d+)?", capsys.readouterr().out.partition(",")[0])
    assert float(difference) < 1e-6


class Model:
    """What Keras writes: its names, its layouts."""

    def __init__(self, recurrent):
        rng = np.random.default_rng(0)
        self.arrays = {
            "layers/embedding/vars/0": rng.normal(size=(6, 3)),
            **recurrent,
            "layers/dense/vars/0": rng.normal(size=(4, 3)),
            "layers/dense/vars/1": rng.normal(size=3),
        }

    def save_weights(self, path):
        import h5py

        with h5py.File(path, "w") as file:
            for key, array in self.arrays.items():
                file[key] = array


@pytest.mark.parametrize(
    ("layer", "reset_after"), [("simple_rnn", True), ("gru", True), ("gru", False), ("lstm", True)]
)
def test_keras_lines_write_a_file_that_works(tmp_path, monkeypatch, layer, reset_after):
    pytest.importorskip("h5py")
    monkeypatch.chdir(tmp_path)
    keras = Keras(layer, 3, 4, reset_after)
    model = Model(keras.named())
    exec(code("Keras, for a model"), {"model": model})
    trace = load_model(weights=tmp_path / "model.weights.h5").trace(WORDS)
    x = model.arrays["layers/embedding/vars/0"][1:6]
    assert trace.h == pytest.approx(keras.states(x), abs=1e-12)
    assert {answer.label for answer in trace.answers} <= {"O", "ORG", "LOC"}


@pytest.mark.parametrize("library", PACKINGS)
def test_the_guide_tells_the_order_of_the_gates(library):
    """By the library's own letters, as the table of what is read has them."""
    letters = {
        "pytorch": {"input": "i", "forget": "f", "output": "o", "reset": "r", "update": "z"},
        "keras": {"input": "i", "forget": "f", "output": "o", "reset": "r", "update": "z"},
    }[library]
    candidates = {("pytorch", "lstm"): "g", ("pytorch", "gru"): "n"}
    candidates |= {("keras", "lstm"): "c", ("keras", "gru"): "h"}
    for packing in PACKINGS[library]:
        if len(packing.gates) > 1:
            last = candidates[library, packing.layer]
            blocks = ", ".join((letters | {"candidate": last})[gate] for gate in packing.gates)
            assert re.search(rf"^\| `{re.escape(packing.called)}`[^|]*\| {blocks} \|", GUIDE, re.M)
