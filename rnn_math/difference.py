"""What a change of the input leaves in every later number: one trace minus another."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from rnn_math.arrays import FloatArray, read_only
from rnn_math.errors import InputError
from rnn_math.readout import Output
from rnn_math.trace import Address, Answer, Trace

FORMULAS = {
    "x, h_prev, Wx_terms, ..., h": "of the changed sequence minus that of the first",
    "reach": "reach[0] = max_i |h[i]|, how much of the change a state still holds",
}


@dataclass(frozen=True, eq=False)
class Difference(Trace):
    """A trace whose every number is that of a changed sequence minus that of the first.

    It has one quantity more: ``reach``, a single number a step, the largest
    absolute difference between the two states. Weights are shared, so they are not among its
    quantities. Made by :func:`difference`.
    """

    @property
    def answers(self) -> tuple[Answer, ...]:
        """None: a difference of probabilities is not an answer."""
        return ()

    def quantities(self, step: int) -> tuple[str, ...]:
        """Names of the quantities at ``step``; 0 is before the first word."""
        return ("h", "reach") if step == 0 else (*super().quantities(step), "reach")

    def array(self, quantity: str, step: int) -> FloatArray:
        """A whole quantity, read-only. Raises ``InputError`` that says what exists."""
        if quantity == "reach":
            return read_only(np.abs(super().array("h", step)).max(keepdims=True))
        return super().array(quantity, step)

    def strongest(self, step: int) -> Address:
        """The unit of the state that the change moves most at ``step``."""
        return Address("h", step, (int(np.abs(self.array("h", step)).argmax()),))

    def beyond(self, threshold: float) -> Iterator[Address]:
        """The addresses of ``h`` that differ by more than ``threshold``, step by step."""
        for step in range(len(self) + 1):
            for unit in np.flatnonzero(np.abs(self.array("h", step)) > threshold):
                yield Address("h", step, (int(unit),))

    def table(self) -> dict[str, Any]:
        """All numbers in plain lists, for JSON."""
        return super().table() | {"formulas": FORMULAS, "weights": {}}


def difference(before: Trace, after: Trace) -> Difference:
    """``after`` minus ``before``, number by number.

    Raises ``InputError`` unless both are of one network and of one length: only then is the
    input the one thing that changed.
    """
    if before.cell is not after.cell or before.readout is not after.readout:
        raise InputError("difference: two networks, must be one that read two sequences")
    if len(before) != len(after):
        raise InputError(
            f"difference: {len(before)} and {len(after)} steps, must be the same number"
        )
    return Difference(
        cell=before.cell,
        readout=before.readout,
        start={name: read_only(after.start[name] - h) for name, h in before.start.items()},
        steps=tuple(new.minus(old) for new, old in zip(after.steps, before.steps, strict=True)),
        outputs=tuple(map(_minus, after.outputs, before.outputs)),
        tokens=tuple(
            old if old == new else f"{old} → {new}"
            for old, new in zip(before.tokens, after.tokens, strict=True)
        ),
        known=tuple(map(min, before.known, after.known)),
        labels=before.labels,
        wiring=before.wiring,
    )


def _minus(after: Output, before: Output) -> Output:
    return Output(after.logits - before.logits, after.o - before.o)
