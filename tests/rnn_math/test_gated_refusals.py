"""Checkpoints of gated cells that are no single cell of a known kind, and what settles a doubt."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_math import formats, weights
from rnn_math.assembling import assemble
from rnn_math.cells import GRU, GRU_RESET_BEFORE, KINDS, LSTM, TANH
from rnn_math.errors import WeightsError
from tests.rnn_math.gated_files import Keras, own_arrays, stored, torch_arrays


def refusal(path):
    with pytest.raises(WeightsError) as raised:
        weights.load(path)
    message = str(raised.value)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    return message


GRU_KERAS = Keras("gru", 3, 4).named()
NO_BIAS = {key: a for key, a in GRU_KERAS.items() if not key.endswith("2")}


@pytest.mark.parametrize(
    ("arrays", "about", "message"),
    [
        (
            torch_arrays(2), {},
            "rnn.weight_hh_l0: shape (8, 4), must be (H, H) of nn.RNN, (3 H, H) of nn.GRU or "
            "(4 H, H) of nn.LSTM",
        ),
        (
            torch_arrays(4) | {"rnn.weight_ih_l0": np.ones((12, 3))}, {},
            "rnn.weight_ih_l0: shape (12, 3), must be (16, F), with the rows of rnn.weight_hh_l0",
        ),
        (
            torch_arrays(3) | {"rnn.bias_hh_l0": np.ones(4)}, {},
            "rnn.bias_hh_l0: shape (4,), must be (12,), as rnn.weight_hh_l0 has 12 rows",
        ),
        (
            torch_arrays(4) | {"rnn.weight_hh_l0": np.full((16, 4), np.nan)}, {},
            "rnn.weight_hh_l0[0, 0] = nan, must be a finite number",
        ),
        (
            torch_arrays(3, prefix="net.lstm."), {},
            "net.lstm.weight_hh_l0: shape (12, 4) is that of a GRU, but it is called lstm: rename "
            "it, or declare cell = gru (nn.GRU)",
        ),
        (
            torch_arrays(3), {"cell": "lstm"},
            "cell = lstm, but rnn.weight_hh_l0: shape (12, 4) is that of a GRU: correct what",
        ),
        (
            torch_arrays(4), {"cell": "transformer"},
            "cell = transformer, must be one of tanh, gru, ",
        ),
        (
            torch_arrays(4), {"nonlinearity": "relu"},
            "nonlinearity = relu, must be tanh",
        ),
        (
            torch_arrays(4) | {"rnn.weight_ih_l1": np.ones((16, 4))}, {},
            "rnn.weight_ih_l1: a layer stacked on another one, must be one layer of one direction: "
            "nn.RNN, nn.GRU or nn.LSTM with num_layers=1, of which weight_ih_l0, weight_hh_l0, "
            "bias_ih_l0 and bias_hh_l0 are read",
        ),
        (
            torch_arrays(4) | {"rnn.weight_ih_l0_reverse": np.ones((16, 3))}, {},
            "rnn.weight_ih_l0_reverse: a bidirectional layer's, must be one layer",
        ),
        (
            torch_arrays(4) | {"rnn.weight_hr_l0": np.ones((2, 4))}, {},
            "rnn.weight_hr_l0: a projection of the state, must be one layer of one direction: "
            "nn.RNN, nn.GRU or nn.LSTM with proj_size=0",
        ),
        (
            Keras("lstm", 3, 4).named("layers/bidirectional/forward_layer/cell")
            | Keras("lstm", 3, 4).named("layers/bidirectional/backward_layer/cell"), {},
            "ward_layer/cell/vars/0: a Bidirectional layer's, must be of "
            "one direction: SimpleRNN, GRU or LSTM",
        ),
        (
            Keras("lstm", 3, 4).named() | Keras("lstm", 4, 4).named("layers/lstm_1/cell"), {},
            "several could be the recurrent layer ('layers/lstm/cell/vars/', "
            "'layers/lstm_1/cell/vars/'), must be exactly one, not stacked: SimpleRNN, GRU or LSTM",
        ),
        (
            Keras("gru", 3, 4).named("layers/lstm/cell"), {},
            "layers/lstm/cell/vars/1 (transposed): shape (12, 4) is that of a GRU, but it is "
            "called lstm: rename it, or declare cell = gru (GRU)",
        ),
        (
            GRU_KERAS | {"layers/gru/cell/vars/2": np.ones((3, 12))}, {},
            "layers/gru/cell/vars/2: shape (3, 12), must be (2, 12) or (12,), as",
        ),
        (
            NO_BIAS, {},
            "layers/gru/cell/vars/1 (transposed): shape (12, 4) is that of a GRU or a GRU that "
            "resets before its matrix: declare cell = gru (GRU) or cell = gru-reset-before "
            "(GRU(reset_after=False))",
        ),
        (
            own_arrays(GRU, biased=False), {},
            "its names are those of a GRU or a GRU that resets before its matrix: declare "
            "cell = gru or cell = gru-reset-before",
        ),
        (
            {n: a for n, a in own_arrays(LSTM).items() if n != "b_forget"}, {},
            "b_forget: missing, it has ",
        ),
        (
            own_arrays(LSTM) | {"W_x": np.ones((4, 3))}, {},
            "W_x: unknown, a lstm cell has W_x_forget",
        ),
        (
            own_arrays(LSTM), {"cell": "gru"},
            "cell = gru, but its names are those of an LSTM: correct what the file declares",
        ),
        (
            own_arrays(LSTM) | {"W_h_output": np.ones((4, 3))}, {},
            "W_h_output: shape (4, 3), must be (H, H) = (4, 4)",
        ),
        (
            {"W_x": np.ones((12, 3)), "W_h": np.ones((12, 4))}, {},
            "W_h: shape (12, 4) looks like a GRU's, all gates in one, must be (H, H): use "
            "PyTorch's names, or one for each gate: W_x_reset, W_h_reset, ...",
        ),
        (torch_arrays(4, H=1025, F=1), {}, "rnn.weight_ih_l0: 1025 units, must be 1 to 1024"),
    ],
)  # fmt: skip
def test_what_is_not_one_cell_of_a_known_kind_is_refused(tmp_path, arrays, about, message):
    assert message in refusal(stored(tmp_path / "model.safetensors", arrays, about))


@pytest.mark.parametrize(
    ("arrays", "kind"),
    [
        (NO_BIAS, GRU),
        (NO_BIAS, GRU_RESET_BEFORE),
        (own_arrays(GRU, biased=False), GRU),
        (own_arrays(GRU, biased=False), GRU_RESET_BEFORE),
        (torch_arrays(3, prefix="lstm."), GRU),  # whatever the layer is called
        (torch_arrays(4), LSTM),
    ],
)
def test_what_a_file_declares_settles_what_its_arrays_leave_open(tmp_path, arrays, kind):
    for about in ({"cell": kind.name}, {"cell": json.dumps(kind.name.upper())}):
        read = weights.load(stored(tmp_path / "model.safetensors", arrays, about))
        assert read.cell.kind == kind


@pytest.mark.parametrize("suffix", [".safetensors", ".npz", ".h5"])
def test_the_kind_is_declared_in_every_format(tmp_path, suffix):
    if suffix == ".h5":
        pytest.importorskip("h5py", reason="HDF5 is optional")
    path = tmp_path / f"model{suffix}"
    contents = formats.Contents(NO_BIAS, {}, {"cell": "gru-reset-before"})
    path.write_bytes(formats.to_bytes(contents, suffix))
    assert weights.load(path).cell.kind == GRU_RESET_BEFORE


def test_of_two_networks_each_is_of_its_own_kind(tmp_path):
    arrays = {f"encoder.{n}": a for n, a in torch_arrays(4).items()}
    arrays |= {f"decoder.{n}": a for n, a in own_arrays(GRU, biased=False).items()}
    path = stored(tmp_path / "both.safetensors", arrays, {"decoder.cell": "gru"})
    encoder, decoder = weights.load_parts(path)
    assert (encoder.cell.kind, decoder.cell.kind) == (LSTM, GRU)


BASES = [
    *(torch_arrays(gates) for gates in (1, 3, 4)),
    *(own_arrays(kind) for kind in (TANH, GRU, GRU_RESET_BEFORE, LSTM)),
    *(Keras(*layer).named() for layer in (("lstm", 3, 4), ("gru", 3, 4), ("gru", 3, 4, False))),
]
BESIDE = ("embedding", "W_o", "b_o", "fc.weight", "fc.bias", "layers/dense/vars/0")
SHAPES = st.sampled_from(
    [(), (0,), (1,), (4,), (12,), (16,), (0, 4), (4, 0), (4, 3), (4, 4), (2, 4), (2, 12), (3, 12)]
    + [(3, 16), (4, 12), (4, 16), (12, 3), (12, 4), (16, 4), (1, 1, 1)]
)


@settings(max_examples=300)
@given(st.data())
def test_whatever_is_wrong_with_some_arrays_is_said_in_one_line(data):
    arrays = data.draw(st.sampled_from(BASES))
    names = st.sampled_from([*arrays, *BESIDE])
    changed = data.draw(st.dictionaries(names, SHAPES, min_size=1, max_size=3))
    arrays = arrays | {name: np.zeros(shape) for name, shape in changed.items()}
    declared = data.draw(st.sampled_from(["", *KINDS]))
    message = ""
    try:
        kind = assemble(formats.Contents(arrays, {}, {"cell": declared})).cell.kind.name
        assert kind == (declared or kind)
    except WeightsError as error:
        message = str(error)
    assert "\n" not in message
