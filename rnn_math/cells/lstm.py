"""The long short-term memory: a cell state that is kept and added to, and read through a gate.

Hochreiter and Schmidhuber, Long short-term memory, 1997, with the forget gate of Gers,
Schmidhuber and Cummins, Learning to forget, 2000; as in PyTorch's ``nn.LSTM`` and Keras's
``LSTM``. On paper the gates are i, f and o, and the candidate g.
"""

from rnn_math.cells import operations as op
from rnn_math.cells.gates import gate
from rnn_math.cells.kind import Kind, node

LSTM = Kind(
    name="lstm",
    carried=("h", "c"),
    nodes=(
        *gate("forget"),
        *gate("input"),
        *gate("candidate", op.TANH),
        *gate("output"),
        node("kept", op.TIMES, "forget", "c_prev"),
        node("new", op.TIMES, "input", "candidate"),
        node("c", op.SUM, "kept", "new"),
        node("bent", op.TANH, "c"),
        node("h", op.TIMES, "output", "bent"),
    ),
    # An open gate lets a gradient pass from the start (Jozefowicz et al., An empirical
    # exploration of recurrent network architectures, 2015).
    first_biases={"b_forget": 1.0},
)
