"""Rules of the clip "why it forgets": a gradient on its way back, and a task of memory."""

from itertools import pairwise

import numpy as np

from rnn_math.gradient import LARGEST_GRADIENT, Reaching, recurrent
from rnn_math.tasks.remembering import CHANCE, LENGTHS, Remembering
from scenes.claims.facts import Facts

_SURE = 0.95  # a share that is called remembering
_GUESSING = 1.25  # times chance, up to which a share is called guessing


def gradient_shrinks(facts: Facts) -> bool:
    """Is less than half of it left at the first word?"""
    lengths = _trace(facts).lengths
    return bool(lengths[0] < lengths[-1] / 2)


def weights_are_larger(facts: Facts) -> bool:
    """Are the recurrent weights of the second reading so many times larger, and no others?"""
    before, after, factor = _trace(facts).cell, _larger(facts).cell, facts.params.factor
    expected = {name: factor if name in recurrent(before) else 1.0 for name in before.weights}
    return factor > 1 and all(
        np.allclose(after.weights[name], times * before.weights[name])
        for name, times in expected.items()
    )


def larger_weights_explode(facts: Facts) -> bool:
    """Is the gradient then more than twice as long at the first word as at the last?"""
    lengths = _larger(facts).lengths
    return bool(lengths[0] > 2 * lengths[-1])


def gradient_is_cut(facts: Facts) -> bool:
    """Is the gradient of the larger weights longer than training lets it be?"""
    return _larger(facts).recurrent_gradient > LARGEST_GRADIENT


def chance_is_one_in_four(facts: Facts) -> bool:
    """Is one of four words asked for?"""
    return CHANCE == 0.25


def three_trainings_of_each(facts: Facts) -> bool:
    """Is every cell trained three times for every distance?"""
    return all(len(each.accuracies) == 3 for each in _trace(facts).reaches)


def all_remember_the_shortest(facts: Facts) -> bool:
    """Is every training of every cell nearly always right at the shortest distance?"""
    rows = [each for each in _trace(facts).reaches if each.length == LENGTHS[0]]
    return all(min(row.accuracies) > _SURE for row in rows)


def plain_cell_falls_with_distance(facts: Facts) -> bool:
    """Is the plain cell right less often at every further distance?"""
    plain = [_means(facts)["tanh", length] for length in LENGTHS]
    return all(later < earlier for earlier, later in pairwise(plain))


def gates_reach_further(facts: Facts) -> bool:
    """Are gated cells as good wherever anything is remembered, and somewhere better?"""
    mean = _means(facts)
    gains = [
        mean[kind, length] - mean["tanh", length]
        for kind in ("gru", "lstm")
        for length in LENGTHS
        if mean["tanh", length] > _GUESSING * CHANCE
    ]
    return min(gains) >= 0 and max(gains) > 0.2


def all_guess_at_the_longest(facts: Facts) -> bool:
    """Is no training of any cell much better than chance at the longest distance?"""
    rows = [each for each in _trace(facts).reaches if each.length == LENGTHS[-1]]
    return all(max(row.accuracies) < _GUESSING * CHANCE for row in rows)


def _means(facts: Facts) -> dict[tuple[str, int], float]:
    return {(each.kind, each.length): each.mean for each in _trace(facts).reaches}


def _trace(facts: Facts) -> Remembering:
    trace = facts.traces["sentence"]
    assert isinstance(trace, Remembering)
    return trace


def _larger(facts: Facts) -> Reaching:
    trace = facts.traces["larger"]
    assert isinstance(trace, Reaching)
    return trace
