"""Whole checkpoints: what is read computes what the library that wrote it computes."""

import json

import numpy as np
import pytest
import safetensors.numpy
from hypothesis import given
from hypothesis import strategies as st

from rnn_math import formats, weights
from rnn_math.cell import Cell
from rnn_math.errors import OutputError, WeightsError
from rnn_math.readout import Readout
from rnn_math.unroll import unroll
from rnn_math.weights import Checkpoint

LAYOUTS = ("numpy", "pytorch", "keras")
SUFFIXES = (".safetensors", ".npz", ".h5", ".hdf5")

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=8)


def bits(checkpoint: Checkpoint) -> dict:
    readout = checkpoint.readout
    arrays = {
        "W_x": checkpoint.cell.W_x,
        "W_h": checkpoint.cell.W_h,
        "b": checkpoint.cell.b,
        "W_o": readout and readout.W_o,
        "b_o": readout and readout.b_o,
        "embedding": checkpoint.embedding,
    }
    return {name: None if a is None else (a.shape, a.tobytes()) for name, a in arrays.items()}


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("layout", LAYOUTS)
@given(data=st.data())
def test_every_layout_and_format_gives_back_what_was_saved(
    tmp_path_factory, network, suffix, layout, data
):
    if suffix in (".h5", ".hdf5"):
        pytest.importorskip("h5py", reason="HDF5 is optional")
    F, H, outputs = (data.draw(st.integers(1, 5), name) for name in ("F", "H", "outputs"))
    cell, readout = network(F, H, outputs, data.draw(st.integers(0, 9)))
    labels, vocabulary = (
        data.draw(st.lists(WORDS, min_size=n, max_size=n, unique=True)) for n in (outputs, 3)
    )
    embedding = np.random.default_rng(6).normal(size=(3, F))
    kept = data.draw(st.sets(st.sampled_from(["readout", "embedding", "words"])))
    checkpoint = Checkpoint(
        cell,
        readout if "readout" in kept else None,
        embedding if "embedding" in kept else None,
        tuple(vocabulary) if {"words", "embedding"} <= kept else (),
        tuple(labels) if {"words", "readout"} <= kept else (),
    )
    path = tmp_path_factory.mktemp("round") / f"model{suffix}"
    weights.save(path, checkpoint, layout)
    read = weights.load(path)
    assert bits(read) == bits(checkpoint)
    assert (read.vocabulary, read.labels) == (checkpoint.vocabulary, checkpoint.labels)


@pytest.mark.parametrize("kind", ["RNN", "RNNCell"])
def test_a_pytorch_model_computes_the_same_here(tmp_path, kind):
    torch = pytest.importorskip("torch", reason="PyTorch is the oracle")
    from safetensors.torch import save_file

    torch.manual_seed(7)
    F, H, outputs, V = 3, 4, 2, 6

    class Tagger(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.emb = torch.nn.Embedding(V, F)
            self.rnn = getattr(torch.nn, kind)(F, H)
            self.fc = torch.nn.Linear(H, outputs)

        def forward(self, words):
            x = self.emb(words)
            if kind == "RNN":
                states, _ = self.rnn(x)
            else:
                h, states = torch.zeros(H, dtype=torch.float64), []
                for x_t in x:
                    h = self.rnn(x_t, h)
                    states.append(h)
                states = torch.stack(states)
            return states, torch.softmax(self.fc(states), dim=-1)

    model, words = Tagger().double(), [2, 0, 5, 1]
    save_file(model.state_dict(), tmp_path / "model.safetensors")
    with torch.no_grad():
        states, o = model(torch.tensor(words))
    read = weights.load(tmp_path / "model.safetensors")
    trace = unroll(read.cell, read.embedding[words], readout=read.readout)
    assert trace.h == pytest.approx(states.numpy(), abs=1e-10)
    assert trace.o == pytest.approx(o.numpy(), abs=1e-10)

    # W_h is square: a missing transpose passes every check of shapes, but not this one.
    faulty = Cell.tanh(read.cell.W_x, read.cell.W_h.T, read.cell.b)
    assert abs(unroll(faulty, trace.x).h - states.numpy()).max() > 1e-3


def test_a_keras_model_computes_the_same_here(tmp_path):
    h5py = pytest.importorskip("h5py", reason="HDF5 is optional")
    rng = np.random.default_rng(8)
    F, H, outputs, V, T = 3, 4, 2, 6, 5
    kernel, recurrent_kernel = rng.normal(size=(F, H)), rng.normal(size=(H, H))
    bias, dense, dense_bias = rng.normal(size=H), rng.normal(size=(H, outputs)), np.ones(outputs)
    embeddings = rng.normal(size=(V, F))
    path = tmp_path / "model.weights.h5"
    with h5py.File(path, "w") as file:  # as Keras 3 writes it
        file["layers/embedding/vars/0"] = embeddings.astype(np.float32)
        for n, array in enumerate((kernel, recurrent_kernel, bias)):
            file[f"layers/simple_rnn/cell/vars/{n}"] = array.astype(np.float32)
        file["layers/simple_rnn/cell/seed_generator/vars/0"] = np.array([1, 2], np.uint32)
        file["layers/dense/vars/0"] = dense.astype(np.float32)
        file["layers/dense/vars/1"] = dense_bias.astype(np.float32)
        file["optimizer/vars/0"] = np.array(0)
        file["optimizer/vars/1"] = np.ones((3, 3))
    read = weights.load(path)
    x = rng.normal(size=(T, F))
    trace = unroll(read.cell, x, readout=read.readout)

    def single(array):  # what the file holds
        return array.astype(np.float32).astype(np.float64)

    h, expected = np.zeros(H), []
    for x_t in x:
        h = np.tanh(x_t @ single(kernel) + single(bias) + h @ single(recurrent_kernel))
        expected.append(h)
    assert trace.h == pytest.approx(np.array(expected), abs=1e-12)
    exps = np.exp(np.array(expected) @ single(dense) + dense_bias)
    assert trace.o == pytest.approx(exps / exps.sum(axis=1, keepdims=True), abs=1e-12)
    assert (read.embedding == single(embeddings)).all()

    faulty = Cell.tanh(read.cell.W_x, read.cell.W_h.T, read.cell.b)
    assert abs(unroll(faulty, x).h - np.array(expected)).max() > 1e-3


def stored(path, arrays, metadata=None):
    path.write_bytes(safetensors.numpy.save(arrays, metadata))
    return path


GOOD = {"W_x": np.ones((4, 3)), "W_h": np.ones((4, 4)), "b": np.ones(4)}
READ_OUT = {"W_o": np.ones((2, 4)), "b_o": np.ones(2)}
EMBEDDED = {"embedding": np.ones((2, 3))}


@pytest.mark.parametrize(
    ("arrays", "message"),
    [
        ({"W_x": np.ones((4, 3)), "b": np.ones(4)}, "W_h: missing, it has 'W_x', 'b'"),
        (GOOD | {"W_h": np.ones((3, 3))}, r"W_h: shape \(3, 3\), must be \(H, H\) = \(4, 4\)"),
        (GOOD | {"b": np.ones(3)}, r"b: shape \(3,\), must be \(H,\) = \(4,\), because W_x"),
        (GOOD | {"W_x": np.full((4, 3), np.nan)}, r"W_x\[0, 0\] = nan, must be a finite number"),
        (GOOD | {"W_h": np.diag([1, 1, -np.inf, 1])}, r"W_h\[2, 2\] = -inf"),
        (GOOD | {"W_o": np.ones((2, 3))}, r"W_o: shape \(2, 3\), must be \(O, H\) with H = 4"),
        (GOOD | READ_OUT | {"b_o": np.ones(3)}, r"b_o: shape \(3,\), must be \(O,\) with O = 2"),
        (GOOD | {"embedding": np.ones((2, 4))}, r"embedding: shape \(2, 4\), must be \(V, F\)"),
        (GOOD | {"W_x": np.ones((4, 1025))}, "W_x: 1025 inputs, must be 1 to 1024"),
        (
            {"W_x": np.ones((1025, 1)), "W_h": np.ones((1025, 1025))},
            "W_x: 1025 units, must be 1 to 1024",
        ),
        ({"W_x": np.ones((16, 3)), "W_h": np.ones((16, 4))}, r"W_h: shape \(16, 4\) .* an LSTM's"),
        ({"W_x": np.ones((12, 3)), "W_h": np.ones((12, 4))}, r"W_h: shape \(12, 4\) .* a GRU's"),
        (
            {"weight_ih": np.ones((4, 3)), "weight_hh": np.ones((4, 4)),
             "bias_ih": np.ones(4), "bias_hh": np.ones(1)},
            r"bias_hh: shape \(1,\), must be \(4,\), as weight_hh has 4 rows",
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit_names_the_file_and_the_key(tmp_path, arrays, message):
    path = stored(tmp_path / "model.safetensors", arrays)
    with pytest.raises(WeightsError, match=message) as raised:
        weights.load(path)
    assert str(raised.value).startswith(f"{path}: ")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("arrays", "words", "message"),
    [
        (GOOD | EMBEDDED, {"vocabulary": ["a"]}, "vocabulary: 1 words for an embedding of 2 rows"),
        (GOOD, {"vocabulary": ["a"]}, "vocabulary: 1 words for an embedding of 0 rows"),
        (GOOD | READ_OUT, {"labels": ["a"]}, "labels: 1 for a readout of 2 outputs"),
    ],
)
def test_words_that_do_not_fit_are_named(tmp_path, arrays, words, message):
    metadata = {key: json.dumps(value) for key, value in words.items()}
    with pytest.raises(WeightsError, match=message):
        weights.load(stored(tmp_path / "model.safetensors", arrays, metadata))


def test_biases_may_be_absent(tmp_path):
    arrays = {"W_x": np.ones((4, 3)), "W_h": np.ones((4, 4)), "W_o": np.ones((2, 4))}
    read = weights.load(stored(tmp_path / "model.safetensors", arrays))
    assert read.cell.b.tolist() == [0.0] * 4
    assert read.readout.b_o.tolist() == [0.0] * 2


def test_a_checkpoint_whose_parts_do_not_fit_cannot_be_made(network):
    cell, _ = network(F=3, H=4)
    with pytest.raises(WeightsError, match="W_o: reads 5 units, must read H = 4"):
        Checkpoint(cell, Readout(np.ones((2, 5)), np.ones(2)))
    with pytest.raises(WeightsError, match=r"embedding: shape \(2, 2\)"):
        Checkpoint(cell, embedding=np.ones((2, 2)))


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path, network, monkeypatch):
    cell, _ = network()
    with pytest.raises(OutputError, match=r"cannot be written \(No such file"):
        weights.save(tmp_path / "no" / "model.npz", Checkpoint(cell))
    with pytest.raises(WeightsError, match=r"\.pt: must be one of \.safetensors"):
        weights.save(tmp_path / "model.pt", Checkpoint(cell))

    path = tmp_path / "model.npz"
    path.write_bytes(b"what was there")

    def full(self, content):
        self.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(path), "write_bytes", full)
    with pytest.raises(OutputError, match=r"model\.npz: cannot be written \(No space left"):
        weights.save(path, Checkpoint(cell))
    assert path.read_bytes() == b"what was there"
    assert [p.name for p in tmp_path.iterdir()] == ["model.npz"]


@pytest.mark.parametrize("suffix", SUFFIXES[:3])
@pytest.mark.parametrize("declared", ["tanh", "Tanh", "relu", "sigmoid"])
def test_a_declared_nonlinearity_is_read_and_any_but_tanh_refused(tmp_path, suffix, declared):
    if suffix == ".h5":
        pytest.importorskip("h5py", reason="HDF5 is optional")
    path = tmp_path / f"model{suffix}"
    contents = formats.Contents(GOOD, {}, {"nonlinearity": declared})
    path.write_bytes(formats.to_bytes(contents, suffix))
    if declared.lower() == "tanh":
        assert weights.load(path).nonlinearity == "tanh"
        return
    with pytest.raises(WeightsError, match=f"nonlinearity = {declared}, must be tanh") as raised:
        weights.load(path)
    assert str(raised.value).startswith(f"{path}: ")


def test_a_nonlinearity_may_be_written_as_json_and_may_be_missing(tmp_path):
    path = tmp_path / "model.safetensors"
    with pytest.raises(WeightsError, match="nonlinearity = relu, must be tanh"):
        weights.load(stored(path, GOOD, {"nonlinearity": json.dumps("relu")}))
    assert weights.load(stored(path, GOOD)).nonlinearity == ""


def test_what_is_saved_declares_its_nonlinearity(tmp_path, network):
    cell, _ = network()
    weights.save(tmp_path / "model.npz", Checkpoint(cell))
    assert weights.load(tmp_path / "model.npz").nonlinearity == "tanh"
    weights.save_parts(tmp_path / "both.npz", Checkpoint(cell), Checkpoint(cell))
    both = weights.load_parts(tmp_path / "both.npz")
    assert [part.nonlinearity for part in both] == ["tanh", "tanh"]


@pytest.mark.parametrize("key", ["nonlinearity", "decoder.nonlinearity"])
def test_of_two_networks_each_may_declare_its_own(tmp_path, key):
    arrays = {f"{part}.{name}": a for part in formats.PARTS for name, a in GOOD.items()}
    path = stored(tmp_path / "both.safetensors", arrays, {key: "relu"})
    with pytest.raises(WeightsError, match="nonlinearity = relu") as raised:
        weights.load_parts(path)
    assert str(raised.value).startswith(f"{path}: {'encoder' if key in 'nonlinearity' else 'dec'}")
