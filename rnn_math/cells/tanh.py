"""The plain cell: h_t = tanh(W_x x_t + W_h h_{t-1} + b).

The recurrence is Elman's (Cognitive Science 14, 1990) with tanh, as in PyTorch's ``nn.RNN`` and
Keras's ``SimpleRNN``.
"""

from rnn_math.cells import operations as op
from rnn_math.cells.kind import Kind, node

TANH = Kind(
    name="tanh",
    carried=("h",),
    nodes=(
        node("Wx", op.MATRIX, "W_x", "x"),
        node("Wh", op.MATRIX, "W_h", "h_prev"),
        node("z", op.SUM, "Wx", "Wh", "b"),
        node("h", op.TANH, "z"),
    ),
)
