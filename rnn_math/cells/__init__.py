"""The cells of the lecture as one family: what each computes, in the order in which it does.

A kind of cell is a list of nodes, each an operation on what came before it. That one description
is run forwards and backwards in time, drawn, written as an equation and kept as a trace.
"""

from rnn_math.cells.gru import GRU, GRU_RESET_BEFORE
from rnn_math.cells.kind import Kind
from rnn_math.cells.lstm import LSTM
from rnn_math.cells.tanh import TANH

KINDS: dict[str, Kind] = {kind.name: kind for kind in (TANH, GRU, GRU_RESET_BEFORE, LSTM)}
"""All of them, by name."""

__all__ = ["GRU", "GRU_RESET_BEFORE", "KINDS", "LSTM", "TANH", "Kind"]
