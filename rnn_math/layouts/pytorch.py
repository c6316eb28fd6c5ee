"""PyTorch's names: a state dict's, with any prefix (``rnn.weight_ih_l0``), of layers and cells."""

import re
from collections.abc import Mapping

from rnn_math.arrays import FloatArray
from rnn_math.cells.libraries import PACKINGS, Packed, Packing
from rnn_math.errors import WeightsError
from rnn_math.layouts.layer import Layer
from rnn_math.layouts.names import Arrays, Source, either, only, require

_RECURRENT = re.compile(
    r"(?P<prefix>(?:.*\.)?)(?P<name>(?:weight|bias)_(?:ih|hh|hr))"
    r"(?P<layer>_l\d+)?(?P<back>_reverse)?"
)
_OTHER = re.compile(r"(?:.*\.)?weight")
_CALLED = either([each.called for each in PACKINGS["pytorch"]])

_OTHERS = {"W_o": "readout.weight", "b_o": "readout.bias", "embedding": "embedding.weight"}


def find(arrays: Arrays) -> Layer | None:
    """The recurrent layer; None without PyTorch's names.

    Raises ``WeightsError`` unless it is one layer of one direction that hands on all of its state.
    """
    matches = [match for key in arrays if (match := _RECURRENT.fullmatch(key))]
    if not matches:
        return None
    for match in matches:
        key = match.string
        if match["back"]:
            _refuse(key, "a bidirectional layer's", "bidirectional=False")
        if match["layer"] not in (None, "_l0"):
            _refuse(key, "a layer stacked on another one", "num_layers=1")
        if match["name"].endswith("hr"):
            _refuse(key, "a projection of the state", "proj_size=0")
    prefix = only("recurrent layer", {m["prefix"] for m in matches}, f", not stacked: {_CALLED}")
    end = matches[0]["layer"] or ""
    W_x, W_h, *biases = (
        f"{prefix}{name}{end}" for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    )
    is_biased = any(bias in arrays for bias in biases)
    require(arrays, W_x, W_h, *(biases if is_biased else ()))
    return Layer(
        "pytorch",
        Source(W_x),
        Source(W_h),
        tuple(biases) if is_biased else (),
        prefix.removesuffix(".").rpartition(".")[2],
    )


def _refuse(key: str, what: str, wanted: str) -> None:
    raise WeightsError(
        f"{key}: {what}, must be one layer of one direction: {_CALLED} with {wanted}, of which "
        "weight_ih_l0, weight_hh_l0, bias_ih_l0 and bias_hh_l0 are read"
    )


def others(arrays: Arrays) -> Mapping[str, str]:
    """Matrices that may be a readout or an embedding, each with the bias that it would have."""
    return {key: key.removesuffix("weight") + "bias" for key in arrays if _OTHER.fullmatch(key)}


def written(
    packing: Packing, packed: Packed, others: Mapping[str, FloatArray]
) -> dict[str, FloatArray]:
    """All arrays under their names; ``others`` are the readout's and the embedding, by ours."""
    return {
        "rnn.weight_ih_l0": packed.W_x,
        "rnn.weight_hh_l0": packed.W_h,
        "rnn.bias_ih_l0": packed.b_x,
        "rnn.bias_hh_l0": packed.b_h,
    } | {_OTHERS[name]: array for name, array in others.items()}
