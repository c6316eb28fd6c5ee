"""The gated recurrent unit: one state, of which a gate keeps a part and renews the rest.

Cho et al., Learning phrase representations using RNN encoder-decoder, 2014. There are two forms.
PyTorch's ``nn.GRU`` and Keras's ``GRU`` by default reset what the state's matrix has made of it,
with a bias of its own (``GRU``); the paper, and Keras with ``reset_after=False``, reset the state
itself (``GRU_RESET_BEFORE``). On paper the gates are r and z, and the candidate n; where z is 1,
all of the state is kept.
"""

from rnn_math.cells import operations as op
from rnn_math.cells.gates import gate, weighed
from rnn_math.cells.kind import Kind, node

_RENEWED = (
    node("candidate", op.TANH, "z_candidate"),
    node("kept", op.TIMES, "update", "h_prev"),
    node("rest", op.REST, "update"),
    node("new", op.TIMES, "rest", "candidate"),
    node("h", op.SUM, "new", "kept"),
)

GRU = Kind(
    name="gru",
    carried=("h",),
    nodes=(
        *gate("reset"),
        *gate("update"),
        node("Wx_candidate", op.MATRIX, "W_x_candidate", "x"),
        node("Wh_candidate", op.MATRIX, "W_h_candidate", "h_prev"),
        node("memory", op.SUM, "Wh_candidate", "b_memory"),
        node("recalled", op.TIMES, "reset", "memory"),
        node("z_candidate", op.SUM, "Wx_candidate", "recalled", "b_candidate"),
        *_RENEWED,
    ),
)

GRU_RESET_BEFORE = Kind(
    name="gru-reset-before",
    carried=("h",),
    nodes=(
        *gate("reset"),
        *gate("update"),
        node("recalled", op.TIMES, "reset", "h_prev"),
        *weighed("candidate", state="recalled"),
        *_RENEWED,
    ),
)
