"""Rules of the opening: one word, met twice."""

import numpy as np

from rnn_math.trace import Trace
from scenes.claims.facts import Facts
from scenes.traces.repeated import repeated_steps
from scenes.words.riddles import promised


def word_stands_there_twice(facts: Facts) -> bool:
    """Does the word stand in the sentence twice, and no more often?"""
    return _count(facts) == 2


def word_stands_there_more_than_twice(facts: Facts) -> bool:
    """Does it stand there three times or more?"""
    return _count(facts) > 2


def numbers_are_equal(facts: Facts) -> bool:
    """Do the very same numbers come in both times?"""
    trace = _trace(facts)
    first, second = (trace.array("x", step) for step in repeated_steps(trace.tokens))
    return bool(np.array_equal(first, second))


def answers_differ(facts: Facts) -> bool:
    """Is the second answer another label than the first?"""
    first, second = _answers(facts)
    return first != second


def states_differ(facts: Facts) -> bool:
    """Does any unit of the state differ, the second time?"""
    trace = _trace(facts)
    first, second = (trace.array("h", step) for step in repeated_steps(trace.tokens))
    return not np.array_equal(first, second)


def building_follows(facts: Facts) -> bool:
    """Does a clip follow that takes the cell apart?"""
    return promised(facts.params, "build")


def learning_follows(facts: Facts) -> bool:
    """Does a clip follow on learning, forgetting or gates?"""
    return promised(facts.params, "learn")


def choosing_follows(facts: Facts) -> bool:
    """Does a clip follow on wirings?"""
    return promised(facts.params, "choose")


def _trace(facts: Facts) -> Trace:
    return facts.traces["sentence"]


def _count(facts: Facts) -> int:
    tokens = _trace(facts).tokens
    return tokens.count(tokens[repeated_steps(tokens)[0] - 1])


def _answers(facts: Facts) -> tuple[str, str]:
    trace = _trace(facts)
    first, second = (
        trace.labels[int(trace.o[t - 1].argmax())] for t in repeated_steps(trace.tokens)
    )
    return first, second
