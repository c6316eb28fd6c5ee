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

Of a gated cell the libraries pack all gates in one array (``rnn_math.cells.libraries``); here each
gate has its own, ``W_x_forget``. W_h is square, so no shape tells whether it must be transposed:
the names do.
"""

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from rnn_math.arrays import FloatArray
from rnn_math.cell import Cell
from rnn_math.cells.libraries import PACKINGS, Library, Packed, Packing, called
from rnn_math.errors import WeightsError
from rnn_math.layouts import keras, own, pytorch
from rnn_math.layouts import others as beside
from rnn_math.layouts.layer import Layer
from rnn_math.layouts.names import Arrays, Source, some
from rnn_math.layouts.others import Counts

__all__ = ["Counts", "Layer", "Layout", "Source", "cell_of", "find", "others_of", "rename"]

Layout = Literal["numpy", "pytorch", "keras"]


class _Names(NamedTuple):
    """How a library names what it writes."""

    find: Callable[[Arrays], Layer | None]
    others: Callable[[Arrays], Mapping[str, str]]
    written: Callable[[Packing, Packed, Mapping[str, FloatArray]], dict[str, FloatArray]]


_NAMES: Mapping[Library, _Names] = {
    "pytorch": _Names(pytorch.find, pytorch.others, pytorch.written),
    "keras": _Names(keras.find, keras.others, keras.written),
}
_WRITTEN = {"pytorch": "PyTorch", "keras": "Keras"}


def find(arrays: Arrays) -> Layer | None:
    """The recurrent layer that a library has packed; None where the names are our own.

    Raises ``WeightsError`` unless there is exactly one recurrent layer, of one direction.
    """
    packed = [layer for names in _NAMES.values() if (layer := names.find(arrays))]
    found = ["NumPy"] * bool(own.names(arrays)) + [_WRITTEN[layer.library] for layer in packed]
    if not found:
        raise WeightsError(
            f"no recurrent layer among its arrays ({some(arrays)}), must have W_x and W_h "
            "(NumPy), weight_ih_l0 and weight_hh_l0 (PyTorch) or cell/vars/0 and 1 (Keras); "
            "unrolled weights shows how"
        )
    if len(found) > 1:
        raise WeightsError(f"holds {' and '.join(found)} names, must have those of one library")
    return next(iter(packed), None)


def cell_of(arrays: Arrays, layer: Layer | None, declared: str = "") -> Cell:
    """The cell of what was found, of the ``declared`` kind if one is. Biases may be absent.

    Raises ``WeightsError`` when arrays do not fit, or the kind is in doubt.
    """
    return layer.cell(arrays, declared) if layer else own.cell(arrays, declared)


def others_of(
    arrays: Arrays,
    layer: Layer | None,
    cell: Cell,
    counts: Counts = Counts(),  # noqa: B008 - immutable
) -> dict[str, Source]:
    """The readout and the embedding beside ``cell``, by our names.

    Where names and shapes leave open which matrix is the embedding, the number of words decides.
    Raises ``WeightsError`` when several arrays could be the readout or the embedding.
    """
    if layer is None:
        return {name: Source(name) for name in own.OTHERS if name in arrays}
    candidates = _NAMES[layer.library].others(arrays)
    transposed = layer.W_x.transposed
    F, H = cell.input_size, cell.hidden_size
    return beside.find(arrays, candidates, F, H, counts, transposed=transposed)


def rename(cell: Cell, others: Mapping[str, FloatArray], layout: Layout) -> dict[str, FloatArray]:
    """The same weights under the names and in the shapes of ``layout``.

    Raises ``WeightsError`` where the library has no such cell.
    """
    if layout == "numpy":
        return {**cell.weights, **others}
    for each in PACKINGS[layout]:
        if each.kind == cell.kind:
            return _NAMES[layout].written(each, each.pack(cell.weights), others)
    raise WeightsError(
        f"{called(cell.kind)}: {_WRITTEN[layout]} has no such cell, save it with our own names: "
        'layout="numpy"'
    )
