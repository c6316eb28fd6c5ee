"""One step of a recurrent network, with every intermediate kept by its on-screen name."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import ArrayLike

from rnn_math.arrays import FloatArray, checked, read_only
from rnn_math.errors import InputError, WeightsError


@dataclass(frozen=True, eq=False)
class Step:
    """What one step computes; F inputs, H units, all arrays float64 and read-only.

    The sums are added up in the order in which they are drawn: ``Wx`` *is* the last column of
    ``Wx_partial``, to the last bit.
    """

    x: FloatArray  # (F) input x_t
    h_prev: FloatArray  # (H) previous state h_{t-1}
    Wx_terms: FloatArray  # (H, F) W_x[i, j] * x[j]
    Wx_partial: FloatArray  # (H, F) running sums along each row of Wx_terms
    Wx: FloatArray  # (H) W_x x_t
    Wh_terms: FloatArray  # (H, H) W_h[i, j] * h_prev[j]
    Wh_partial: FloatArray  # (H, H) running sums along each row of Wh_terms
    Wh: FloatArray  # (H) W_h h_{t-1}
    z: FloatArray  # (H) the sum that goes into tanh
    h: FloatArray  # (H) the new state h_t

    def __post_init__(self) -> None:
        for field in fields(self):
            read_only(getattr(self, field.name))


@dataclass(frozen=True, eq=False)
class Cell:
    """A tanh cell of F inputs and H units: h_t = tanh(W_x x_t + W_h h_{t-1} + b).

    The recurrence is Elman's (Cognitive Science 14, 1990) with tanh, as in PyTorch's ``nn.RNN``
    and Keras's ``SimpleRNN``. Weights are copied, made read-only and checked: ``WeightsError``
    when a shape does not fit or a number is not finite.
    """

    W_x: FloatArray  # (H, F) input weights
    W_h: FloatArray  # (H, H) recurrent weights
    b: FloatArray  # (H) bias

    def __post_init__(self) -> None:
        W_x = checked("W_x", self.W_x, (None, None), WeightsError, "(H, F): units x inputs")
        H = len(W_x)
        of_W_x = f"because W_x has H = {H} rows"
        W_h = checked("W_h", self.W_h, (H, H), WeightsError, f"(H, H) = ({H}, {H}), {of_W_x}")
        b = checked("b", self.b, (H,), WeightsError, f"(H,) = ({H},), {of_W_x}")
        object.__setattr__(self, "W_x", W_x)
        object.__setattr__(self, "W_h", W_h)
        object.__setattr__(self, "b", b)

    @property
    def input_size(self) -> int:
        """F, the length of x_t."""
        return len(self.W_x[0])

    @property
    def hidden_size(self) -> int:
        """H, the length of h_t."""
        return len(self.W_x)

    def step(self, x_t: ArrayLike, h_prev: ArrayLike) -> Step:
        """Read ``x_t`` (F) with the state ``h_prev`` (H).

        Raises ``InputError`` when a vector does not fit, is not finite, or a sum overflows.
        """
        F, H = self.input_size, self.hidden_size
        x = checked("x_t", x_t, (F,), InputError, f"(F,) = ({F},), the input size of the cell")
        h_prev = checked("h_prev", h_prev, (H,), InputError, f"(H,) = ({H},), the size of a state")
        with np.errstate(over="ignore", invalid="ignore"):  # reported below, by name
            Wx_terms = self.W_x * x
            Wx_partial = Wx_terms.cumsum(axis=1)
            Wx = Wx_partial[:, -1].copy()
            Wh_terms = self.W_h * h_prev
            Wh_partial = Wh_terms.cumsum(axis=1)
            Wh = Wh_partial[:, -1].copy()
            z = Wx + Wh + self.b
            h = np.tanh(z)
        if not np.isfinite(z).all():
            unit = int(np.argmin(np.isfinite(z)))
            raise InputError(
                f"z[{unit}] = {z[unit]}: the sum overflows, use smaller weights or inputs"
            )
        return Step(x, h_prev, Wx_terms, Wx_partial, Wx, Wh_terms, Wh_partial, Wh, z, h)

    def without_recurrence(self) -> "Cell":
        """The plain layer tanh(W_x x_t + b): the same weights, but nothing comes back."""
        return Cell(self.W_x, np.zeros_like(self.W_h), self.b)
