"""How PyTorch and Keras pack the weights of each kind of cell: a block of H rows for every gate.

Sources: the documentation of ``torch.nn.RNN``, ``GRU`` and ``LSTM``, and of Keras's ``SimpleRNN``,
``GRU`` and ``LSTM`` with the cells that they run. Keras stores its matrices transposed, so there
the blocks stand side by side. The order of the gates shows in no shape: only numbers tell it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import numpy as np

from rnn_math.arrays import FloatArray
from rnn_math.cells.gru import GRU, GRU_RESET_BEFORE
from rnn_math.cells.kind import Kind, Weights
from rnn_math.cells.lstm import LSTM
from rnn_math.cells.tanh import TANH

Library = Literal["pytorch", "keras"]


class Packed(NamedTuple):
    """The weights of a cell with G gates, F inputs and H units as a library packs them."""

    W_x: FloatArray  # (G H, F)
    W_h: FloatArray  # (G H, H)
    b_x: FloatArray  # (G H), added to what the input gives
    b_h: FloatArray  # (G H), added to what the state gives


@dataclass(frozen=True)
class Packing:
    """How a library packs a kind of cell."""

    kind: Kind
    called: str  # by the library
    layer: str  # the name that such a layer has, or is given, in a file
    gates: tuple[str, ...] = ("",)  # of the blocks, from top to bottom; the plain cell has one
    state_biases: Mapping[str, str] = field(default_factory=dict)
    """Our name of what stands in b_h, at a gate where it may not be added to b_x."""
    in_one: bool = False  # are b_x and b_h the two rows of one array?

    def bias_shape(self, rows: int) -> tuple[int, ...]:
        """The shape of each bias that is stored, for matrices of so many rows."""
        return (2, rows) if self.in_one else (rows,)

    def unpack(self, packed: Packed) -> dict[str, FloatArray]:
        """Our weights. Where a gate has one bias, both of the library's are added up."""
        H = packed.W_h.shape[1]
        found: dict[str, FloatArray] = {}
        for k, gate in enumerate(self.gates):
            W_x, W_h, b_x, b_h = (array[k * H : (k + 1) * H] for array in packed)
            own = self.state_biases.get(gate)
            found |= {_name("W_x", gate): W_x, _name("W_h", gate): W_h}
            found |= {_name("b", gate): b_x, own: b_h} if own else {_name("b", gate): b_x + b_h}
        return found

    def pack(self, weights: Weights) -> Packed:
        """The opposite of ``unpack``: what is one bias here stands in b_x."""
        b_x = [weights[_name("b", gate)] for gate in self.gates]
        b_h = [
            weights[self.state_biases[gate]] if gate in self.state_biases else np.zeros_like(b)
            for gate, b in zip(self.gates, b_x, strict=True)
        ]
        matrices = ([weights[_name(each, gate)] for gate in self.gates] for each in ("W_x", "W_h"))
        return Packed(*map(np.concatenate, (*matrices, b_x, b_h)))


def _name(weight: str, gate: str) -> str:
    return f"{weight}_{gate}" if gate else weight


_MEMORY = {"candidate": "b_memory"}  # the reset gate multiplies it: it is no part of b_candidate

PACKINGS: Mapping[Library, tuple[Packing, ...]] = {
    "pytorch": (
        Packing(TANH, "nn.RNN", "rnn"),
        Packing(GRU, "nn.GRU", "gru", ("reset", "update", "candidate"), _MEMORY),
        Packing(LSTM, "nn.LSTM", "lstm", ("input", "forget", "candidate", "output")),
    ),
    "keras": (
        Packing(TANH, "SimpleRNN", "simple_rnn"),
        Packing(GRU, "GRU", "gru", ("update", "reset", "candidate"), _MEMORY, in_one=True),
        Packing(
            GRU_RESET_BEFORE, "GRU(reset_after=False)", "gru", ("update", "reset", "candidate")
        ),
        Packing(LSTM, "LSTM", "lstm", ("input", "forget", "candidate", "output")),
    ),
}

_CALLED = {
    TANH.name: "a plain tanh cell",
    GRU.name: "a GRU",
    GRU_RESET_BEFORE.name: "a GRU that resets before its matrix",
    LSTM.name: "an LSTM",
}


def called(kind: Kind) -> str:
    """What a message calls a kind of cell, with its article."""
    return _CALLED.get(kind.name, f"a cell of kind {kind.name}")
