"""A kind of cell, described once: its nodes, what it learns, and what it hands on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rnn_math.arrays import FloatArray, checked
from rnn_math.cells.operations import MATRIX, SUM, Operation
from rnn_math.errors import WeightsError

Weights = Mapping[str, FloatArray]
Shape = tuple[int, ...]

INPUT = "x"


@dataclass(frozen=True)
class Node:
    """One line of a cell: ``name = operation(inputs)``, all of which were made before it."""

    name: str
    operation: Operation
    inputs: tuple[str, ...]

    @property
    def formula(self) -> str:
        """As one would write it in code: ``z = Wx + Wh + b``."""
        if self.operation is SUM:
            return f"{self.name} = {' + '.join(self.inputs)}"
        return f"{self.name} = {self.operation.formula.format(*self.inputs)}"


def node(name: str, operation: Operation, *inputs: str) -> Node:
    """``name = operation(inputs)``."""
    return Node(name, operation, inputs)


def previous(state: str) -> str:
    """The name of a carried state as the step before has left it."""
    return f"{state}_prev"


@dataclass(frozen=True)
class Kind:
    """A kind of recurrent cell, of F inputs and H units, whatever these are.

    ``nodes`` are in the order in which they are computed. They begin with ``x`` and the previous
    values of what is ``carried``, and name its new values; what their names begin with tells
    matrices (``W_``) and biases (``b``) from what is computed.
    """

    name: str  # as a lecturer writes it
    carried: tuple[str, ...]  # states that go to the next step; the first is read by a readout
    nodes: tuple[Node, ...]
    first_biases: Mapping[str, float] = field(
        default_factory=dict, hash=False
    )  # of an untrained cell

    @cached_property
    def given(self) -> tuple[str, ...]:
        """What a step is given: the input, then the carried states."""
        return (INPUT, *map(previous, self.carried))

    @cached_property
    def weights(self) -> tuple[str, ...]:
        """Names of all that is learnt, in the order of its use."""
        made = {*self.given, *(each.name for each in self.nodes)}
        used = (name for each in self.nodes for name in each.inputs)
        return tuple(dict.fromkeys(name for name in used if name not in made))

    @cached_property
    def products(self) -> dict[str, Node]:
        """The node in which each matrix meets a vector."""
        return {each.inputs[0]: each for each in self.nodes if each.operation is MATRIX}

    @cached_property
    def biases(self) -> tuple[str, ...]:
        """Names of the weights that are added."""
        return tuple(name for name in self.weights if name not in self.products)

    @cached_property
    def at_once(self) -> tuple[Node, ...]:
        """The nodes that wait for no state: they can be computed for all steps at once."""
        ready = {INPUT, *self.weights}
        found = []
        for each in self.nodes:
            if ready.issuperset(each.inputs):
                ready.add(each.name)
                found.append(each)
        return tuple(found)

    def shapes(self, F: int, H: int) -> dict[str, Shape]:
        """The shape of each weight: (H, F), (H, H) or (H)."""
        matrices: dict[str, Shape] = {
            name: (H, F if product.inputs[1] == INPUT else H)
            for name, product in self.products.items()
        }
        return {name: matrices.get(name, (H,)) for name in self.weights}

    def count(self, F: int, H: int) -> int:
        """How many numbers are learnt."""
        return sum(
            H if len(shape) == 1 else shape[0] * shape[1] for shape in self.shapes(F, H).values()
        )

    def checked(self, weights: Weights) -> dict[str, FloatArray]:
        """Read-only float64 copies of ``weights``, in the order of their use.

        Raises ``WeightsError`` when one is missing or unknown, or does not fit the others.
        """
        if missing := [name for name in self.weights if name not in weights]:
            raise WeightsError(f"{missing[0]}: missing, a {self.name} cell has it")
        if unknown := sorted(weights.keys() - set(self.weights)):
            raise WeightsError(
                f"{unknown[0]}: unknown, a {self.name} cell has " + ", ".join(self.weights)
            )
        first = next(name for name, each in self.products.items() if each.inputs[1] == INPUT)
        W_x = checked(first, weights[first], (None, None), WeightsError, "(H, F): units x inputs")
        H, F = W_x.shape
        meanings = {(H, F): "(H, F)", (H, H): "(H, H)", (H,): "(H,)"}
        return {
            name: checked(
                name,
                weights[name],
                shape,
                WeightsError,
                f"{meanings[shape]} = {shape}, because {first} has H = {H} rows",
            )
            for name, shape in self.shapes(F, H).items()
        }
