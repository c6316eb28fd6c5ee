"""Keras's names: those of ``model.save_weights``, which numbers the arrays of each layer.

A layer's cell has its kernel as ``vars/0``, the recurrent kernel as ``vars/1``, the bias as
``vars/2``; all matrices are transposed.
"""

import re
from collections.abc import Mapping

import numpy as np

from rnn_math.arrays import FloatArray
from rnn_math.cells.libraries import PACKINGS, Packed, Packing
from rnn_math.errors import WeightsError
from rnn_math.layouts.layer import Layer
from rnn_math.layouts.names import Arrays, Source, either, only, require

_RECURRENT = re.compile(r"(?P<prefix>(?:.*[/_])?cell(?:_\d+)?/vars/)[0-2]")
_OTHER = re.compile(r"(?:.*/)?vars/0")
_DIRECTIONS = re.compile(r"(?:.*/)?(?:forward|backward)_layer/.*")
_CALLED = either(list(dict.fromkeys(each.called.partition("(")[0] for each in PACKINGS["keras"])))

_OTHERS = {
    "W_o": "layers/dense/vars/0",
    "b_o": "layers/dense/vars/1",
    "embedding": "layers/embedding/vars/0",
}


def find(arrays: Arrays) -> Layer | None:
    """The recurrent layer; None without Keras's names.

    Raises ``WeightsError`` unless it is one layer of one direction.
    """
    matches = [match for key in arrays if (match := _RECURRENT.fullmatch(key))]
    if not matches:
        return None
    for match in matches:
        if _DIRECTIONS.fullmatch(match.string):
            raise WeightsError(
                f"{match.string}: a Bidirectional layer's, must be of one direction: {_CALLED}, of "
                "whose cell vars/0, vars/1 and vars/2 are read"
            )
    stacked = f", not stacked: {_CALLED}"
    prefix = only("recurrent layer", {m["prefix"] for m in matches}, stacked)
    W_x, W_h, bias = (f"{prefix}{n}" for n in range(3))
    require(arrays, W_x, W_h)
    biases = (bias,) if bias in arrays else ()
    return Layer("keras", Source(W_x, True), Source(W_h, True), biases, _layer(prefix))


def others(arrays: Arrays) -> Mapping[str, str]:
    """Matrices that may be a readout or an embedding, each with the bias that it would have."""
    return {
        key: key.removesuffix("0") + "1"
        for key in arrays
        if _OTHER.fullmatch(key) and not _RECURRENT.fullmatch(key)
    }


def written(
    packing: Packing, packed: Packed, others: Mapping[str, FloatArray]
) -> dict[str, FloatArray]:
    """All arrays under their names; ``others`` are the readout's and the embedding, by ours."""
    cell = f"layers/{packing.layer}/cell/vars"
    return {
        f"{cell}/0": np.ascontiguousarray(packed.W_x.T),
        f"{cell}/1": np.ascontiguousarray(packed.W_h.T),
        f"{cell}/2": np.stack([packed.b_x, packed.b_h]) if packing.in_one else packed.b_x,
    } | {
        _OTHERS[name]: np.ascontiguousarray(array.T) if name == "W_o" else array
        for name, array in others.items()
    }


def _layer(prefix: str) -> str:
    """What a layer or a cell is called, without its number: "layers/lstm_1/cell/vars/": "lstm"."""
    *outer, cell, _ = prefix.removesuffix("/").split("/")
    name = re.sub(r"_?cell(_\d+)?$", "", cell) or (outer[-1] if outer else "")
    return re.sub(r"_\d+$", "", name)
