"""What is read off the state: o_t = softmax(W_o h_t + b_o), or a number without the softmax."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from rnn_math.arrays import FloatArray, checked, read_only
from rnn_math.errors import InputError, WeightsError


def softmax(logits: FloatArray) -> FloatArray:
    """Probabilities along the last axis, each row summing to 1.

    The largest logit is subtracted first, which changes nothing but keeps exp from overflowing
    (Goodfellow et al., Deep Learning, section 4.1).
    """
    exps = np.exp(logits - logits.max(axis=-1, keepdims=True))
    probabilities: FloatArray = exps / exps.sum(axis=-1, keepdims=True)
    return probabilities


@dataclass(frozen=True, eq=False)
class Output:
    """What is read off one state; O outputs, read-only."""

    logits: FloatArray  # (O) W_o h_t + b_o
    o: FloatArray  # (O) their softmax; the same numbers where the readout is linear

    def __post_init__(self) -> None:
        read_only(self.logits)
        read_only(self.o)


@dataclass(frozen=True, eq=False)
class Readout:
    """A linear layer and a softmax on a state of H units; O outputs.

    ``linear`` leaves the softmax out: the outputs are then no probabilities but quantities.

    Raises ``WeightsError`` when a shape does not fit or a number is not finite.
    """

    W_o: FloatArray  # (O, H) readout weights
    b_o: FloatArray  # (O) readout bias
    linear: bool = False

    def __post_init__(self) -> None:
        W_o = checked("W_o", self.W_o, (None, None), WeightsError, "(O, H): outputs x units")
        fit = f"(O,) = ({len(W_o)},), because W_o has O = {len(W_o)} rows"
        b_o = checked("b_o", self.b_o, (len(W_o),), WeightsError, fit)
        object.__setattr__(self, "W_o", W_o)
        object.__setattr__(self, "b_o", b_o)

    @property
    def output_size(self) -> int:
        """O, the number of outputs."""
        return len(self.W_o)

    @property
    def hidden_size(self) -> int:
        """H, the length of the state that is read."""
        return len(self.W_o[0])

    def read(self, h: ArrayLike) -> Output:
        """Logits and outputs of the state ``h`` (H).

        Raises ``InputError`` when the state does not fit or a sum overflows.
        """
        H = self.hidden_size
        h = checked("h", h, (H,), InputError, f"(H,) = ({H},), the size that W_o reads")
        with np.errstate(over="ignore", invalid="ignore"):  # reported below
            logits = self.W_o @ h + self.b_o
        if not np.isfinite(logits).all():
            raise InputError("logits: the sum overflows, use smaller readout weights")
        return Output(logits, logits if self.linear else softmax(logits))
