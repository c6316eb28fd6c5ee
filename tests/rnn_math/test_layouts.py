import numpy as np
import pytest

from rnn_math.errors import WeightsError
from rnn_math.layouts import Counts, Source, cell_of, find, others_of

H, F, V, OUTPUTS = 4, 3, 9, 2
W_X, W_H, B = np.ones((H, F)), np.ones((H, H)), np.ones(H)


def named(**arrays):
    return {name.replace("__", "."): array for name, array in arrays.items()}


def others(arrays, counts=Counts()):  # noqa: B008 - immutable
    layer = find(arrays)
    return others_of(arrays, layer, cell_of(arrays, layer), counts)


def torch_rnn(prefix="", end="_l0"):
    return {
        f"{prefix}weight_ih{end}": W_X,
        f"{prefix}weight_hh{end}": W_H,
        f"{prefix}bias_ih{end}": B,
        f"{prefix}bias_hh{end}": B,
    }


KERAS = {f"layers/simple_rnn/cell/vars/{n}": a for n, a in enumerate((W_X.T, W_H, B))}


@pytest.mark.parametrize(("prefix", "end"), [("", "_l0"), ("", ""), ("rnn.", "_l0"), ("a.b.", "")])
def test_pytorch_names_with_and_without_prefix_and_layer(prefix, end):
    layer = find(torch_rnn(prefix, end))
    assert (layer.library, layer.W_x, layer.W_h, layer.biases) == (
        "pytorch",
        Source(f"{prefix}weight_ih{end}"),
        Source(f"{prefix}weight_hh{end}"),
        (f"{prefix}bias_ih{end}", f"{prefix}bias_hh{end}"),
    )
    assert layer.name == prefix.rstrip(".").rpartition(".")[2]


def test_keras_kernels_are_transposed():
    arrays = KERAS | {"layers/dense/vars/0": np.ones((H, 2)), "layers/dense/vars/1": np.ones(2)}
    layer = find(arrays)
    assert (layer.library, layer.W_x, layer.W_h, layer.biases) == (
        "keras",
        Source("layers/simple_rnn/cell/vars/0", transposed=True),
        Source("layers/simple_rnn/cell/vars/1", transposed=True),
        ("layers/simple_rnn/cell/vars/2",),
    )
    assert others(arrays) == {
        "W_o": Source("layers/dense/vars/0", transposed=True),
        "b_o": Source("layers/dense/vars/1"),
    }


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("layers/lstm/cell", "lstm"),
        ("layers/lstm_12/cell", "lstm"),
        ("layers/simple_rnn_1/cell", "simple_rnn"),
        ("gru_cell", "gru"),
        ("layers/rnn/cell/cells/lstm_cell_1", "lstm"),
        ("cell", ""),
    ],
)
def test_what_a_keras_layer_is_called(path, name):
    assert find({f"{path}/vars/{n}": a for n, a in enumerate((W_X.T, W_H, B))}).name == name


@pytest.mark.parametrize(
    ("more", "readout", "embedding"),
    [
        (named(fc__weight=np.ones((2, H)), fc__bias=np.ones(2)), "fc.weight", None),
        (named(fc__weight=np.ones((2, H))), "fc.weight", None),
        (named(words__weight=np.ones((V, F))), None, "words.weight"),
        (named(embed__weight=np.ones((V, H))), None, "embed.weight"),
        (
            named(e__weight=np.ones((V, F)), o__weight=np.ones((2, H)), norm__weight=np.ones(H)),
            "o.weight",
            "e.weight",
        ),
    ],
)
def test_what_is_the_readout_and_what_the_embedding(more, readout, embedding):
    found = others(torch_rnn("rnn.") | more)
    assert found.get("W_o") == (Source(readout) if readout else None)
    assert found.get("embedding") == (Source(embedding) if embedding else None)


@pytest.mark.parametrize(
    ("arrays", "message"),
    [
        ({}, r"no recurrent layer among its arrays \(none\), must have W_x and W_h \(NumPy\)"),
        (named(fc__weight=np.ones((2, 4))), r"no recurrent layer among its arrays \('fc.weight'\)"),
        ({f"k{n}": B for n in range(30)}, r"'k15', '?.*\.\.\.\), must have"),
        (torch_rnn() | {"W_x": W_X, "W_h": W_H}, "holds NumPy and PyTorch names"),
        (
            torch_rnn("a.") | torch_rnn("b."),
            r"several could be the recurrent layer \('a\.', 'b\.'\), must be exactly one, not "
            r"stacked: nn\.RNN, nn\.GRU or nn\.LSTM",
        ),
        (
            torch_rnn() | torch_rnn(end="_l1"),
            "weight_ih_l1: a layer stacked on another one, must be one layer of one direction: "
            "nn.RNN, nn.GRU or nn.LSTM with num_layers=1, of which weight_ih_l0",
        ),
        (
            torch_rnn() | torch_rnn(end="_l0_reverse"),
            "weight_ih_l0_reverse: a bidirectional layer's, .* with bidirectional=False",
        ),
        (
            torch_rnn("a.") | {"a.weight_hr_l0": W_H},
            "a.weight_hr_l0: a projection of the state, .* with proj_size=0",
        ),
        ({"rnn.weight_ih_l0": W_X}, "rnn.weight_hh_l0: missing, it has 'rnn.weight_ih_l0'"),
        ({"weight_ih": W_X, "weight_hh": W_H, "bias_ih": B}, "bias_hh: missing"),
        ({"layers/simple_rnn/cell/vars/0": W_X.T}, "cell/vars/1: missing"),
        ({"W_h": W_H}, "W_x: missing"),
        (
            torch_rnn() | named(a__weight=np.ones((2, H)), b__weight=np.ones((2, H))),
            r"several could be the readout \('a.weight', 'b.weight'\)",
        ),
        (
            torch_rnn() | named(emb1__weight=np.ones((2, F)), emb2__weight=np.ones((2, F))),
            r"several could be the embedding",
        ),
        (
            KERAS | {f"layers/simple_rnn_1/cell/vars/{n}": B for n in range(3)},
            "several could be the recurrent layer .* not stacked: SimpleRNN, GRU or LSTM",
        ),
        (
            {f"layers/rnn/cell/cells/lstm_cell{k}/vars/0": W_X for k in ("", "_1")},
            "several could be the recurrent layer .* not stacked",
        ),
        (
            {
                f"layers/bidirectional/{way}_layer/cell/vars/{n}": B
                for way in ("forward", "backward")
                for n in range(3)
            },
            "forward_layer/cell/vars/0: a Bidirectional layer's, must be of one direction: "
            "SimpleRNN, GRU or LSTM, of whose cell vars/0, vars/1 and vars/2 are read",
        ),
    ],
)
def test_what_is_not_one_recurrent_layer_is_refused(arrays, message):
    with pytest.raises(WeightsError, match=message):
        others(arrays)


@pytest.mark.parametrize("more", [{}, {"decoder.bias": np.ones(2)}])
def test_the_number_of_words_tells_an_embedding_from_a_readout(more):
    square = {**torch_rnn("rnn."), "rnn.weight_ih_l0": np.ones((H, H))}  # F = H
    arrays = square | named(encoder__weight=np.ones((V, H)), decoder__weight=np.ones((2, H)))
    with pytest.raises(WeightsError, match="give its words as vocabulary, whose number tells it"):
        others(arrays | more)
    found = others(arrays | more, Counts(words=V))  # as the message advises
    assert found["embedding"] == Source("encoder.weight")
    assert found["W_o"] == Source("decoder.weight")
    renamed = {key.replace("encoder.", "embedding."): array for key, array in arrays.items()}
    assert others(renamed | more)["embedding"] == Source("embedding.weight")


def test_as_many_words_as_outputs_tell_nothing():
    square = {**torch_rnn("rnn."), "rnn.weight_ih_l0": np.ones((H, H))}
    arrays = square | named(encoder__weight=np.ones((V, H)), decoder__weight=np.ones((V, H)))
    with pytest.raises(WeightsError, match="several could be the readout"):
        others(arrays, Counts(words=V, outputs=V))


def test_the_number_of_words_tells_a_keras_embedding_by_any_name():
    square = KERAS | {"layers/simple_rnn/cell/vars/0": np.ones((H, H))}
    arrays = square | {"layers/words/vars/0": np.ones((V, H)), "layers/d/vars/0": np.ones((H, 2))}
    found = others(arrays, Counts(words=V))
    assert found["embedding"] == Source("layers/words/vars/0")
    assert found["W_o"] == Source("layers/d/vars/0", transposed=True)
