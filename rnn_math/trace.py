"""The record of a computation: immutable, and every number in it has an address.

A trace is the only source of numbers on screen.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from rnn_math.arrays import FloatArray, read_only
from rnn_math.cell import Cell, Step, formulas, step_quantities
from rnn_math.errors import InputError
from rnn_math.readout import Output, Readout
from rnn_math.score import SCORE_QUANTITIES, Score
from rnn_math.wiring import Wiring

OUTPUT_QUANTITIES = ("logits", "o")
READOUT_WEIGHTS = ("W_o", "b_o")
PARAMETERS = "parameters"

OUTPUT_FORMULAS = {"logits": "logits = W_o h + b_o", "o": "o = softmax(logits)"}
LINEAR_FORMULAS = {"logits": "logits = W_o h + b_o", "o": "o = logits"}


@dataclass(frozen=True)
class Address:
    """Where a number lives.

    ``step`` counts from 1, as on screen; 0 belongs to no step: weights, biases, and h_0, which
    is the quantity ``h`` at step 0. ``index`` counts from 0, one number for each axis.
    """

    quantity: str
    step: int
    index: tuple[int, ...]


@dataclass(frozen=True)
class Answer:
    """One output that the wiring uses: its most probable entry."""

    step: int  # from 1
    label: str  # name of the entry
    probability: float


@dataclass(frozen=True, eq=False)
class Trace:
    """A network that was run over T steps. Made by ``rnn_math.unroll.unroll``."""

    cell: Cell
    readout: Readout | None
    start: Mapping[str, FloatArray]  # carried states (H) before step 1
    steps: tuple[Step, ...]
    outputs: tuple[Output, ...]  # one a step, whether it is used or not; none without a readout
    tokens: tuple[str, ...]  # what each step read, as shown
    known: tuple[bool, ...]  # was the token in the vocabulary?
    labels: tuple[str, ...]  # names of the outputs
    wiring: Wiring
    score: Score | None = field(default=None, kw_only=True)  # of the model, on held-out items

    def __len__(self) -> int:
        return len(self.steps)

    @cached_property
    def x(self) -> FloatArray:
        """Inputs of all steps, (T, F)."""
        return read_only(np.stack([step.x for step in self.steps]))

    @cached_property
    def h(self) -> FloatArray:
        """States of all steps, (T, H); h_0 is not among them."""
        return read_only(np.stack([step.h for step in self.steps]))

    @cached_property
    def logits(self) -> FloatArray:
        """Logits of all steps, (T, O). Raises ``InputError`` without a readout."""
        return read_only(np.stack([output.logits for output in self._read()]))

    @cached_property
    def o(self) -> FloatArray:
        """Outputs of all steps, (T, O): probabilities, or numbers where the readout is linear.

        Raises ``InputError`` without a readout.
        """
        return read_only(np.stack([output.o for output in self._read()]))

    @property
    def parameters(self) -> int:
        """How many numbers the cell has learnt; without embedding and readout."""
        return self.cell.kind.count(self.cell.input_size, self.cell.hidden_size)

    @property
    def h0(self) -> FloatArray:
        """The state before step 1, (H)."""
        return self.start[self.cell.kind.carried[0]]

    @property
    def end(self) -> dict[str, FloatArray]:
        """All carried states (H) after the last step, by name."""
        return {name: self.steps[-1].values[name] for name in self.start}

    @cached_property
    def _step_quantities(self) -> tuple[str, ...]:
        return tuple(step_quantities(self.cell.kind))

    def _read(self) -> tuple[Output, ...]:
        if self.readout is None:
            raise InputError("this trace has no outputs: its model has no readout (W_o, b_o)")
        return self.outputs

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What the network says at the steps that answer.

        Empty without a readout, and with a linear one, whose numbers ``o`` are what it says.
        """
        if self.readout is None or self.readout.linear:
            return ()
        best = {number: int(self.o[number - 1].argmax()) for number in self.wiring.answering}
        return tuple(
            Answer(number, self.labels[k], float(self.o[number - 1, k]))
            for number, k in best.items()
        )

    def quantities(self, step: int) -> tuple[str, ...]:
        """Names of the quantities at ``step``; 0 for those that belong to no step."""
        if step == 0:
            readout = READOUT_WEIGHTS if self.readout else ()
            kind = self.cell.kind
            score = SCORE_QUANTITIES if self.score else ()
            return kind.weights + kind.carried + (PARAMETERS,) + readout + score
        return self._step_quantities + (OUTPUT_QUANTITIES if self.readout else ())

    def array(self, quantity: str, step: int) -> FloatArray:
        """A whole quantity, read-only. Raises ``InputError`` that says what exists."""
        if not 0 <= step <= len(self):
            raise InputError(f"{quantity}: step = {step}, must be 0 to {len(self)}")
        exists = self.quantities(step)
        if quantity not in exists:
            raise InputError(f"{quantity}: not at step {step}, must be one of {', '.join(exists)}")
        if step == 0:
            return self._before(quantity)
        if quantity in OUTPUT_QUANTITIES:
            output: FloatArray = getattr(self.outputs[step - 1], quantity)
            return output
        return self.steps[step - 1].values[quantity]

    def _before(self, quantity: str) -> FloatArray:
        """What belongs to no step."""
        if quantity in self.start:
            return self.start[quantity]
        if quantity == PARAMETERS:
            return read_only(np.array([float(self.parameters)]))
        if self.score is not None and quantity in SCORE_QUANTITIES:
            return self.score.array(quantity)
        owner = self.cell if quantity in self.cell.kind.weights else self.readout
        found: FloatArray = getattr(owner, quantity)
        return found

    def value(self, address: Address) -> float:
        """The number at an address. Raises ``InputError`` that says what exists."""
        array = self.array(address.quantity, address.step)
        inside = len(address.index) == array.ndim and all(
            0 <= i < size for i, size in zip(address.index, array.shape, strict=True)
        )
        if not inside:
            raise InputError(
                f"{address.quantity} at step {address.step}: index {address.index}, must lie in "
                f"the shape {array.shape}, counted from 0"
            )
        return float(array[address.index])

    def addresses(self) -> Iterator[Address]:
        """Every address of the trace: first what belongs to no step, then step by step."""
        for step in range(len(self) + 1):
            for quantity in self.quantities(step):
                for index in np.ndindex(self.array(quantity, step).shape):
                    yield Address(quantity, step, index)

    def table(self) -> dict[str, Any]:
        """All numbers in plain lists, for JSON: enough to recompute the answer by hand."""
        rows = [
            {"step": t, "token": token, "known": known}
            | {quantity: self.array(quantity, t).tolist() for quantity in self.quantities(t)}
            for t, (token, known) in enumerate(zip(self.tokens, self.known, strict=True), start=1)
        ]
        apart = (*SCORE_QUANTITIES, PARAMETERS)
        weights = [quantity for quantity in self.quantities(0) if quantity not in apart]
        before = {quantity: self.array(quantity, 0).tolist() for quantity in weights}
        start = {f"{name}_0": before.pop(name) for name in self.start}
        told = formulas(self.cell.kind)
        if self.readout is not None:
            told |= LINEAR_FORMULAS if self.readout.linear else OUTPUT_FORMULAS
        return {
            "formulas": told,
            "tokens": list(self.tokens),
            "known": list(self.known),
            "labels": list(self.labels),
            "wiring": self.wiring.table(),
            **start,
            "weights": before,
            PARAMETERS: self.parameters,
            "steps": rows,
            "score": asdict(self.score) if self.score else None,
            "answer": [vars(answer) for answer in self.answers],
        }
