"""Rules of clip 4: a sentence, the same one with another word in it, and what differs."""

import numpy as np

from rnn_math.cells.kind import Node, previous
from rnn_math.cells.operations import SIGMOID, SUM, TANH, TIMES, Operation
from rnn_math.trace import Trace
from scenes.claims.cells import carries_two_states as carries_two_states
from scenes.claims.cells import cell_is_gated as cell_is_gated
from scenes.claims.facts import Facts
from scenes.words.states import THRESHOLD, shows


def memory_starts_empty(facts: Facts) -> bool:
    """Is all that is handed on zero before the first word, in all units?"""
    return not any(state.any() for state in facts.traces["sentence"].start.values())


def state_is_a_tanh(facts: Facts) -> bool:
    """Is tanh the last thing that is done to the state?"""
    return _node(facts, "h").operation is TANH


def state_is_a_tanh_through_a_gate(facts: Facts) -> bool:
    """Is it a tanh, multiplied by a number between 0 and 1?"""
    node = _node(facts, "h")
    return node.operation is TIMES and _operations(facts, node) == [SIGMOID, TANH]


def state_is_a_blend(facts: Facts) -> bool:
    """Is it a tanh and the state before it, each times a share, and do the shares sum up to 1?"""
    node, trace = _node(facts, "h"), facts.traces["sentence"]
    if node.operation is not SUM or _operations(facts, node) != [TIMES, TIMES]:
        return False
    shares, mixed = zip(*(_node(facts, part).inputs for part in node.inputs), strict=True)
    return all(
        np.allclose(sum(step.values[share] for share in shares), 1) for step in trace.steps
    ) and {previous("h"), TANH} == {
        part if part == previous("h") else _node(facts, part).operation for part in mixed
    }


def has_readout(facts: Facts) -> bool:
    """Is there anything to be read off?"""
    return facts.traces["sentence"].readout is not None


def shown_tags_are_most_probable(facts: Facts) -> bool:
    """Has no other tag a higher probability at any step?"""
    trace = facts.traces["sentence"]
    return all(answer.probability >= trace.o[answer.step - 1].max() for answer in trace.answers)


def word_is_kept(facts: Facts) -> bool:
    """Is the word that takes the place the one that stood there?"""
    return facts.traces["sentence"].tokens == facts.traces["changed"].tokens


def is_only_word(facts: Facts) -> bool:
    """Does the sentence consist of it?"""
    return len(facts.traces["sentence"]) == 1


def other_words_are_kept(facts: Facts) -> bool:
    """Are there others, and all of them the same in both sentences, and the weights too?"""
    before, after = facts.traces["sentence"], facts.traces["changed"]
    at = facts.params.swap_step - 1
    rest = [(*t.tokens[:at], *t.tokens[at + 1 :]) for t in (before, after)]
    return len(before) > 1 and rest[0] == rest[1] and before.cell is after.cell


def words_are_same_numbers(facts: Facts) -> bool:
    """Does the network read the very same numbers for both words?"""
    before, after = facts.traces["sentence"], facts.traces["changed"]
    return bool(np.array_equal(before.x, after.x))


def some_number_moves(facts: Facts) -> bool:
    """Does any number of any state differ by more than the threshold?"""
    return any(_reach(facts, t) > THRESHOLD for t in range(_steps(facts) + 1))


def any_state_differs(facts: Facts) -> bool:
    """Does any number of any state differ at all?"""
    return any(_reach(facts, t) > 0 for t in range(_steps(facts) + 1))


def cell_state_is_kept_and_added_to(facts: Facts) -> bool:
    """Is the second state a sum of two things that each went through a gate?"""
    second = facts.traces["sentence"].cell.kind.carried[1:]
    nodes = [_node(facts, name) for name in second]
    return bool(nodes) and all(
        node.operation is SUM
        and _operations(facts, node) == [TIMES, TIMES]
        and all(
            SIGMOID in [_node(facts, name).operation for name in part.inputs if name not in given]
            for part in (_node(facts, name) for name in node.inputs)
        )
        for node in nodes
        for given in [facts.traces["sentence"].cell.kind.given]
    )


def cell_state_differs(facts: Facts) -> bool:
    """Does anything that the cell hands on beside the state differ?"""
    return any(_inside(facts, t) > 0 for t in range(_steps(facts) + 1))


def cell_state_shows_at_the_end(facts: Facts) -> bool:
    """Is so much of the change left in it that the digits that are said show it?"""
    return shows(_inside(facts, _steps(facts)))


def is_first_word(facts: Facts) -> bool:
    """Is it the first word that is changed?"""
    return bool(facts.params.swap_step == 1)


def is_last_word(facts: Facts) -> bool:
    """Is it the last one?"""
    return bool(facts.params.swap_step == _steps(facts))


def nothing_differs_before(facts: Facts) -> bool:
    """Are all states before the changed word the very same?"""
    before = range(facts.params.swap_step)
    return all(_reach(facts, t) == 0 and _inside(facts, t) == 0 for t in before)


def differs_at_the_end(facts: Facts) -> bool:
    """Is anything left of the change in what the last step hands on?"""
    last = _steps(facts)
    return _reach(facts, last) > 0 or _inside(facts, last) > 0


def difference_shows_at_the_end(facts: Facts) -> bool:
    """Is so much left that the digits that are said show it?"""
    return shows(_reach(facts, _steps(facts)))


def some_told_difference_is_tiny(facts: Facts) -> bool:
    """Is there a difference at the changed word or at the last that the digits do not show?"""
    last = _steps(facts)
    told = _reach(facts, facts.params.swap_step), _reach(facts, last), _inside(facts, last)
    return any(reach > 0 and not shows(reach) for reach in told)


def last_tags_are_alike(facts: Facts) -> bool:
    """Does the last word get one tag in both sentences?"""
    before, after = facts.traces["sentence"], facts.traces["changed"]
    return before.answers[-1].label == after.answers[-1].label


def _steps(facts: Facts) -> int:
    return len(facts.traces["sentence"])


def _reach(facts: Facts, step: int) -> float:
    """The largest difference of a step, from the two states themselves."""
    before, after = (_state(facts.traces[name], step) for name in ("sentence", "changed"))
    return float(np.abs(after - before).max())


def _inside(facts: Facts, step: int) -> float:
    """The same of what the cell hands on beside its state; 0 if there is no such thing."""
    before, after = facts.traces["sentence"], facts.traces["changed"]
    found = (np.abs(after.array(n, step) - before.array(n, step)) for n in tuple(before.start)[1:])
    return max((float(each.max()) for each in found), default=0.0)


def _node(facts: Facts, name: str) -> Node:
    return next(n for n in facts.traces["sentence"].cell.kind.nodes if n.name == name)


def _operations(facts: Facts, node: Node) -> list[Operation]:
    return [_node(facts, name).operation for name in node.inputs]


def _state(trace: Trace, step: int) -> np.ndarray:
    return trace.array("h", step)
