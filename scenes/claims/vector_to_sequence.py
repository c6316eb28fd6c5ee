"""Rules of clip 7: two images, each with its caption."""

import numpy as np

from rnn_math.tasks.captioning_data import true_name
from rnn_math.trace import Trace
from scenes.claims.cells import carries_two_states as carries_two_states
from scenes.claims.cells import cell_is_gated as cell_is_gated
from scenes.claims.facts import Facts
from scenes.traces.vector_to_sequence import misread
from scenes.words import captions


def trained_here(facts: Facts) -> bool:
    """Is the network ours, so that we know what it was not trained on?"""
    return facts.params.weights is None


def has_several_units(facts: Facts) -> bool:
    """Is the first state more than one number?"""
    return facts.traces["image"].cell.hidden_size > 1


def image_is_read_once(facts: Facts) -> bool:
    """Does the writer begin with the state of the image, and read nothing else but letters?"""
    image, caption = facts.traces["image"], facts.traces["caption"]
    written = {answer.label for answer in caption.answers}
    return np.array_equal(image.h[-1], caption.h0) and set(caption.tokens[1:]) <= written


def says_stop(facts: Facts) -> bool:
    """Does the first caption end by itself?"""
    return captions.has_ended(facts.traces["caption"])


def writes_something(facts: Facts) -> bool:
    """Has the first caption any letters?"""
    return bool(captions.written(facts.traces["caption"]))


def written_letters_are_most_probable(facts: Facts) -> bool:
    """Has no other letter a higher probability at any step?"""
    trace = facts.traces["caption"]
    return all(answer.probability >= trace.o[answer.step - 1].max() for answer in trace.answers)


def a_letter_is_read_twice(facts: Facts) -> bool:
    """Is the letter that is answered differently read at two steps and no more?"""
    return _times(facts) == 2


def a_letter_is_read_more_often(facts: Facts) -> bool:
    """Is it read at three steps or more?"""
    return _times(facts) > 2


def is_sure_of_every_letter(facts: Facts) -> bool:
    """Does the network hesitate nowhere in the second caption?"""
    return captions.is_sure(facts.traces["second-caption"])


def is_sure_from_then_on(facts: Facts) -> bool:
    """Does it hesitate nowhere after the step at which it is least sure, and is there any?"""
    return captions.is_sure_after_its_doubt(facts.traces["second-caption"])


def first_caption_is_wrong(facts: Facts) -> bool:
    """Do we know what is on the first image, and is the caption another one?"""
    return _is_wrong(facts.params.digit, facts.traces["caption"])


def second_caption_is_wrong(facts: Facts) -> bool:
    """The same of the second one."""
    return _is_wrong(facts.params.second_digit, facts.traces["second-caption"])


def some_caption_is_wrong(facts: Facts) -> bool:
    """Either of them."""
    return first_caption_is_wrong(facts) or second_caption_is_wrong(facts)


def second_caption_is_right(facts: Facts) -> bool:
    """Do we know what is on the second image, and does the caption say it?"""
    truth = true_name(facts.params.second_digit)
    return truth is not None and truth == captions.written(facts.traces["second-caption"])


def second_truth_is_unknown(facts: Facts) -> bool:
    """Is it an image of which we do not know what is on it?"""
    return true_name(facts.params.second_digit) is None


def captions_are_written_by_one_network(facts: Facts) -> bool:
    """Are both captions written by cells with the same weights?"""
    first, second = (facts.traces[name].cell for name in ("caption", "second-caption"))
    return first is second


def one_is_misread(facts: Facts) -> bool:
    """Is there one held-out image with a wrong caption?"""
    return len(misread(facts.clip, facts.params)) == 1


def several_are_misread(facts: Facts) -> bool:
    """Are there more?"""
    return len(misread(facts.clip, facts.params)) > 1


def captioner_is_level(facts: Facts) -> bool:
    """Are as many captions right as those of the best baseline?"""
    return _lead(facts) == 0


def captioner_is_ahead_by_one(facts: Facts) -> bool:
    """Is it one more?"""
    return _lead(facts) == 1


def captioner_is_ahead_by_several(facts: Facts) -> bool:
    """Are there more?"""
    return _lead(facts) > 1


def captioner_is_behind_by_one(facts: Facts) -> bool:
    """Is it one fewer?"""
    return _lead(facts) == -1


def captioner_is_behind_by_several(facts: Facts) -> bool:
    """Are there fewer still?"""
    return _lead(facts) < -1


def _lead(facts: Facts) -> int:
    score = facts.traces["caption"].score
    assert score is not None, "a captioner always has a score"
    return captions.lead(score)


def _times(facts: Facts) -> int:
    trace = facts.traces["caption"]
    found = captions.repeated_letter(trace)
    return 0 if found is None else trace.tokens.count(trace.tokens[found[0]])


def _is_wrong(digit: int | str, trace: Trace) -> bool:
    return true_name(digit) not in (None, captions.written(trace))
