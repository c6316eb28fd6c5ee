"""Rules on scores that several clips share: where the network stands beside the best without one.

A clip takes them over by importing them.
"""

from scenes.claims.facts import Facts

_SCORED = {
    "sequence-to-sequence": "sentence",
    "sequence-to-vector": "message",
    "encoder-decoder": "decoder",
}
"""Of each of these clips, the trace that has the score."""


def network_is_level(facts: Facts) -> bool:
    """Has the best without a network as many items right?"""
    return _lead(facts) == 0


def network_is_ahead(facts: Facts) -> bool:
    """Has it fewer?"""
    return _lead(facts) > 0


def network_is_behind(facts: Facts) -> bool:
    """Has it more?"""
    return _lead(facts) < 0


def _lead(facts: Facts) -> int:
    score = facts.traces[_SCORED[facts.clip]].score
    assert score is not None
    return score.lead
