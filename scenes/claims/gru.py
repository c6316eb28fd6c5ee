"""Rules of the clip on the GRU: what it has beside an LSTM, and what both reach."""

import numpy as np

from rnn_math.cells.operations import SIGMOID
from scenes.claims.facts import Facts

_ALIKE = 0.005  # of all words: a difference of half a per cent is called none


def lstm_has_two_states_and_three_gates(facts: Facts) -> bool:
    """Does the LSTM hand two states on, and has it three sigmoids?"""
    return _states_and_gates(facts, "lstm") == (2, 3)


def gru_has_one_state_and_two_gates(facts: Facts) -> bool:
    """Does the GRU hand one state on, and has it two sigmoids?"""
    return _states_and_gates(facts, "sentence") == (1, 2)


def resets_after_the_matrix(facts: Facts) -> bool:
    """Does the state meet its matrix first, and the reset gate then?"""
    return facts.traces["sentence"].cell.kind.name == "gru"


def update_gate_turns_both_valves(facts: Facts) -> bool:
    """Is what the candidate gets what the update gate leaves, in every unit of every step?"""
    steps = [step.values for step in facts.traces["sentence"].steps]
    return all(
        np.array_equal(step["rest"], 1.0 - step["update"])
        and np.array_equal(step["kept"], step["update"] * step["h_prev"])
        and np.array_equal(step["new"], step["rest"] * step["candidate"])
        and np.array_equal(step["h"], step["new"] + step["kept"])
        for step in steps
    )


def gru_has_fewer_parameters(facts: Facts) -> bool:
    """Has the GRU learnt fewer numbers than the LSTM, and more than the plain cell?"""
    gru, lstm, plain = (facts.traces[name].parameters for name in ("sentence", "lstm", "plain"))
    return plain < gru < lstm


def all_three_are_scored(facts: Facts) -> bool:
    """Has each of the networks a score on our sentences?"""
    return all(facts.traces[name].score for name in ("sentence", "lstm", "plain"))


def all_three_are_level(facts: Facts) -> bool:
    """Do the shares of all three differ by no more than half a per cent?"""
    shares = [_share(facts, name) for name in ("sentence", "lstm", "plain")]
    return max(shares) - min(shares) <= _ALIKE


def gates_are_ahead_alike(facts: Facts) -> bool:
    """Are GRU and LSTM right as often, within half a per cent, and the plain cell less often?"""
    gru, lstm = _share(facts, "sentence"), _share(facts, "lstm")
    return abs(gru - lstm) <= _ALIKE < min(gru, lstm) - _share(facts, "plain")


def _share(facts: Facts, name: str) -> float:
    score = facts.traces[name].score
    return score.held_out if score else 0.0


def _states_and_gates(facts: Facts, name: str) -> tuple[int, int]:
    kind = facts.traces[name].cell.kind
    return len(kind.carried), sum(each.operation is SIGMOID for each in kind.nodes)
