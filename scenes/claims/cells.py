"""Rules on the kind of cell that several clips share. A clip takes them over by importing them."""

from rnn_math.cells.operations import SIGMOID
from scenes.claims.facts import Facts


def cell_is_gated(facts: Facts) -> bool:
    """Has the cell that reads the sentence a gate?"""
    return any(each.operation is SIGMOID for each in facts.traces["sentence"].cell.kind.nodes)


def carries_two_states(facts: Facts) -> bool:
    """Does it hand two states on?"""
    return len(facts.traces["sentence"].cell.kind.carried) == 2
