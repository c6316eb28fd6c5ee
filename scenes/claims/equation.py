"""Rules of clip 3: one step, in the digits that are shown."""

from scenes.claims.facts import Facts
from scenes.digits import terms_as_shown, unit_that_adds_up


def starts_from_y(facts: Facts) -> bool:
    """Is the value first called y, and then h?"""
    return facts.look.notation == "hidden"


def is_first_step(facts: Facts) -> bool:
    """Is nothing read before it?"""
    return bool(facts.params.step == 1)


def is_last_step(facts: Facts) -> bool:
    """Is nothing read after it?"""
    return bool(facts.params.step == len(facts.traces["sentence"]))


def memory_is_empty(facts: Facts) -> bool:
    """Is the previous state zero in all units?"""
    return not facts.traces["sentence"].array("h_prev", facts.params.step).any()


def has_several_units(facts: Facts) -> bool:
    """Has the matrix more than one row?"""
    return facts.traces["sentence"].cell.hidden_size > 1


def word_is_several_numbers(facts: Facts) -> bool:
    """Has the matrix more than one column?"""
    return facts.traces["sentence"].cell.input_size > 1


def has_readout(facts: Facts) -> bool:
    """Is there a readout at all?"""
    return facts.traces["sentence"].readout is not None


def shown_terms_add_up(facts: Facts) -> bool:
    """Are the terms of the unit that is told, as they are shown, exactly its sum, as shown?"""
    trace, step = facts.traces["sentence"], facts.params.step
    *terms, total = terms_as_shown(trace, step, unit_that_adds_up(trace, step))
    return sum(terms) == total
