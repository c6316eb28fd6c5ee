"""One step of a recurrent network, with every intermediate kept by its on-screen name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from rnn_math.arrays import FloatArray, checked, read_only
from rnn_math.cells.kind import INPUT, Kind, Weights, previous
from rnn_math.cells.operations import MATRIX
from rnn_math.cells.tanh import TANH
from rnn_math.errors import InputError

TERMS, PARTIAL = "_terms", "_partial"


@dataclass(frozen=True, eq=False)
class Step:
    """What one step computes, by name; F inputs, H units, all arrays float64 and read-only.

    Beside the quantities of the cell's kind, each product of a matrix and a vector, ``Wx``, has
    its ``Wx_terms``, W_x[i, j] * x[j], and the running sums along each row, ``Wx_partial``. Sums
    are added up in the order in which they are drawn: ``Wx`` *is* the last column of
    ``Wx_partial``, to the last bit.
    """

    values: Mapping[str, FloatArray]

    def __post_init__(self) -> None:
        for array in self.values.values():
            read_only(array)

    def __getattr__(self, name: str) -> FloatArray:
        return _found(self.__dict__.get("values", {}), name)

    def minus(self, other: "Step") -> "Step":
        """Every number of this step minus that of another one."""
        return Step({name: array - other.values[name] for name, array in self.values.items()})


@dataclass(frozen=True, eq=False)
class Cell:
    """A cell of some kind with its weights, F inputs and H units; each weight is an attribute.

    Weights are copied, made read-only and checked: ``WeightsError`` when one is missing, does
    not fit the others or is not finite.
    """

    kind: Kind
    weights: Weights

    def __post_init__(self) -> None:
        object.__setattr__(self, "weights", self.kind.checked(self.weights))

    def __getattr__(self, name: str) -> FloatArray:
        return _found(self.__dict__.get("weights", {}), name)

    @classmethod
    def tanh(cls, W_x: FloatArray, W_h: FloatArray, b: FloatArray) -> "Cell":
        """The plain cell of W_x (H, F), W_h (H, H) and b (H)."""
        return cls(TANH, {"W_x": W_x, "W_h": W_h, "b": b})

    def with_weights(self, **changed: FloatArray) -> "Cell":
        """The same cell with some weights replaced."""
        return Cell(self.kind, {**self.weights, **changed})

    @property
    def input_size(self) -> int:
        """F, the length of x_t."""
        return len(next(iter(self.weights.values()))[0])

    @property
    def hidden_size(self) -> int:
        """H, the length of h_t."""
        return len(next(iter(self.weights.values())))

    def start(
        self, given: ArrayLike | Mapping[str, ArrayLike] | None = None
    ) -> dict[str, FloatArray]:
        """The carried states (H) before step 1: those that are ``given``, zero if they are not.

        A single array is the state that a readout reads. Raises ``InputError`` when one does not
        fit.
        """
        H, carried = self.hidden_size, self.kind.carried
        if not isinstance(given, Mapping):
            given = {} if given is None else {carried[0]: given}
        if unknown := sorted(given.keys() - set(carried)):
            raise InputError(
                f"{unknown[0]}_0: a {self.kind.name} cell carries {' and '.join(carried)}"
            )
        return {
            name: checked(
                f"{name}_0",
                given.get(name, np.zeros(H)),
                (H,),
                InputError,
                f"(H,) = ({H},), the size of a state",
            )
            for name in carried
        }

    def step(self, x_t: ArrayLike, *states: ArrayLike) -> Step:
        """Read ``x_t`` (F) with the carried states (H), in the order of the kind.

        Raises ``InputError`` when a vector does not fit, is not finite, or a sum overflows.
        """
        F, H = self.input_size, self.hidden_size
        x = checked("x_t", x_t, (F,), InputError, f"(F,) = ({F},), the input size of the cell")
        values = {INPUT: x} | {
            previous(name): checked(
                previous(name), state, (H,), InputError, f"(H,) = ({H},), the size of a state"
            )
            for name, state in zip(self.kind.carried, states, strict=True)
        }
        known = {**values, **self.weights}
        with np.errstate(over="ignore", invalid="ignore"):  # reported below, by name
            for each in self.kind.nodes:
                inputs = [known[name] for name in each.inputs]
                made = (
                    _added_up(each.name, *inputs)
                    if each.operation is MATRIX
                    else {each.name: each.operation.value(*inputs)}
                )
                values |= made
                known |= made
        _check_sums(self.kind, values)
        return Step(values)

    def without_recurrence(self) -> "Cell":
        """The same weights, but nothing comes back: every matrix that meets a state is zero."""
        of_states = [name for name, each in self.kind.products.items() if each.inputs[1] != INPUT]
        return self.with_weights(**{name: np.zeros_like(self.weights[name]) for name in of_states})


def step_quantities(kind: Kind) -> Iterator[str]:
    """Names of all that a step keeps, in the order in which it is made."""
    yield from kind.given
    for each in kind.nodes:
        if each.operation is MATRIX:
            yield from (each.name + TERMS, each.name + PARTIAL)
        yield each.name


def formulas(kind: Kind) -> dict[str, str]:
    """How every quantity of a step is made of others."""
    made: dict[str, str] = {}
    for each in kind.nodes:
        name = each.name
        if each.operation is MATRIX:
            matrix, vector = each.inputs
            made[name + TERMS] = f"{name}_terms[i][j] = {matrix}[i][j] * {vector}[j]"
            made[name + PARTIAL] = (
                f"{name}_partial[i][j] = {name}_terms[i][0] + ... + {name}_terms[i][j]"
            )
            made[name] = f"{name}[i] = {name}_partial[i][-1]"
        elif name in kind.carried:
            made[name] = f"{each.formula}, the {previous(name)} of the next step"
        else:
            made[name] = each.formula
    return made


def _found(arrays: Mapping[str, FloatArray], name: str) -> FloatArray:
    if name not in arrays:
        raise AttributeError(f"{name}: there is {', '.join(arrays)}")
    return arrays[name]


def _added_up(name: str, matrix: FloatArray, vector: FloatArray) -> dict[str, FloatArray]:
    terms = matrix * vector
    partial = terms.cumsum(axis=1)
    return {name + TERMS: terms, name + PARTIAL: partial, name: partial[:, -1].copy()}


def _check_sums(kind: Kind, values: Mapping[str, FloatArray]) -> None:
    for each in kind.nodes:
        if each.operation is not MATRIX and not np.isfinite(values[each.name]).all():
            unit = int(np.argmin(np.isfinite(values[each.name])))
            raise InputError(
                f"{each.name}[{unit}] = {values[each.name][unit]}: the sum overflows, use smaller "
                f"weights or inputs"
            )
