import numpy as np
import pytest

from rnn_math.errors import WeightsError
from rnn_math.layouts import Source, find

H, F, V, OUTPUTS = 4, 3, 9, 2
W_X, W_H, B = np.ones((H, F)), np.ones((H, H)), np.ones(H)


def named(**arrays):
    return {name.replace("__", "."): array for name, array in arrays.items()}


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
    assert find(torch_rnn(prefix, end)) == {
        "W_x": Source((f"{prefix}weight_ih{end}",)),
        "W_h": Source((f"{prefix}weight_hh{end}",)),
        "b": Source((f"{prefix}bias_ih{end}", f"{prefix}bias_hh{end}")),
    }


def test_keras_kernels_are_transposed():
    found = find(
        KERAS | {"layers/dense/vars/0": np.ones((H, 2)), "layers/dense/vars/1": np.ones(2)}
    )
    assert found == {
        "W_x": Source(("layers/simple_rnn/cell/vars/0",), transposed=True),
        "W_h": Source(("layers/simple_rnn/cell/vars/1",), transposed=True),
        "b": Source(("layers/simple_rnn/cell/vars/2",)),
        "W_o": Source(("layers/dense/vars/0",), transposed=True),
        "b_o": Source(("layers/dense/vars/1",)),
    }


@pytest.mark.parametrize(
    ("others", "readout", "embedding"),
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
def test_what_is_the_readout_and_what_the_embedding(others, readout, embedding):
    found = find(torch_rnn("rnn.") | others)
    assert found.get("W_o") == (Source((readout,)) if readout else None)
    assert found.get("embedding") == (Source((embedding,)) if embedding else None)


@pytest.mark.parametrize(
    ("arrays", "message"),
    [
        ({}, r"no recurrent layer among its arrays \(none\), must have W_x and W_h \(NumPy\)"),
        (named(fc__weight=np.ones((2, 4))), r"no recurrent layer among its arrays \('fc.weight'\)"),
        ({f"k{n}": B for n in range(30)}, r"'k15', '?.*\.\.\.\), must have"),
        (torch_rnn() | {"W_x": W_X, "W_h": W_H}, "holds NumPy and PyTorch names"),
        (
            torch_rnn("a.") | torch_rnn("b."),
            r"several could be the recurrent layer \('a\.', 'b\.'\)",
        ),
        (torch_rnn() | torch_rnn(end="_l1"), "_l1: stacked or bidirectional, must be one layer"),
        (torch_rnn() | torch_rnn(end="_l0_reverse"), "_reverse: stacked or bidirectional"),
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
            "several could be the recurrent layer",
        ),
    ],
)
def test_what_is_not_one_recurrent_layer_is_refused(arrays, message):
    with pytest.raises(WeightsError, match=message):
        find(arrays)
