"""What a node of a cell can do: each operation with its value, its slopes and how it is written.

All work on one step of N sequences: states are (N, H), matrices (H, F) or (H, H), biases (H).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from rnn_math.arrays import FloatArray


@dataclass(frozen=True)
class Operation:
    """How a node's value follows from its inputs, and a gradient at them from that at the node.

    ``slope`` takes the position of an input, the gradient at the node, the node's value and all
    inputs. Gradients of matrices and biases are not its business: they are added up over time.
    """

    name: str
    formula: str  # of its inputs {0} and {1}
    value: Callable[..., FloatArray]
    slope: Callable[..., FloatArray]


def sigmoid(z: FloatArray) -> FloatArray:
    """1 / (1 + exp(-z)), written with tanh, which does not overflow."""
    squashed: FloatArray = 0.5 * (1.0 + np.tanh(0.5 * z))
    return squashed


def _added(*terms: FloatArray) -> FloatArray:
    """From left to right, as sums are drawn."""
    total = terms[0]
    for term in terms[1:]:
        total = total + term
    return total


MATRIX = Operation("matrix", "{0} {1}", lambda W, v: v @ W.T, lambda k, g, y, W, v: g @ W)
"""A matrix times a vector."""

SUM = Operation("sum", "{0} + {1}", _added, lambda k, g, y, *terms: g)
"""Of two terms or more."""

TIMES = Operation("times", "{0} * {1}", lambda a, b: a * b, lambda k, g, y, a, b: g * (b, a)[k])
"""Entry by entry."""

REST = Operation("rest", "1 - {0}", lambda gate: 1.0 - gate, lambda k, g, y, gate: -g)
"""What a gate leaves over."""

TANH = Operation("tanh", "tanh({0})", np.tanh, lambda k, g, y, z: g * (1.0 - y**2))

SIGMOID = Operation("sigmoid", "sigmoid({0})", sigmoid, lambda k, g, y, z: g * (y * (1.0 - y)))
