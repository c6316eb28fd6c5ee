"""What is said of a gradient on its way back, and of how far each kind of cell remembers."""

import numpy as np

from lecture.audit.figures import Figure
from rnn_math.arrays import FloatArray
from rnn_math.tasks.remembering import Remembering
from rnn_math.trace import Trace
from scenes.claims.facts import Facts


def figures(facts: Facts) -> dict[str, Figure]:
    """Gradients are multiplied out step by step, shares are counted in the recorded trainings."""
    trace, larger = facts.traces["sentence"], facts.traces["larger"]
    assert isinstance(trace, Remembering)
    lengths, _ = _way_back(trace)
    larger_lengths, recurrent = _way_back(larger)
    right = {(each.kind, each.length): np.mean(each.accuracies) for each in trace.reaches}
    distances = sorted({length for _, length in right})
    apart = max(distances, key=lambda length: right["gru", length] - right["tanh", length])
    return {
        "answer": trace.labels[int(trace.o[-1].argmax())],
        "first": trace.tokens[0],
        "last": trace.tokens[-1],
        "first_length": lengths[0],
        "last_length": lengths[-1],
        "factor": f"{facts.params.factor:g}",
        "larger_length": larger_lengths[0],
        "before": recurrent,
        "limit": 1.0,
        "short": distances[0],
        "apart": apart,
        "far": distances[-1],
        "plain": float(right["tanh", apart]),
        "gated": float(right["gru", apart]),
    }


def _way_back(trace: Trace) -> tuple[list[float], float]:
    """How long the gradient of the last answer's score is at each state, and at W_h."""
    assert trace.readout is not None
    gradient: FloatArray = trace.readout.W_o[int(trace.o[-1].argmax())]
    lengths: list[float] = []
    at_weights = np.zeros_like(trace.cell.W_h)
    for t in range(len(trace) - 1, -1, -1):
        lengths.insert(0, float(np.linalg.norm(gradient)))
        at_z = gradient * (1 - trace.h[t] ** 2)
        if t:
            at_weights += np.outer(at_z, trace.h[t - 1])
        gradient = at_z @ trace.cell.W_h
    return lengths, float(np.linalg.norm(at_weights))
