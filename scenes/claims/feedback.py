"""Rules of clip 1: one word, met twice, without a memory and with one."""

import numpy as np

from rnn_math.arrays import FloatArray
from rnn_math.trace import Trace
from scenes.claims.facts import Facts
from scenes.numerals import format_number
from scenes.traces.repeated import repeated_steps


def word_stands_there_twice(facts: Facts) -> bool:
    """Does the word that is compared stand in the sentence twice, and no more often?"""
    return _count(facts) == 2


def word_stands_there_more_than_twice(facts: Facts) -> bool:
    """Does it stand there three times or more?"""
    return _count(facts) > 2


def word_comes_last(facts: Facts) -> bool:
    """Is its second place, where reading stops, the end of the sentence?"""
    return repeated_steps(_tokens(facts))[1] == len(_tokens(facts))


def plain_layer_answers_alike(facts: Facts) -> bool:
    """Does the plain layer give the very same numbers both times?"""
    return bool(np.array_equal(*_states(facts, "plain")))


def layer_keeps_its_weights(facts: Facts) -> bool:
    """Are the input weights of both layers the same, and so is the bias?"""
    plain, recurrent = facts.traces["plain"].cell, facts.traces["recurrent"].cell
    return np.array_equal(plain.W_x, recurrent.W_x) and np.array_equal(plain.b, recurrent.b)


def first_unit_tells_them_apart(facts: Facts) -> bool:
    """Are the two numbers of the first unit different in the digits that are said?"""
    first, second = _said(facts)
    return first[0] != second[0]


def some_unit_tells_them_apart(facts: Facts) -> bool:
    """Are those of the unit that differs most?"""
    return not digits_are_equal(facts)


def digits_are_equal(facts: Facts) -> bool:
    """Are the numbers of that unit the same in the digits that are said?"""
    first, second = _said(facts)
    before, after = _states(facts, "recurrent")
    most = int(np.abs(after - before).argmax())
    return first[most] == second[most]


def states_are_not_equal(facts: Facts) -> bool:
    """Does any unit of the layer with feedback differ at all?"""
    return not loop_changes_nothing(facts)


def loop_changes_nothing(facts: Facts) -> bool:
    """Does the layer with feedback give the very same numbers both times?"""
    return bool(np.array_equal(*_states(facts, "recurrent")))


def has_readout(facts: Facts) -> bool:
    """Is there anything to be read off?"""
    return facts.traces["recurrent"].readout is not None


def answers_differ(facts: Facts) -> bool:
    """Is what is read off the second time another label than the first time?"""
    return not answers_are_alike(facts)


def answers_are_alike(facts: Facts) -> bool:
    """Is it the same label?"""
    trace = facts.traces["recurrent"]
    first, second = (
        trace.labels[int(trace.o[t - 1].argmax())] for t in repeated_steps(_tokens(facts))
    )
    return first == second


def _tokens(facts: Facts) -> tuple[str, ...]:
    return facts.traces["plain"].tokens


def _count(facts: Facts) -> int:
    tokens = _tokens(facts)
    return tokens.count(tokens[repeated_steps(tokens)[0] - 1])


def _states(facts: Facts, name: str) -> tuple[FloatArray, FloatArray]:
    trace: Trace = facts.traces[name]
    first, second = repeated_steps(trace.tokens)
    return trace.array("h", first), trace.array("h", second)


def _said(facts: Facts) -> tuple[list[str], list[str]]:
    first, second = _states(facts, "recurrent")
    return [format_number(v) for v in first.tolist()], [format_number(v) for v in second.tolist()]
