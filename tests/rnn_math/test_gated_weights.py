"""Checkpoints of LSTM and GRU: what is read computes what the library that wrote it computes."""

import json
from itertools import permutations

import numpy as np
import pytest

from rnn_math import formats, weights
from rnn_math.cells import GRU, GRU_RESET_BEFORE, LSTM
from rnn_math.unroll import unroll
from tests.rnn_math.gated_files import Keras, keras_from_torch, stored

SIZES = [(1, 1), (3, 4), (5, 2), (8, 16), (4, 4)]  # F, H
KINDS = {"LSTM": LSTM, "GRU": GRU}
KERAS = [("lstm", True, LSTM), ("gru", True, GRU), ("gru", False, GRU_RESET_BEFORE)]


@pytest.fixture
def torch():
    return pytest.importorskip("torch", reason="PyTorch is the oracle")


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("prefix", ["", "rnn.", "model.encoder."])
@pytest.mark.parametrize("kind", KINDS)
def test_a_pytorch_layer_computes_the_same_here(tmp_path, torch, kind, prefix, size):
    from safetensors.torch import save_file

    torch.manual_seed(sum(size))
    module = getattr(torch.nn, kind)(*size).double()
    state = {prefix + name: array for name, array in module.state_dict().items()}
    save_file(state, tmp_path / "model.safetensors")
    read = weights.load(tmp_path / "model.safetensors")
    x = torch.randn(6, size[0], dtype=torch.float64)
    with torch.no_grad():
        h, last = module(x)
    trace = unroll(read.cell, x.numpy())
    assert read.cell.kind == KINDS[kind]
    assert trace.h == pytest.approx(h.numpy(), abs=1e-10)
    if kind == "LSTM":
        assert trace.array("c", 6) == pytest.approx(last[1][0].numpy(), abs=1e-10)


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_pytorch_model_of_cells_computes_the_same_here(tmp_path, torch, kind):
    from safetensors.torch import save_file

    torch.manual_seed(3)
    F, H, V = 3, 4, 6
    model = torch.nn.ModuleDict(
        {
            "emb": torch.nn.Embedding(V, F),
            "cell": getattr(torch.nn, f"{kind}Cell")(F, H),
            "fc": torch.nn.Linear(H, 2),
        }
    ).double()
    words, about = list("abcdef"), {"labels": json.dumps(["no", "yes"])}
    about["vocabulary"] = json.dumps(words)
    save_file(model.state_dict(), tmp_path / "model.safetensors", about)
    read, said = weights.load(tmp_path / "model.safetensors"), [2, 0, 5, 1]
    assert (read.vocabulary, read.labels) == (tuple(words), ("no", "yes"))
    trace = unroll(read.cell, read.embedding[said], readout=read.readout)
    state = None
    for t, word in enumerate(said):
        state = model["cell"](model["emb"](torch.tensor([word])), state)
        h = state[0] if kind == "LSTM" else state
        assert trace.h[t] == pytest.approx(h[0].detach().numpy(), abs=1e-10)
        o = torch.softmax(model["fc"](h)[0], dim=0)
        assert trace.o[t] == pytest.approx(o.detach().numpy(), abs=1e-10)


@pytest.mark.parametrize("precision", ["float32", "float16", "bfloat16"])
@pytest.mark.parametrize("kind", KINDS)
def test_numbers_of_half_precision_are_read_as_they_are(tmp_path, torch, kind, precision):
    from safetensors.torch import save_file

    torch.manual_seed(4)
    module = getattr(torch.nn, kind)(3, 5).to(getattr(torch, precision))
    save_file(module.state_dict(), tmp_path / "model.safetensors")
    module.double()  # the rounded weights, and no rounding after them
    x = torch.randn(5, 3, dtype=torch.float64)
    with torch.no_grad():
        h = module(x)[0].numpy()
    assert unroll(weights.load(tmp_path / "model.safetensors").cell, x.numpy()).h == pytest.approx(
        h, abs=1e-10
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_layer_without_biases_has_none_here(tmp_path, torch, kind):
    module = getattr(torch.nn, kind)(3, 4, bias=False).double()
    arrays = {name: a.numpy() for name, a in module.state_dict().items()}
    read = weights.load(stored(tmp_path / "model.safetensors", arrays))
    x = torch.randn(5, 3, dtype=torch.float64)
    h = module(x)[0].detach().numpy()
    assert unroll(read.cell, x.numpy()).h == pytest.approx(h, abs=1e-10)


@pytest.mark.parametrize("suffix", [".h5", ".npz", ".safetensors"])
@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize(("layer", "reset_after", "kind"), KERAS)
def test_a_keras_layer_computes_the_same_here(tmp_path, layer, reset_after, kind, size, suffix):
    if suffix == ".h5":
        pytest.importorskip("h5py", reason="HDF5 is optional")
    (F, H), rng = size, np.random.default_rng(5)
    model, V = Keras(layer, *size, reset_after), 7
    rest = {
        "layers/embedding/vars/0": rng.normal(size=(V, F)),
        f"layers/{layer}/cell/seed_generator/vars/0": np.array([1, 2], np.uint32),
        "layers/dense/vars/0": rng.normal(size=(H, 2)),
        "layers/dense/vars/1": rng.normal(size=2),
    }
    path = tmp_path / f"model{suffix}"
    path.write_bytes(formats.to_bytes(formats.Contents(model.named() | rest, {}), suffix))
    read = weights.load(path)
    assert read.cell.kind == kind
    x = read.embedding[[3, 0, 6, 1, 5]]
    trace = unroll(read.cell, x, readout=read.readout)
    h = model.states(rest["layers/embedding/vars/0"][[3, 0, 6, 1, 5]])
    assert trace.h == pytest.approx(h, abs=1e-12)
    exps = np.exp(h @ rest["layers/dense/vars/0"] + rest["layers/dense/vars/1"])
    assert trace.o == pytest.approx(exps / exps.sum(axis=1, keepdims=True), abs=1e-12)


@pytest.mark.parametrize("kind", KINDS)
def test_one_network_in_both_layouts_is_one_trace(tmp_path, torch, kind):
    torch.manual_seed(6)
    module = getattr(torch.nn, kind)(3, 4).double()
    ours = {name: a.numpy() for name, a in module.state_dict().items()}
    cell = f"layers/{kind.lower()}/cell/vars"
    keras = {f"{cell}/{n}": np.ascontiguousarray(a) for n, a in enumerate(keras_from_torch(module))}
    x = np.random.default_rng(7).normal(size=(5, 3))
    first, second = (
        unroll(weights.load(stored(tmp_path / f"{n}.safetensors", arrays)).cell, x)
        for n, arrays in enumerate((ours, keras))
    )
    for t in range(1, 6):
        assert first.quantities(t) == second.quantities(t)
        for name in first.quantities(t):
            assert first.array(name, t) == pytest.approx(second.array(name, t), abs=1e-12)


@pytest.mark.parametrize(("layer", "reset_after", "kind"), KERAS)
def test_gates_in_any_other_order_are_another_network(tmp_path, layer, reset_after, kind):
    """A wrong order passes every check of shapes, but not the comparison of numbers."""
    model, x = Keras(layer, 3, 4, reset_after), np.random.default_rng(8).normal(size=(5, 3))
    right, H = model.states(x), model.H
    for order in permutations(range(model.gates)):
        columns = np.concatenate([np.arange(k * H, k * H + H) for k in order])
        swapped = {k: np.ascontiguousarray(a[..., columns]) for k, a in model.named().items()}
        read = weights.load(stored(tmp_path / "model.safetensors", swapped))
        assert read.cell.kind == kind
        error = abs(unroll(read.cell, x).h - right).max()
        assert (error < 1e-12) if order == tuple(range(model.gates)) else (error > 1e-3)


def test_the_bias_of_what_is_reset_is_not_added_to_the_candidates(tmp_path):
    model, x = Keras("gru", 3, 4), np.random.default_rng(9).normal(size=(5, 3))
    cell = weights.load(stored(tmp_path / "model.safetensors", model.named())).cell
    folded = cell.with_weights(
        b_candidate=cell.b_candidate + cell.b_memory, b_memory=np.zeros(model.H)
    )
    assert abs(unroll(cell, x).h - model.states(x)).max() < 1e-12
    assert abs(unroll(folded, x).h - model.states(x)).max() > 1e-3
