"""Rules of clip 2: one block, and a copy of it for every word."""

from scenes.claims.cells import carries_two_states as carries_two_states
from scenes.claims.cells import cell_is_gated as cell_is_gated
from scenes.claims.facts import Facts


def several_words(facts: Facts) -> bool:
    """Is there more than one copy?"""
    return len(facts.traces["sentence"]) > 1


def a_copy_for_every_word(facts: Facts) -> bool:
    """Does every word of the sentence have a step of its own?"""
    trace = facts.traces["sentence"]
    return len(trace.steps) == len(trace.tokens)
