"""Training by backpropagation through time, with Adam; batched over padded sequences.

Everything is time-major: inputs are (T, N, F), states (T, N, H), for T steps of N sequences.
A mask (T, N) is true where a sequence has a step and false on its padding, where the state
stands still: the last row of the states is always the last real state of each sequence.

Source of the formulas: Goodfellow, Bengio and Courville, Deep Learning, section 10.2.2; Kingma
and Ba, Adam, 2015; Loshchilov and Hutter, Decoupled weight decay, 2019.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnn_math.arrays import FloatArray
from rnn_math.readout import softmax

Parameters = dict[str, FloatArray]
Mask = NDArray[np.bool_]
Targets = NDArray[np.intp]

UNANSWERED = -1  # as a target: no answer is asked for at this step


class CellGradients(NamedTuple):
    """Gradients of a loss with respect to everything that goes into the states."""

    W_x: FloatArray  # (H, F)
    W_h: FloatArray  # (H, H)
    b: FloatArray  # (H)
    x: FloatArray  # (T, N, F)
    h0: FloatArray  # (N, H)


class ReadoutGradients(NamedTuple):
    """Gradients of a loss with respect to everything that goes into the outputs."""

    W_o: FloatArray  # (O, H)
    b_o: FloatArray  # (O)
    h: FloatArray  # (T, N, H), through the outputs only


def forward(
    W_x: FloatArray, W_h: FloatArray, b: FloatArray, x: FloatArray, h0: FloatArray, mask: Mask
) -> FloatArray:
    """States (T, N, H) of a batch: inputs (T, N, F), first states (N, H), mask (T, N)."""
    Wx = x @ W_x.T  # nothing here waits for a state, so all steps go at once
    states = np.empty((*x.shape[:2], len(b)))
    h = h0
    for t, real in enumerate(mask):
        h_t = np.tanh(Wx[t] + h @ W_h.T + b)
        h = np.where(real[:, None], h_t, h)
        states[t] = h
    return states


def backward(
    W_x: FloatArray,
    W_h: FloatArray,
    x: FloatArray,
    h0: FloatArray,
    states: FloatArray,
    mask: Mask,
    dh: FloatArray,
) -> CellGradients:
    """Carry ``dh`` (T, N, H), the loss's gradient at each state, back through time."""
    dz = np.empty_like(states)
    slope = 1.0 - states**2  # tanh' = 1 - tanh^2
    carried = np.zeros_like(h0)
    for t in reversed(range(len(x))):
        total = dh[t] + carried
        real = mask[t][:, None]
        dz[t] = np.where(real, total * slope[t], 0.0)
        carried = np.where(real, dz[t] @ W_h, total)
    h_prev = np.concatenate([h0[None], states[:-1]])
    # One product for each step, then their sum: products this small are computed by one thread
    # of the BLAS, so the last bit does not depend on how many there are.
    dz_columns = dz.transpose(0, 2, 1)
    return CellGradients(
        W_x=(dz_columns @ x).sum(axis=0),
        W_h=(dz_columns @ h_prev).sum(axis=0),
        b=dz.sum(axis=(0, 1)),
        x=dz @ W_x,
        h0=carried,
    )


def cross_entropy(
    W_o: FloatArray, b_o: FloatArray, states: FloatArray, targets: Targets
) -> tuple[float, ReadoutGradients]:
    """Mean of -log o[target] over the answers asked for, and its gradients.

    ``targets`` (T, N) are output numbers, ``UNANSWERED`` where an output is ignored or padding.
    """
    asked = targets != UNANSWERED
    h = states[asked]
    rows, wanted = np.arange(len(h)), targets[asked]
    logits = h @ W_o.T + b_o
    o = softmax(logits)
    loss = -np.log(np.maximum(o[rows, wanted], np.finfo(float).tiny)).mean()
    dlogits = o.copy()
    dlogits[rows, wanted] -= 1.0  # d(-log softmax)/dlogits = o - one_hot
    dlogits /= len(h)
    dh = np.zeros_like(states)
    dh[asked] = dlogits @ W_o
    return float(loss), ReadoutGradients(dlogits.T @ h, dlogits.sum(axis=0), dh)


def squared_error(
    W_o: FloatArray, b_o: FloatArray, states: FloatArray, targets: FloatArray
) -> tuple[float, ReadoutGradients]:
    """Mean of (W_o h + b_o - target)^2 over the numbers asked for, and its gradients.

    ``targets`` (T, N, O) are real numbers, nan where an output is ignored or padding.
    """
    asked = ~np.isnan(targets)
    error = np.where(asked, states @ W_o.T + b_o - targets, 0.0)
    derror = 2.0 * error / asked.sum()
    return float((error**2).sum() / asked.sum()), ReadoutGradients(
        # one product for each step, then their sum: see backward
        (derror.transpose(0, 2, 1) @ states).sum(axis=0),
        derror.sum(axis=(0, 1)),
        derror @ W_o,
    )


def clip(gradients: Mapping[str, FloatArray], largest_norm: float) -> Parameters:
    """The gradients, scaled so that their common norm is at most ``largest_norm``.

    Keeps one steep step from throwing the weights far away (Pascanu et al., 2013).
    """
    norm = np.sqrt(sum(float((g**2).sum()) for g in gradients.values()))
    scale = min(1.0, largest_norm / norm) if norm > 0 else 1.0
    return {name: g * scale for name, g in gradients.items()}


@dataclass
class Adam:
    """Adam with decoupled weight decay on the parameters named in ``decayed``."""

    rate: float = 0.02
    decay: float = 0.0
    decayed: frozenset[str] = frozenset()
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    _count: int = 0
    _mean: Parameters = field(default_factory=dict)
    _square: Parameters = field(default_factory=dict)

    def update(
        self,
        parameters: Mapping[str, FloatArray],
        gradients: Mapping[str, FloatArray],
        rate: float | None = None,
    ) -> Parameters:
        """The next parameters; ``rate`` overrides the learning rate for this step."""
        rate = self.rate if rate is None else rate
        self._count += 1
        unbias1 = 1.0 - self.beta1**self._count
        unbias2 = 1.0 - self.beta2**self._count
        updated = {}
        for name, g in gradients.items():
            m = self.beta1 * self._mean.get(name, 0.0) + (1.0 - self.beta1) * g
            v = self.beta2 * self._square.get(name, 0.0) + (1.0 - self.beta2) * g**2
            self._mean[name], self._square[name] = m, v
            kept = 1.0 - rate * self.decay if name in self.decayed else 1.0
            step = rate * (m / unbias1) / (np.sqrt(v / unbias2) + self.epsilon)
            updated[name] = parameters[name] * kept - step
        return updated


def initial_weights(shape: tuple[int, ...], rng: np.random.Generator) -> FloatArray:
    """Uniform within ±1/sqrt(columns), PyTorch's rule for linear layers."""
    bound = 1.0 / np.sqrt(shape[-1])
    return rng.uniform(-bound, bound, shape)
