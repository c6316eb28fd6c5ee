"""Our own names: every weight of a cell by the name that it has here, ``W_x_forget``."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnn_math.cell import Cell
from rnn_math.cells import KINDS, TANH, Kind
from rnn_math.cells.libraries import PACKINGS, called
from rnn_math.errors import WeightsError
from rnn_math.layouts.names import Arrays, either, require

OTHERS = ("W_o", "b_o", "embedding")


def names(arrays: Arrays) -> set[str]:
    """Which arrays are named like a weight of some cell; none unless a matrix is among them."""
    matrices = {name for kind in KINDS.values() for name in kind.products}
    weights = {name for kind in KINDS.values() for name in kind.weights}
    return weights & set(arrays) if matrices & set(arrays) else set()


def cell(arrays: Arrays, declared: str = "") -> Cell:
    """The cell that the names tell, or that is ``declared``. Its biases may all be absent.

    Raises ``WeightsError`` when one is missing or does not fit, or the kind is in doubt.
    """
    given = names(arrays)
    every = [*KINDS.values()]
    fitting = [kind for kind in every if given in (set(kind.weights), set(kind.products))]
    if declared:
        kind = KINDS[declared]
        if fitting and kind not in fitting:
            raise WeightsError(
                f"cell = {declared}, but its names are those of {either(_calls(fitting))}: correct "
                "what the file declares"
            )
    elif len(fitting) > 1:
        raise WeightsError(
            f"{min(given)}: its names are those of {either(_calls(fitting))}: "
            f"declare {either([f'cell = {kind.name}' for kind in fitting])}"
        )
    else:  # if none fits, the one that lacks the least is what it was meant to be
        kind = fitting[0] if fitting else min(every, key=lambda k: len(given ^ set(k.weights)))
    has_biases = bool(given & set(kind.biases))
    require(arrays, *(kind.weights if has_biases else kind.products))
    if kind is TANH:
        _refuse_packed(arrays["W_h"])
    weights = {name: arrays[name] for name in given}
    if not has_biases:
        units = arrays[next(iter(kind.products))].shape[:1]
        weights |= {name: np.zeros(units) for name in kind.biases}
    return Cell(kind, weights)


def _calls(some: Iterable[Kind]) -> list[str]:
    return [called(kind) for kind in some]


def _refuse_packed(W_h: NDArray[Any]) -> None:
    """All gates in one matrix are the libraries' way: by our names they would be one state."""
    for each in PACKINGS["pytorch"]:
        gates = len(each.gates)
        if gates > 1 and W_h.ndim == 2 and 0 < W_h.shape[0] == gates * W_h.shape[1]:
            raise WeightsError(
                f"W_h: shape {W_h.shape} looks like {called(each.kind)}'s, all gates in one, must "
                f"be (H, H): use PyTorch's names, or one for each gate: "
                f"{', '.join(list(each.kind.products)[:2])}, ..."
            )
