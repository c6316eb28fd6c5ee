"""Rules of the clip on the LSTM: its states, its gates, and what is left of a gradient."""

from rnn_math.cells.operations import SIGMOID
from rnn_math.road import Lasting
from scenes.claims.facts import Facts


def carries_two_states(facts: Facts) -> bool:
    """Does the cell hand two states on?"""
    return len(facts.traces["sentence"].cell.kind.carried) == 2


def has_three_gates(facts: Facts) -> bool:
    """Are there three sigmoids in the cell?"""
    nodes = facts.traces["sentence"].cell.kind.nodes
    return sum(each.operation is SIGMOID for each in nodes) == 3


def has_several_words(facts: Facts) -> bool:
    """Is there a step before the last, to which a gradient could travel?"""
    return len(facts.traces["sentence"]) > 1


def road_keeps_more(facts: Facts) -> bool:
    """Is more of the gradient left at the first word along the road than in the plain cell?"""
    road, plain = facts.traces["sentence"], facts.traces["plain"]
    assert isinstance(road, Lasting)
    assert isinstance(plain, Lasting)
    return bool(road.shares[0] > plain.shares[0])
