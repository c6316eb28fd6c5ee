"""Checkpoints of recurrent networks as the libraries write them, and what these compute.

Keras's equations are written down here once more, as its documentation and its cells have them:
nothing of ours is used.
"""

from dataclasses import dataclass, field

import numpy as np
import safetensors.numpy


def stored(path, arrays, metadata=None):
    """The path, at which a file of safetensors now is."""
    path.write_bytes(safetensors.numpy.save(arrays, metadata))
    return path


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


@dataclass
class Keras:
    """The weights of a recurrent layer of Keras, random but repeatable, and its equations."""

    layer: str  # "simple_rnn", "lstm" or "gru"
    F: int
    H: int
    reset_after: bool = True
    seed: int = 0
    arrays: list[np.ndarray] = field(init=False)  # kernel, recurrent kernel, bias

    def __post_init__(self):
        rng, n = np.random.default_rng([self.seed, self.F, self.H]), self.gates * self.H
        bias = (2, n) if self.layer == "gru" and self.reset_after else (n,)
        shapes = ((self.F, n), (self.H, n), bias)
        self.arrays = [0.7 * rng.normal(size=shape) for shape in shapes]

    @property
    def gates(self):
        return {"simple_rnn": 1, "lstm": 4, "gru": 3}[self.layer]

    def named(self, prefix=None):
        """As ``model.save_weights`` names them."""
        prefix = f"layers/{self.layer}/cell" if prefix is None else prefix
        return {f"{prefix}/vars/{n}": array for n, array in enumerate(self.arrays)}

    def states(self, x):
        """The states of inputs (T, F), (T, H)."""
        h = c = np.zeros(self.H)
        step = {"simple_rnn": self._simple_rnn, "lstm": self._lstm, "gru": self._gru}[self.layer]
        found = []
        for x_t in x:
            h, c = step(x_t, h, c)
            found.append(h)
        return np.array(found)

    def _simple_rnn(self, x, h, c):  # SimpleRNNCell.call
        kernel, recurrent, bias = self.arrays
        return np.tanh(x @ kernel + bias + h @ recurrent), c

    def _lstm(self, x, h, c):  # LSTMCell.call and ._compute_carry_and_output_fused
        kernel, recurrent, bias = self.arrays
        z0, z1, z2, z3 = np.split(x @ kernel + h @ recurrent + bias, 4)
        c = sigmoid(z1) * c + sigmoid(z0) * np.tanh(z2)
        return sigmoid(z3) * np.tanh(c), c

    def _gru(self, x, h, c):  # GRUCell.call
        kernel, recurrent, bias = self.arrays
        H = self.H
        input_bias, recurrent_bias = bias if self.reset_after else (bias, 0.0)
        x_z, x_r, x_h = np.split(x @ kernel + input_bias, 3)
        if self.reset_after:
            r_z, r_r, r_h = np.split(h @ recurrent + recurrent_bias, 3)
        else:
            r_z, r_r = np.split(h @ recurrent[:, : 2 * H], 2)
        z, r = sigmoid(x_z + r_z), sigmoid(x_r + r_r)
        if self.reset_after:
            hh = np.tanh(x_h + r * r_h)
        else:
            hh = np.tanh(x_h + (r * h) @ recurrent[:, 2 * H :])
        return z * h + (1 - z) * hh, c


def keras_from_torch(module):
    """The weights of an ``nn.LSTM`` or ``nn.GRU`` in Keras's layout: kernel, recurrent, bias."""
    W_x, W_h, b_x, b_h = (
        getattr(module, name).detach().numpy()
        for name in ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
    )
    if type(module).__name__ == "LSTM":  # i, f, g, o is Keras's i, f, c, o
        return [W_x.T, W_h.T, b_x + b_h]
    order = np.concatenate(
        [np.arange(k * len(b_x) // 3, (k + 1) * len(b_x) // 3) for k in (1, 0, 2)]
    )
    return [W_x[order].T, W_h[order].T, np.stack([b_x[order], b_h[order]])]  # r, z, n to z, r, h


def torch_arrays(gates, F=3, H=4, prefix="rnn."):
    """Ones, under the names of a layer of PyTorch's with so many gates."""
    rows = gates * H
    shapes = {"weight_ih_l0": (rows, F), "weight_hh_l0": (rows, H)}
    shapes |= {"bias_ih_l0": (rows,), "bias_hh_l0": (rows,)}
    return {prefix + name: np.ones(shape) for name, shape in shapes.items()}


def own_arrays(kind, biased=True):
    """Ones, under our own names of a cell of 3 inputs and 4 units."""
    names = kind.weights if biased else kind.products
    return {name: np.ones(shape) for name, shape in kind.shapes(3, 4).items() if name in names}
