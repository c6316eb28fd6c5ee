"""Rules of the clip "where the weights come from"."""

import numpy as np

from rnn_math.learning import Lesson
from rnn_math.tasks.tagging_course import SNAPSHOTS
from rnn_math.tasks.tagging_data import sentences
from scenes.claims.facts import Facts
from scenes.words import lessons

_NEAR = 1.5  # times the loss in training, up to which another is called near it


def several_words(facts: Facts) -> bool:
    """Is there a step before the last, to which an error could travel?"""
    return len(_first(facts)) > 1


def some_tags_are_wrong_at_first(facts: Facts) -> bool:
    """Is any tag of the untrained network wrong?"""
    first = _first(facts)
    return lessons.right_of(first) < len(first)


def reads_before_the_first_update(facts: Facts) -> bool:
    """Is the network that begins the one before training?"""
    return SNAPSHOTS[0] == 0


def some_tag_is_wrong_once(facts: Facts) -> bool:
    """Is a tag wrong in any of the networks that are shown?"""
    return any(lessons.right_of(read) < len(read) for read in lessons.snapshots(facts.traces))


def an_answer_costs_its_logarithm(facts: Facts) -> bool:
    """Does an answer cost the more, the less it believed in the right tag?"""
    first = _first(facts)
    shares = first.o[np.arange(len(first)), list(first.targets)]
    return np.allclose(np.exp(-first.losses), shares)


def shares_make_the_gradient(facts: Facts) -> bool:
    """Do the shares of all copies add up to the gradient of the one matrix?"""
    first = _first(facts)
    return np.allclose(first.shares.sum(axis=0), first.array("gradient_W_h", 0))


def test_sentences_are_held_out(facts: Facts) -> bool:
    """Is no test sentence among those of training?"""
    return not set(sentences("test")) & set(sentences("train"))


def first_share_is_zero(facts: Facts) -> bool:
    """Does the first copy, which finds an empty state, add nothing?"""
    return not _first(facts).shares[0].any()


def loss_falls_by_the_step(facts: Facts) -> bool:
    """Is the loss smaller after the step that is shown, in the digits that are shown?"""
    before, after = _losses_shown(facts)
    return after < before and lessons.loss(before) != lessons.loss(after)


def loss_rises_by_the_step(facts: Facts) -> bool:
    """Is it larger?"""
    before, after = _losses_shown(facts)
    return after > before and lessons.loss(before) != lessons.loss(after)


def all_tags_are_right_at_last(facts: Facts) -> bool:
    """Is every tag right when training ends?"""
    last = lessons.snapshots(facts.traces)[-1]
    return lessons.right_of(last) == len(last)


def word_is_told_apart_later(facts: Facts) -> bool:
    """Does a word that stands there twice get one tag at first, and two right ones at last?"""
    return lessons.told_apart(facts.traces) is not None


def held_out_loss_falls(facts: Facts) -> bool:
    """Is the loss on sentences that it was not trained on smaller in the end than at first?"""
    losses = lessons.snapshots(facts.traces)[0].course.held_out_loss
    return bool(losses[-1] < losses[0])


def held_out_is_near(facts: Facts) -> bool:
    """Are both near each other in the end?"""
    course = lessons.snapshots(facts.traces)[0].course
    return bool(course.held_out_loss[-1] <= _NEAR * course.training_loss[-1])


def _first(facts: Facts) -> Lesson:
    return lessons.snapshots(facts.traces)[0]


def _losses_shown(facts: Facts) -> tuple[float, float]:
    stepped = facts.traces["stepped"]
    assert isinstance(stepped, Lesson)
    return _first(facts).mean_loss, stepped.mean_loss
