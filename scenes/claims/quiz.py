"""Rules of clip 10: questions, and what each choice can do with their pairs."""

from collections.abc import Iterable, Iterator

from scenes.claims.facts import Facts
from scenes.questions import Question, Trial, built_in


def right_answers_work(facts: Facts) -> bool:
    """Has every word of our questions a place in the wiring that is called right?"""
    return all(trial.works for is_right, trial in _our_trials(facts) if is_right)


def other_answers_fail(facts: Facts) -> bool:
    """And none of the other choices room for all?"""
    return not any(trial.works for is_right, trial in _our_trials(facts) if not is_right)


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
