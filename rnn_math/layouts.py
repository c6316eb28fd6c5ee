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
from collections.abc import Callable, Mapping
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
_KERAS_RNN = re.compile(r"(?P<prefix>.*cell/vars/)(?P<name>[0-2])")


class Source(NamedTuple):
    """Where one of our arrays comes from: the sum of some stored arrays, perhaps transposed."""

    keys: tuple[str, ...]
    transposed: bool = False

    def __str__(self) -> str:
        return " + ".join(self.keys) + (", transposed" if self.transposed else "")


def find(arrays: Arrays) -> dict[str, Source]:
    """Which of a checkpoint's arrays are ours, by their names.

    Raises ``WeightsError`` when there is no recurrent layer, or more than a single one of one
    direction, or when it is not clear which of several arrays is meant.
    """
    finders: dict[Layout, Callable[[Arrays], dict[str, Source]]] = {
        "numpy": _find_numpy,
        "pytorch": _find_torch,
        "keras": _find_keras,
    }
    found = {layout: sources for layout, look in finders.items() if (sources := look(arrays))}
    if not found:
        raise WeightsError(
            f"no recurrent layer among its {len(arrays)} arrays ({_some(arrays)}), must have W_x, "
            "W_h, b (NumPy), weight_ih_l0, weight_hh_l0 (PyTorch) or cell/vars/0, 1, 2 (Keras)"
        )
    if len(found) > 1:
        raise WeightsError(f"holds weights in {' and '.join(found)} names, must have one of them")
    return next(iter(found.values()))
