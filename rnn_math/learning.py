"""One lesson: how wrong the answers to a sequence are, and which weights are to blame.

The loss is the mean of -log o[right] over the steps. Its gradient travels back through the same
copies of the cell: dh[t-1] = (dh[t] * (1 - h[t]^2)) W_h + what the answer at t-1 adds, as in
Goodfellow, Bengio and Courville, Deep Learning, section 10.2.2. Since all copies share one W_h, its
gradient is the sum of what each of them contributes, dz[t] h[t-1]^T.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np

from rnn_math import training
from rnn_math.arrays import FloatArray, read_only
from rnn_math.cells.through_time import Gradients, Run, back, run
from rnn_math.errors import InputError
from rnn_math.gradient import Reaching
from rnn_math.trace import Trace
from rnn_math.training import Parameters, ReadoutGradients

LESSON_QUANTITIES = ("mean_loss", "rate", "gradient_W_h", "next_W_h")

FORMULAS = {
    "loss": "loss = -log o[right]",
    "mean_loss": "mean_loss = mean of loss over the steps",
    "gradient": "gradient = d mean_loss / d h_t",
    "length": "length = |gradient|",
    "share": "share = d mean_loss / d z_t, times h_prev transposed",
    "gradient_W_h": "gradient_W_h = d mean_loss / d W_h = sum of share over the steps",
    "next_W_h": "next_W_h = W_h - rate * gradient_W_h",
}


@dataclass(frozen=True, eq=False)
class Lesson(Reaching):
    """A trace of a plain cell beside its right answers, and the gradient of its mean loss.

    Beside a trace's quantities: at every step the ``loss``, the ``gradient`` (H) at its state, that
    one's ``length``, and its ``share`` (H, H) of the gradient of W_h; at step 0 the ``mean_loss``,
    ``gradient_W_h`` (H, H), the learning ``rate`` and ``next_W_h`` (H, H), which is what one step
    of gradient descent makes of W_h. Made by :func:`lesson`.
    """

    targets: tuple[int, ...]  # the number of the right output, one a step
    rate: float

    @cached_property
    def _forward(self) -> Run:
        x = self.x[:, None]
        start = {name: state[None] for name, state in self.start.items()}
        mask = np.ones((len(self), 1), dtype=np.bool_)
        return run(self.cell.kind, self.cell.weights, x, start, mask)

    @cached_property
    def _read_back(self) -> ReadoutGradients:
        assert self.readout is not None
        targets = np.array(self.targets, dtype=np.intp)[:, None]
        return training.cross_entropy(self.readout.W_o, self.readout.b_o, self._forward.h, targets)[
            1
        ]

    @cached_property
    def _back(self) -> Gradients:
        return back(self._forward, self._read_back.h)

    @cached_property
    def with_factor(self) -> tuple[int, ...]:
        """No step: beside what comes from behind, every answer adds something of its own."""
        return ()

    @property
    def right(self) -> tuple[str, ...]:
        """The right answers by name."""
        return tuple(self.labels[k] for k in self.targets)

    @cached_property
    def losses(self) -> FloatArray:
        """The loss of each answer, (T)."""
        chances = self.o[np.arange(len(self)), list(self.targets)]
        return read_only(-np.log(np.maximum(chances, np.finfo(float).tiny)))

    @cached_property
    def mean_loss(self) -> float:
        """Their mean."""
        return float(self.losses.mean())

    @cached_property
    def shares(self) -> FloatArray:
        """What each copy of the cell contributes to the gradient of W_h, (T, H, H)."""
        dz, before = self._back.values["z"][:, 0], self._forward.values["h_prev"][:, 0]
        return read_only(dz[:, :, None] * before[:, None, :])

    @property
    def gradients_of_weights(self) -> Parameters:
        """Of every weight of the cell and of the readout, by name."""
        readout = self._read_back
        return {**self._back.weights, "W_o": readout.W_o, "b_o": readout.b_o}

    @property
    def gradient_of_inputs(self) -> FloatArray:
        """d mean_loss / d x_t, step by step, (T, F)."""
        return read_only(self._back.x[:, 0])

    def quantities(self, step: int) -> tuple[str, ...]:
        """Names of the quantities at ``step``; 0 for those that belong to no step."""
        own = ("loss", "gradient", "length", "share") if step else LESSON_QUANTITIES
        return Trace.quantities(self, step) + own

    def array(self, quantity: str, step: int) -> FloatArray:
        """A whole quantity, read-only. Raises ``InputError`` that says what exists."""
        if 0 <= step <= len(self) and quantity in self.quantities(step):
            if step and quantity in ("loss", "length"):
                per_step = self.losses if quantity == "loss" else self.lengths
                return read_only(per_step[step - 1 : step])
            if step and quantity in ("gradient", "share"):
                return read_only(
                    (self.gradients if quantity == "gradient" else self.shares)[step - 1]
                )
            if quantity in LESSON_QUANTITIES:
                return self._of_lesson(quantity)
        return Trace.array(self, quantity, step)

    def _of_lesson(self, quantity: str) -> FloatArray:
        gradient = self._back.weights["W_h"]
        return read_only(
            {
                "mean_loss": np.array([self.mean_loss]),
                "rate": np.array([self.rate]),
                "gradient_W_h": gradient,
                "next_W_h": self.cell.weights["W_h"] - self.rate * gradient,
            }[quantity]
        )

    def table(self) -> dict[str, object]:
        """All numbers in plain lists, for JSON."""
        table = Trace.table(self)
        return table | {"formulas": table["formulas"] | FORMULAS, "right": list(self.right)}


def lesson(trace: Trace, right: Sequence[str], rate: float) -> Lesson:
    """``trace`` beside the names of its ``right`` answers, one a step.

    Raises ``InputError`` for another cell than the plain one, without a readout of labels, for
    answers that are not as many as the steps or have no output, and for a rate that is not above 0.
    """
    if trace.cell.kind.name != "tanh" or trace.readout is None or trace.readout.linear:
        raise InputError("a lesson is for a plain cell with a readout of labels (W_o, b_o)")
    if len(right) != len(trace):
        raise InputError(f"{len(right)} right answers, must be {len(trace)}, one a step")
    unknown = [name for name in right if name not in trace.labels]
    if unknown:
        raise InputError(
            f"{unknown[0]!r}: no such answer, must be one of {', '.join(trace.labels)}"
        )
    if not rate > 0:
        raise InputError(f"rate = {rate:g}, must be above 0")
    made = {each.name: getattr(trace, each.name) for each in fields(Trace)}
    return Lesson(**made, targets=tuple(trace.labels.index(name) for name in right), rate=rate)
