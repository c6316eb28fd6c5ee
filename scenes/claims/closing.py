"""Rules of the closing: the sentence of the opening, followed through."""

from scenes.claims.facts import Facts
from scenes.claims.opening import answers_differ as answers_differ
from scenes.claims.opening import numbers_are_equal as numbers_are_equal
from scenes.claims.opening import states_differ as states_differ


def a_copy_for_every_word(facts: Facts) -> bool:
    """Does every word of the sentence have a step of its own?"""
    trace = facts.traces["sentence"]
    return len(trace.steps) == len(trace.tokens)
