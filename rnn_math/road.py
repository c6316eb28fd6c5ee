"""The road of a gated cell: what a gradient keeps on its way back through the gates alone.

In a gated cell one carried state reaches its next value by products and sums only: c of the LSTM,
c[t] = f[t] * c[t-1] + ..., so that along it dc[t] / dc[t-1] = f[t] (Gers, Schmidhuber and Cummins,
Learning to forget, 2000), and h of the GRU. The plain cell has no such way: there everything goes
through the slope of tanh and the recurrent weights.
"""

from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np

from rnn_math.arrays import FloatArray, read_only
from rnn_math.cells.kind import Kind, previous
from rnn_math.cells.operations import SUM, TIMES
from rnn_math.errors import InputError
from rnn_math.gradient import Reaching, reaching
from rnn_math.trace import Trace

SHARE = "share"


@dataclass(frozen=True)
class Road:
    """The ``state`` that is carried past all matrices, and the ``gate`` that it goes through."""

    state: str
    gate: str


def road_of(kind: Kind) -> Road | None:
    """The road of a kind of cell; None where every way leads through a matrix."""
    kept = {
        each.name: each.inputs
        for each in kind.nodes
        if each.operation is TIMES and each.inputs[1] in map(previous, kind.carried)
    }
    for state in kind.carried:
        for each in kind.nodes:
            if each.name == state and each.operation is SUM:
                for name in each.inputs:
                    if name in kept and kept[name][1] == previous(state):
                        return Road(state, kept[name][0])
    return None


@dataclass(frozen=True, eq=False)
class Lasting(Reaching):
    """A trace, and how much of its last answer's gradient is left at every step before.

    Beside the quantities of that it has at every step ``share``: the length of the gradient there
    as a share of that at the last step. Where the cell has a road it is the gradient at the road's
    state, carried back along the road and no other way.
    """

    @cached_property
    def road(self) -> Road | None:
        """The road of the cell, if it has one."""
        return road_of(self.cell.kind)

    @cached_property
    def on_road(self) -> FloatArray:
        """The gradient of the score at each step, (T, H), of which ``share`` is the length."""
        if self.road is None:
            return self.gradients
        found = np.empty((len(self), self.cell.hidden_size))
        found[-1] = self._back.values[self.road.state][-1, 0]
        for t in reversed(range(len(self) - 1)):
            found[t] = found[t + 1] * self.steps[t + 1].values[self.road.gate]
        return read_only(found)

    @cached_property
    def shares(self) -> FloatArray:
        """What is left at each step of the last one's length, (T)."""
        lengths = np.linalg.norm(self.on_road, axis=1)
        return read_only(lengths / lengths[-1])

    def quantities(self, step: int) -> tuple[str, ...]:
        """Names of the quantities at ``step``; 0 for those that belong to no step."""
        return super().quantities(step) + ((SHARE,) if step else ())

    def array(self, quantity: str, step: int) -> FloatArray:
        """A whole quantity, read-only. Raises ``InputError`` that says what exists."""
        if quantity == SHARE and 1 <= step <= len(self):
            return read_only(self.shares[step - 1 : step])
        return super().array(quantity, step)

    def table(self) -> dict[str, object]:
        """All numbers in plain lists, for JSON."""
        table = super().table()
        way = "gradient" if self.road is None else f"gradient along {self.road.state} alone"
        told = {SHARE: f"share = |{way}| / the same at the last step"}
        formulas = table["formulas"]
        assert isinstance(formulas, dict)
        return table | {"formulas": formulas | told}


def lasting(trace: Trace) -> Lasting:
    """``trace`` with what is left of its last answer's gradient.

    Raises ``InputError`` as :func:`rnn_math.gradient.reaching` does, and where nothing of the
    gradient enters the last state.
    """
    found = reaching(trace)
    made = Lasting(**{each.name: getattr(found, each.name) for each in fields(Reaching)})
    if not np.linalg.norm(made.on_road[-1]) > 0:
        raise InputError("the answer does not depend on the last state: use other weights")
    return made
