"""Any kind of cell, run over a batch of sequences, and a loss's gradient carried back through it.

Everything is time-major: inputs are (T, N, F), states (T, N, H), for T steps of N sequences.
A mask (T, N) is true where a sequence has a step and false on its padding, where all states
stand still: the last row of the states is always the last real state of each sequence.

Source: backpropagation through time, Werbos 1990; Goodfellow, Bengio and Courville, Deep
Learning, sections 6.5 and 10.2.2.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_math.arrays import FloatArray
from rnn_math.cells.kind import INPUT, Kind, Weights, previous
from rnn_math.cells.operations import SUM

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Run:
    """What a cell made of a batch, node by node."""

    kind: Kind
    weights: Weights
    mask: Mask  # (T, N)
    values: dict[str, FloatArray]  # x (T, N, F), and each node and previous state, (T, N, H)
    states: dict[str, FloatArray]  # each carried state (T, N, H), standing still on padding

    @property
    def h(self) -> FloatArray:
        """The states that a readout reads, (T, N, H)."""
        return self.states[self.kind.carried[0]]


@dataclass(frozen=True, eq=False)
class Gradients:
    """A loss's gradient at all that went into it."""

    weights: dict[str, FloatArray]  # each of the shape of its weight
    values: dict[str, FloatArray]  # at each node, step by step (T, N, H), zero on padding
    x: FloatArray  # (T, N, F)
    start: dict[str, FloatArray]  # at each carried state before step 1, (N, H)


def run(
    kind: Kind, weights: Weights, x: FloatArray, start: Mapping[str, FloatArray], mask: Mask
) -> Run:
    """Run ``kind`` over inputs (T, N, F) from ``start``, each carried state (N, H)."""
    T, N = mask.shape
    H = len(weights[kind.biases[0]])
    known: dict[str, FloatArray] = {INPUT: x, **weights}
    for each in kind.at_once:
        known[each.name] = each.operation.value(*(known[name] for name in each.inputs))
    values = {INPUT: x} | {each.name: known[each.name] for each in kind.at_once}
    later = [each for each in kind.nodes if each not in kind.at_once]
    names = [*map(previous, kind.carried), *(each.name for each in later)]
    values |= {name: np.empty((T, N, H)) for name in names}
    states = {name: np.empty((T, N, H)) for name in kind.carried}
    now = {name: start[name] for name in kind.carried}
    for t in range(T):
        step: dict[str, FloatArray] = {previous(name): now[name] for name in kind.carried}
        step |= weights
        step |= {each.name: values[each.name][t] for each in kind.at_once}
        for each in later:
            step[each.name] = each.operation.value(*(step[name] for name in each.inputs))
        for name in names:
            values[name][t] = step[name]
        for name in kind.carried:
            now[name] = np.where(mask[t][:, None], step[name], now[name])
            states[name][t] = now[name]
    return Run(kind, weights, mask, values, states)


def back(run: Run, dh: FloatArray, end: Mapping[str, FloatArray] | None = None) -> Gradients:
    """Carry ``dh`` (T, N, H), a loss's gradient at each state that is read, back through time.

    ``end`` is what it has beside that at carried states after the last step, (N, H) each.
    """
    kind, values, weights = run.kind, run.values, run.weights
    at = {each.name: np.empty(values[each.name].shape) for each in kind.nodes}
    carried = {name: np.zeros_like(dh[0]) for name in kind.carried} | dict(end or {})
    for t in reversed(range(len(dh))):
        real = run.mask[t][:, None]
        carried[kind.carried[0]] = carried[kind.carried[0]] + dh[t]
        step = {name: np.where(real, total, 0.0) for name, total in carried.items()}
        for each in reversed(kind.nodes):
            g = at[each.name][t] = step.get(each.name, 0.0)
            inputs = [weights[n] if n in weights else values[n][t] for n in each.inputs]
            for k, name in enumerate(each.inputs):
                if name not in weights and name != INPUT:
                    slope = each.operation.slope(k, g, values[each.name][t], *inputs)
                    step[name] = step[name] + slope if name in step else slope
        carried = {
            name: np.where(real, step.get(previous(name), 0.0), total)
            for name, total in carried.items()
        }
    return Gradients(_of_weights(run, at), at, _of_input(run, at), carried)


def _of_weights(run: Run, at: Mapping[str, FloatArray]) -> dict[str, FloatArray]:
    # One product for each step, then their sum: products this small are computed by one thread
    # of the BLAS, so the last bit does not depend on how many there are.
    kind = run.kind
    found: dict[str, FloatArray] = {
        name: (at[each.name].transpose(0, 2, 1) @ run.values[each.inputs[1]]).sum(axis=0)
        for name, each in kind.products.items()
    }
    for each in kind.nodes:
        if each.operation is SUM:
            for name in set(each.inputs) & set(kind.biases):
                found[name] = at[each.name].sum(axis=(0, 1))
    return {name: found[name] for name in kind.weights}


def _of_input(run: Run, at: Mapping[str, FloatArray]) -> FloatArray:
    total: FloatArray | None = None
    for name, each in run.kind.products.items():
        if each.inputs[1] == INPUT:
            part: FloatArray = at[each.name] @ run.weights[name]
            total = part if total is None else total + part
    assert total is not None
    return total
