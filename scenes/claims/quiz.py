"""Rules of clip 10: questions, and what each choice can do with their pairs."""

from collections.abc import Iterable, Iterator

from rnn_math.tasks.recall import Recall
from rnn_math.tasks.remembering import Reach
from scenes.claims.facts import Facts
from scenes.questions import Question, Trial, built_in, built_in_on_cells


def right_answers_work(facts: Facts) -> bool:
    """Has every word of our questions a place in the wiring that is called right?

    And does the cell that is called right know the first word after each training?
    """
    wirings = all(trial.works for is_right, trial in _our_trials(facts) if is_right)
    return wirings and all(_always(reach) for is_right, reach in _our_cells(facts) if is_right)


def other_answers_fail(facts: Facts) -> bool:
    """And none of the other choices room for all, and no other cell knows it each time?"""
    wirings = any(trial.works for is_right, trial in _our_trials(facts) if not is_right)
    cells = any(_always(reach) for is_right, reach in _our_cells(facts) if not is_right)
    return not (wirings or cells)


def cells_were_trained_three_times(facts: Facts) -> bool:
    """Was each of three kinds trained with three seeds, to remember one word of twenty?"""
    cells = [reach for _, reach in _our_cells(facts)]
    trained = all(len(reach.accuracies) == 3 and reach.length == 20 for reach in cells)
    return trained and len({reach.kind for reach in cells}) == 3


def no_plain_training_remembers(facts: Facts) -> bool:
    """Is the plain cell never right in nine cases of ten?"""
    return max(_reach(facts, "tanh").accuracies) < _KNOWN


def one_lstm_training_remembers(facts: Facts) -> bool:
    """Is the LSTM so after one of its trainings?"""
    return sum(share >= _KNOWN for share in _reach(facts, "lstm").accuracies) == 1


def every_gru_training_remembers(facts: Facts) -> bool:
    """Is the GRU so after all of them?"""
    return _always(_reach(facts, "gru"))


def lengths_differ(facts: Facts) -> bool:
    """Has the answer of each of our questions another number of words than what is read?"""
    ours = built_in(facts.look.language)
    return all(len(question.source.split()) != len(question.target.split()) for question in ours)


def some_wiring_has_room_for_all(facts: Facts) -> bool:
    """Is there a choice in which every word has its place?"""
    return any(trial.works for _, trial in _trials(facts))


def some_wiring_leaves_words_unread(facts: Facts) -> bool:
    """Is there a choice in which words have no step that reads them?"""
    return any(trial.unread for _, trial in _trials(facts))


def some_wiring_leaves_words_unwritten(facts: Facts) -> bool:
    """Is there a choice in which words have no step that writes them?"""
    return any(trial.unwritten for _, trial in _trials(facts))


def some_wiring_has_idle_outputs(facts: Facts) -> bool:
    """Is there a choice with more outputs than words?"""
    return any(trial.idle for _, trial in _trials(facts))


_KNOWN = 0.9
"""The share that is right where the first word is said to be known."""


def _always(reach: Reach) -> bool:
    return min(reach.accuracies) >= _KNOWN


def _reach(facts: Facts, kind: str) -> Reach:
    trace = facts.traces[kind]
    assert isinstance(trace, Recall)
    return trace.reach


def _our_cells(facts: Facts) -> Iterator[tuple[bool, Reach]]:
    """Every choice of our questions on cells: is it called right, and what was recorded of it?"""
    for question in built_in_on_cells(facts.look.language):
        for choice in question.choices:
            yield choice.cell == question.answer, _reach(facts, choice.cell)


def _trials(facts: Facts) -> Iterator[tuple[bool, Trial]]:
    yield from _our_trials(facts)
    yield from _trials_of(facts.params.questions)


def _our_trials(facts: Facts) -> Iterator[tuple[bool, Trial]]:
    """What a lecturer calls right in questions of their own is theirs to answer for."""
    return _trials_of(built_in(facts.look.language))


def _trials_of(questions: Iterable[Question]) -> Iterator[tuple[bool, Trial]]:
    for question in questions:
        for choice in question.choices:
            trial = Trial(choice.architecture, question.source, question.target)
            yield choice.architecture == question.answer, trial
