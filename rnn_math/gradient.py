"""How far back does an answer reach? The gradient of its score at every earlier state.

The score is the logit of the last step's most probable output. Its gradient travels back through
the same copies of the cell: for the plain cell dh[t-1] = (dh[t] * (1 - h[t]^2)) W_h, as in
Goodfellow, Bengio and Courville, Deep Learning, sections 10.2.2 and 10.7. What it shrinks or
grows by at each step decides what can be learnt over a distance (Bengio, Simard and Frasconi,
Learning long-term dependencies with gradient descent is difficult, 1994).
"""

from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np

from rnn_math.arrays import FloatArray, read_only
from rnn_math.cell import Cell
from rnn_math.cells.kind import INPUT
from rnn_math.cells.through_time import Gradients, back, run
from rnn_math.errors import InputError
from rnn_math.trace import Trace

LARGEST_GRADIENT = 1.0
"""What training cuts a gradient down to (Pascanu, Mikolov and Bengio, 2013)."""

STEP_QUANTITIES = ("gradient", "length", "factor")
CLIPPING_QUANTITIES = ("recurrent_gradient", "clipped_gradient", "largest_gradient")

FORMULAS = {
    "gradient": "gradient = d score / d h_t, where score = max(logits) at the last step",
    "length": "length = |gradient|",
    "factor": "factor = length / length of the step after",
    "recurrent_gradient": "|d score / d W|, W all weights that meet a previous state",
    "clipped_gradient": "min(recurrent_gradient, largest_gradient)",
}


@dataclass(frozen=True, eq=False)
class Reaching(Trace):
    """A trace, and the gradient of its last answer's score at each of its states.

    Beside a trace's quantities: at every step ``gradient`` (H) and its ``length``, at all but the
    last the ``factor`` by which that differs from the step after; at step 0 the length of the
    ``recurrent_gradient``, what clipping leaves of it, and the limit. Made by :func:`reaching`.
    """

    @cached_property
    def _back(self) -> Gradients:
        assert self.readout is not None
        x = self.x[:, None]
        mask = np.ones((len(self), 1), dtype=np.bool_)
        start = {name: state[None] for name, state in self.start.items()}
        made = run(self.cell.kind, self.cell.weights, x, start, mask)
        dh = np.zeros_like(made.h)
        dh[-1, 0] = self.readout.W_o[int(self.logits[-1].argmax())]
        return back(made, dh)

    @cached_property
    def gradients(self) -> FloatArray:
        """d score / d h_t, step by step, (T, H)."""
        return read_only(self._back.values[self.cell.kind.carried[0]][:, 0])

    @cached_property
    def lengths(self) -> FloatArray:
        """The length of each gradient, (T)."""
        return read_only(np.linalg.norm(self.gradients, axis=1))

    @cached_property
    def with_factor(self) -> tuple[int, ...]:
        """The steps that have one: not the last, nor those after which nothing travels back."""
        return tuple(int(t) for t in np.flatnonzero(self.lengths[1:] > 0) + 1)

    @cached_property
    def recurrent_gradient(self) -> float:
        """The common length of the gradients at all weights that meet a previous state."""
        squares = (float((self._back.weights[name] ** 2).sum()) for name in recurrent(self.cell))
        return float(np.sqrt(sum(squares)))

    def quantities(self, step: int) -> tuple[str, ...]:
        """Names of the quantities at ``step``; 0 for those that belong to no step."""
        own: tuple[str, ...] = CLIPPING_QUANTITIES
        if step:
            own = STEP_QUANTITIES[: None if step in self.with_factor else -1]
        return super().quantities(step) + own

    def array(self, quantity: str, step: int) -> FloatArray:
        """A whole quantity, read-only. Raises ``InputError`` that says what exists."""
        exists = 0 <= step <= len(self) and quantity in self.quantities(step)
        if not exists or quantity not in (*STEP_QUANTITIES, *CLIPPING_QUANTITIES):
            return super().array(quantity, step)  # which says what is wrong
        if quantity == "gradient":
            return read_only(self.gradients[step - 1])
        return read_only(np.array([self._single(quantity, step)]))

    def _single(self, quantity: str, step: int) -> float:
        if quantity == "length":
            return float(self.lengths[step - 1])
        if quantity == "factor":
            return float(self.lengths[step - 1] / self.lengths[step])
        if quantity == "largest_gradient":
            return LARGEST_GRADIENT
        is_cut = quantity == "clipped_gradient" and self.recurrent_gradient > LARGEST_GRADIENT
        return LARGEST_GRADIENT if is_cut else self.recurrent_gradient

    def table(self) -> dict[str, object]:
        """All numbers in plain lists, for JSON."""
        table = super().table()
        return table | {"formulas": table["formulas"] | FORMULAS}


def reaching(trace: Trace) -> Reaching:
    """``trace`` with the gradient of its last answer's score.

    Raises ``InputError`` without a readout, whose answer there would be to ask about, and for a
    gradient that is not finite.
    """
    if trace.readout is None or trace.readout.linear:
        raise InputError(
            "no answer to ask about: the model must have a readout of several labels (W_o, b_o)"
        )
    found = Reaching(**{each.name: getattr(trace, each.name) for each in fields(Trace)})
    if not np.all(np.isfinite(found.lengths)):
        raise InputError("the gradient grows beyond all numbers: use smaller weights")
    return found


def recurrent(cell: Cell) -> tuple[str, ...]:
    """The matrices that meet a previous state: W_h in the plain cell."""
    products = cell.kind.products.items()
    return tuple(name for name, product in products if product.inputs[1] != INPUT)


def magnified(cell: Cell, factor: float) -> Cell:
    """The same cell with recurrent weights ``factor`` times as large."""
    return cell.with_weights(**{name: factor * cell.weights[name] for name in recurrent(cell)})
