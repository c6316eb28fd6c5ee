"""What is said of one step of an LSTM, and of what is left of a gradient at the first word."""

import numpy as np

from lecture.audit.figures import Figure
from rnn_math.arrays import FloatArray
from rnn_math.trace import Trace
from scenes.claims.facts import Facts


def figures(facts: Facts) -> dict[str, Figure]:
    """Every number is computed again from the weights, by the equations as they are taught."""
    trace, step = facts.traces["sentence"], facts.params.step
    h = c = np.zeros(trace.cell.hidden_size)
    forgotten: list[FloatArray] = []
    said: dict[str, Figure] = {"word": trace.tokens[step - 1], "first": trace.tokens[0]}
    for t, x in enumerate(trace.x, start=1):
        z = {
            gate: trace.cell.weights[f"W_x_{gate}"] @ x
            + trace.cell.weights[f"W_h_{gate}"] @ h
            + trace.cell.weights[f"b_{gate}"]
            for gate in ("forget", "input", "candidate", "output")
        }
        f, i, o = (1 / (1 + np.exp(-z[gate])) for gate in ("forget", "input", "output"))
        g, before = np.tanh(z["candidate"]), c
        c = f * c + i * g
        h = o * np.tanh(c)
        forgotten.append(f)
        if t == step:
            columns = {
                "z": z["forget"], "gate": f, "forget": f, "c_prev": before, "input": i,
                "candidate": g, "c": c, "bent": np.tanh(c), "output": o, "h": h,
            }  # fmt: skip
            said |= {name: float(column[0]) for name, column in columns.items()}
    if len(trace) > 1:
        last = _score(trace) * o * (1 - np.tanh(c) ** 2)
        first = last * np.prod(forgotten[1:], axis=0)
        said["road"] = float(np.linalg.norm(first) / np.linalg.norm(last))
        said["plain"] = _plain(facts.traces["plain"])
    return said


def _score(trace: Trace) -> FloatArray:
    """The row of the readout that scores the last answer."""
    assert trace.readout is not None
    return trace.readout.W_o[int(trace.o[-1].argmax())]


def _plain(trace: Trace) -> float:
    """The same share in the plain cell, by the product of its slopes and weights."""
    last = gradient = _score(trace)
    for h in trace.h[:0:-1]:
        gradient = (gradient * (1 - h**2)) @ trace.cell.W_h
    return float(np.linalg.norm(gradient) / np.linalg.norm(last))
