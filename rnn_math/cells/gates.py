"""What gated cells are made of: a weighed sum of input and state, and a squashed one."""

from rnn_math.cells import operations as op
from rnn_math.cells.kind import Node, node
from rnn_math.cells.operations import Operation


def weighed(name: str, state: str = "h_prev") -> tuple[Node, ...]:
    """z_name = W_x_name x + W_h_name state + b_name, node by node."""
    return (
        node(f"Wx_{name}", op.MATRIX, f"W_x_{name}", "x"),
        node(f"Wh_{name}", op.MATRIX, f"W_h_{name}", state),
        node(f"z_{name}", op.SUM, f"Wx_{name}", f"Wh_{name}", f"b_{name}"),
    )


def gate(name: str, squash: Operation = op.SIGMOID) -> tuple[Node, ...]:
    """A weighed sum of input and state, each entry squashed."""
    return (*weighed(name), node(name, squash, f"z_{name}"))
