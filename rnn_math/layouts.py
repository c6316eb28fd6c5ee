"""Three ways to name the same weights; every array here is named and shaped as ``rnn_math`` does.

========  ==============================  =====================================  ==================
ours      PyTorch                         Keras                                  shape here
========  ==============================  =====================================  ==================
W_x       weight_ih_l0                    cell/vars/0, transposed                (H, F)
W_h       weight_hh_l0                    cell/vars/1, transposed                (H, H)
b         bias_ih_l0 + bias_hh_l0         cell/vars/2                            (H)
W_o, b_o  weight, bias of an nn.Linear    vars/0, transposed, vars/1 of a Dense  (O, H), (O)
embedding weight of an nn.Embedding       vars/0 of an Embedding                 (V, F)
========  ==============================  =====================================  ==================

W_h is square, so no shape tells whether it must be transposed: the names do. PyTorch's names may
have a prefix (``rnn.weight_ih_l0``) and lack the ``_l0`` (``nn.RNNCell``).
"""

import re
from collections.abc import Collection, Mapping
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnn_math.arrays import FloatArray
from rnn_math.errors import WeightsError

Layout = Literal["numpy", "pytorch", "keras"]
Arrays = Mapping[str, NDArray[Any]]

OURS = ("W_x", "W_h", "b", "W_o", "b_o", "embedding")

_TORCH_RNN = re.compile(
    r"(?P<prefix>(?:.*\.)?)(?P<name>(?:weight|bias)_(?:ih|hh))(?P<layer>_l\d+)?(?P<back>_reverse)?"
)
_TORCH_OTHER = re.compile(r"(?:.*\.)?weight")
_KERAS_RNN = re.compile(r"(?P<prefix>.*\bcell/vars/)(?P<name>[0-2])")
_KERAS_OTHER = re.compile(r"(?!.*\bcell/vars/)(?:.*/)?vars/0")


class Source(NamedTuple):
    """Where one of our arrays comes from: the sum of some stored arrays, perhaps transposed."""

    keys: tuple[str, ...]
    transposed: bool = False

    def __str__(self) -> str:
        return " + ".join(self.keys) + (" (transposed)" if self.transposed else "")


def find(arrays: Arrays) -> dict[str, Source]:
    """Which of a checkpoint's arrays are ours, by their names. Biases may be absent.

    Raises ``WeightsError`` unless there is exactly one recurrent layer of one direction, and
    when several arrays could be the readout or the embedding.
    """
    finders = {"NumPy": _find_numpy, "PyTorch": _find_torch, "Keras": _find_keras}
    found = {name: sources for name, look in finders.items() if (sources := look(arrays))}
    if not found:
        raise WeightsError(
            f"no recurrent layer among its arrays ({_some(arrays)}), must have W_x and W_h "
            "(NumPy), weight_ih_l0 and weight_hh_l0 (PyTorch) or cell/vars/0 and 1 (Keras)"
        )
    if len(found) > 1:
        raise WeightsError(f"holds {' and '.join(found)} names, must have those of one library")
    return next(iter(found.values()))


def _find_numpy(arrays: Arrays) -> dict[str, Source]:
    if "W_x" not in arrays and "W_h" not in arrays:
        return {}
    _require(arrays, "W_x", "W_h")
    return {name: Source((name,)) for name in OURS if name in arrays}


def _find_torch(arrays: Arrays) -> dict[str, Source]:
    matches = [match for key in arrays if (match := _TORCH_RNN.fullmatch(key))]
    if not matches:
        return {}
    more = [m.string for m in matches if m["back"] or m["layer"] not in (None, "_l0")]
    if more:
        raise WeightsError(f"{more[0]}: stacked or bidirectional, must be one layer, one direction")
    prefix = _only("recurrent layer", {m["prefix"] for m in matches})
    end = matches[0]["layer"] or ""
    names = [f"{prefix}{name}{end}" for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]
    W_x, W_h, *biases = names
    sources = {"W_x": Source((W_x,)), "W_h": Source((W_h,))}
    if any(bias in arrays for bias in biases):
        sources["b"] = Source(tuple(biases))
    _require(arrays, *(key for source in sources.values() for key in source.keys))
    others = [key for key in arrays if _TORCH_OTHER.fullmatch(key)]
    biases_of = {key: key.removesuffix("weight") + "bias" for key in others}
    return sources | _find_others(arrays, arrays[W_x], biases_of, transposed=False)


def _find_keras(arrays: Arrays) -> dict[str, Source]:
    matches = [match for key in arrays if (match := _KERAS_RNN.fullmatch(key))]
    if not matches:
        return {}
    prefix = _only("recurrent layer", {m["prefix"] for m in matches})
    kernel, recurrent, bias = (f"{prefix}{n}" for n in range(3))
    _require(arrays, kernel, recurrent)
    sources = {"W_x": Source((kernel,), True), "W_h": Source((recurrent,), True)}
    if bias in arrays:
        sources["b"] = Source((bias,))
    others = [key for key in arrays if _KERAS_OTHER.fullmatch(key)]
    biases_of = {key: key.removesuffix("0") + "1" for key in others}
    return sources | _find_others(arrays, arrays[kernel].T, biases_of, transposed=True)


def _find_others(
    arrays: Arrays, W_x: NDArray[Any], biases_of: Mapping[str, str], *, transposed: bool
) -> dict[str, Source]:
    """The readout and the embedding among the matrices that are not the recurrent layer's.

    A readout has a bias, an embedding has none; a readout without one is told by its shape,
    unless the name says "emb".
    """
    readouts: list[str] = []
    embeddings: list[str] = []
    for key, bias in biases_of.items():
        if arrays[key].ndim != 2:  # the scale of a normalisation, the state of a random seed
            continue
        units = arrays[key].shape[0 if transposed else 1]
        is_readout = bias in arrays or (units == W_x.shape[0] and "emb" not in key.lower())
        (readouts if is_readout else embeddings).append(key)
    sources = {}
    if readouts:
        W_o = _only("readout", readouts)
        sources["W_o"] = Source((W_o,), transposed)
        if biases_of[W_o] in arrays:
            sources["b_o"] = Source((biases_of[W_o],))
    if embeddings:
        sources["embedding"] = Source((_only("embedding", embeddings),))
    return sources


def rename(ours: Mapping[str, FloatArray], layout: Layout) -> dict[str, FloatArray]:
    """The same weights under the names and in the shapes of ``layout``."""
    if layout == "numpy":
        return dict(ours)
    if layout == "pytorch":
        torch_names = {
            "W_x": "rnn.weight_ih_l0",
            "W_h": "rnn.weight_hh_l0",
            "b": "rnn.bias_ih_l0",
            "W_o": "readout.weight",
            "b_o": "readout.bias",
            "embedding": "embedding.weight",
        }
        renamed = {torch_names[name]: array for name, array in ours.items()}
        return renamed | {"rnn.bias_hh_l0": np.zeros_like(ours["b"])}
    keras_names = {
        "W_x": "layers/simple_rnn/cell/vars/0",
        "W_h": "layers/simple_rnn/cell/vars/1",
        "b": "layers/simple_rnn/cell/vars/2",
        "W_o": "layers/dense/vars/0",
        "b_o": "layers/dense/vars/1",
        "embedding": "layers/embedding/vars/0",
    }
    return {
        keras_names[name]: np.ascontiguousarray(array.T) if name.startswith("W_") else array
        for name, array in ours.items()
    }


def _require(arrays: Arrays, *keys: str) -> None:
    missing = [key for key in keys if key not in arrays]
    if missing:
        raise WeightsError(f"{', '.join(missing)}: missing, it has {_some(arrays)}")


def _only(what: str, found: Collection[str]) -> str:
    if len(found) > 1:
        raise WeightsError(f"several could be the {what} ({_some(found)}), must be exactly one")
    return next(iter(found))


def _some(names: Collection[str]) -> str:
    """A few names, so that a message stays one message however many there are."""
    shown = [repr(name) for name in sorted(names)[:8]]
    return ", ".join(shown + ["..."] * (len(names) > 8)) or "none"
