"""What the parts of a cell hold, as tables that stand beside them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rnn_math.arrays import FloatArray
from rnn_math.cells import Kind
from rnn_math.cells.operations import MATRIX
from rnn_math.trace import READOUT_WEIGHTS, Trace
from scenes.roles import Role


@dataclass(frozen=True)
class Table:
    """``quantities`` as one vector, one matrix, columns side by side, or bars of the output."""

    form: Literal["vector", "matrix", "columns", "bars"]
    quantities: tuple[str, ...]
    is_editable: bool = False

    def columns(self, trace: Trace, step: int) -> list[FloatArray]:
        """The quantities at ``step``, or what they always are."""
        return [
            trace.array(name, 0 if _is_timeless(name, trace) else step) for name in self.quantities
        ]

    def addresses(self, trace: Trace) -> list[str]:
        """Where each quantity lives for the script, in which t is the step that is looked at."""
        return [name if _is_timeless(name, trace) else f"{name}.t" for name in self.quantities]


Holds = Mapping[str, Sequence[Table]]

PLAIN: Holds = {
    "x": [Table("vector", ("x",), is_editable=True)],
    "h_prev": [Table("vector", ("h_prev",))],
    "W_x": [Table("matrix", ("W_x",), is_editable=True)],
    "W_h": [Table("matrix", ("W_h",), is_editable=True)],
    "b": [Table("vector", ("b",), is_editable=True)],
    "z": [Table("columns", ("Wx", "Wh", "b", "z"))],
    "tanh": [Table("columns", ("z", "h"))],
    "h": [Table("vector", ("h",))],
    "W_o": [
        Table("matrix", ("W_o",), is_editable=True),
        Table("vector", ("b_o",), is_editable=True),
    ],
    "o": [Table("bars", ("o",))],
}
"""Of the plain cell, whose weights are parts of their own."""


def gated(kind: Kind, roles: Mapping[str, Role]) -> Holds:
    """Of a gated cell: what comes in, or all that a part is made of, step by step."""
    ends = {role.quantity for role in roles.values()}
    found: dict[str, list[Table]] = {}
    for name, role in roles.items():
        if role.quantity in kind.given:
            found[name] = [Table("vector", (role.quantity,), is_editable=role.quantity == "x")]
            continue
        made = dict.fromkeys(_made_of(kind, role.quantity, ends))
        found[name] = [Table("columns", tuple(made), is_editable=True)]
    return found


def _made_of(kind: Kind, quantity: str, ends: set[str]) -> Iterator[str]:
    """The quantities of one size that lead to ``quantity``, back to other parts."""
    node = next(each for each in kind.nodes if each.name == quantity)
    for name in () if node.operation is MATRIX else node.inputs:
        if name in kind.weights:
            yield name
        elif name not in ends and name not in kind.given:
            yield from _made_of(kind, name, ends)
    yield quantity


def heading(quantity: str, roles: Mapping[str, Role], words: Mapping[str, str]) -> str:
    """What a column is called: by its own name, as its part, or as all of its sort."""
    sort = quantity.split("_")[0]
    by_role = {role.quantity: role.title for role in roles.values()}
    return words.get(quantity) or by_role.get(quantity) or words.get(sort, quantity)


def _is_timeless(quantity: str, trace: Trace) -> bool:
    return quantity in (*trace.cell.kind.weights, *READOUT_WEIGHTS)
