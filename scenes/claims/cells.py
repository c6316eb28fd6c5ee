"""Rules on the kind of cell that several clips share. A clip takes them over by importing them."""

from rnn_math.cells import Kind
from rnn_math.cells.operations import SIGMOID
from scenes.claims.facts import Facts

_ABOUT = {
    "sequence-to-vector": "message",
    "vector-to-sequence": "caption",
    "encoder-decoder": "decoder",
    "architectures": "tagging",
}
"""The trace of the cell that a clip speaks of, where there is no ``sentence``."""


def cell_is_gated(facts: Facts) -> bool:
    """Has the cell a gate?"""
    return any(each.operation is SIGMOID for each in _kind(facts).nodes)


def carries_two_states(facts: Facts) -> bool:
    """Does it hand two states on?"""
    return len(_kind(facts).carried) == 2


def _kind(facts: Facts) -> Kind:
    return facts.traces[_ABOUT.get(facts.clip, "sentence")].cell.kind
