"""Rules of clip 8: two phrases, each with its translation."""

from collections.abc import Sequence

import numpy as np

from rnn_math.tasks.distance import share_within
from rnn_math.tasks.text import END
from rnn_math.tasks.translation_data import pairs
from rnn_math.tasks.translation_score import learnt_dictionary
from rnn_math.trace import Trace
from scenes.claims.cells import carries_two_states as carries_two_states
from scenes.claims.cells import cell_is_gated as cell_is_gated
from scenes.claims.facts import Facts
from scenes.claims.scores import network_is_ahead as network_is_ahead
from scenes.claims.scores import network_is_behind as network_is_behind
from scenes.claims.scores import network_is_level as network_is_level
from scenes.truths import TranslationFacts, facts_of_translation


def trained_here(facts: Facts) -> bool:
    """Are the networks ours, so that we know what they were not trained on?"""
    return facts.params.weights is None


def is_scored(facts: Facts) -> bool:
    """Have they a score on our phrases?"""
    return facts.traces["decoder"].score is not None


def languages_are_ours(facts: Facts) -> bool:
    """Are all words that are read known to be French? Then what is written is English."""
    return trained_here(facts) or set(facts.traces["encoder"].tokens) <= set(learnt_dictionary())


def phrase_was_not_trained_on(facts: Facts) -> bool:
    """Are they ours, and is the phrase none of those that they were trained on?"""
    return trained_here(facts) and not _known(facts).in_training


def several_words(facts: Facts) -> bool:
    """Has the encoder more than one step?"""
    return len(facts.traces["encoder"]) > 1


def encoder_gives_no_answer(facts: Facts) -> bool:
    """Is none of its outputs used?"""
    return not facts.traces["encoder"].wiring.answering


def context_is_all_that_crosses(facts: Facts) -> bool:
    """Does the decoder begin with the encoder's last states, and read nothing else of it?"""
    encoder, decoder = facts.traces["encoder"], facts.traces["decoder"]
    written = {answer.label for answer in decoder.answers}
    same = (np.array_equal(encoder.end[name], h) for name, h in decoder.start.items())
    return all(same) and set(decoder.tokens[1:]) <= written


def writes_something(facts: Facts) -> bool:
    """Is there a word in the translation?"""
    return bool(_said(facts.traces["decoder"]))


def says_end(facts: Facts) -> bool:
    """Does it end by itself?"""
    return facts.traces["decoder"].answers[-1].label == END


def truth_is_unknown(facts: Facts) -> bool:
    """Do we not know the right translation?"""
    return not _known(facts).truth


def translation_is_right(facts: Facts) -> bool:
    """Do we know it, and is it what is written, to the end?"""
    return _is_right(facts.traces["decoder"], _known(facts).truth)


def translation_is_wrong(facts: Facts) -> bool:
    """Do we know it, and is something else written?"""
    return not (truth_is_unknown(facts) or translation_is_right(facts))


def one_word_is_wrong(facts: Facts) -> bool:
    """Is one of the words, or the end, not the one that is due?"""
    return _mistakes(facts.traces["decoder"], _known(facts).truth) == 1


def several_words_are_wrong(facts: Facts) -> bool:
    """Are more of them?"""
    return _mistakes(facts.traces["decoder"], _known(facts).truth) > 1


def some_translation_is_wrong(facts: Facts) -> bool:
    """Either of the two."""
    return translation_is_wrong(facts) or second_translation_is_wrong(facts)


def compared_with_a_dictionary(facts: Facts) -> bool:
    """Does the dictionary have a word for each, and the network any words to compare?"""
    return bool(_known(facts).by_dictionary) and writes_something(facts)


def dictionary_agrees(facts: Facts) -> bool:
    """Are its words, in their order, those of the network?"""
    return _known(facts).by_dictionary == _said(facts.traces["decoder"])


def order_changes(facts: Facts) -> bool:
    """Does any pair of words that both have stand in another order?"""
    said, free = _known(facts).by_dictionary, list(_said(facts.traces["decoder"]))
    places = []
    for word in said:
        if word in free:
            places.append(free.index(word))
            free[places[-1]] = ""
    return places != sorted(places)


def second_translation_is_wrong(facts: Facts) -> bool:
    """Do we know the second translation, and is something else written?"""
    truth = _known_second(facts).truth
    return bool(truth) and not _is_right(facts.traces["second-decoder"], truth)


def second_translation_is_right(facts: Facts) -> bool:
    """Do we know it, and is it what is written, to the end?"""
    return _is_right(facts.traces["second-decoder"], _known_second(facts).truth)


def second_truth_is_unknown(facts: Facts) -> bool:
    """Do we not know it?"""
    return not _known_second(facts).truth


def second_has_one_wrong_word(facts: Facts) -> bool:
    """Is one of its words, or the end, not the one that is due?"""
    return _mistakes(facts.traces["second-decoder"], _known_second(facts).truth) == 1


def second_has_several_wrong_words(facts: Facts) -> bool:
    """Are more of them?"""
    return _mistakes(facts.traces["second-decoder"], _known_second(facts).truth) > 1


def wrong_word_is_read_next(facts: Facts) -> bool:
    """Is the first wrong word of the second translation a word, and is there a step after it?"""
    trace, truth = facts.traces["second-decoder"], _known_second(facts).truth
    step = next((n for n, wrong in enumerate(_wrong(trace, truth)) if wrong), len(trace))
    return step + 1 < len(trace) and trace.tokens[step + 1] == trace.answers[step].label


def second_phrase_is_the_first(facts: Facts) -> bool:
    """Is the same phrase translated once more?"""
    return facts.traces["encoder"].tokens == facts.traces["second-encoder"].tokens


def phrases_are_translated_by_one_model(facts: Facts) -> bool:
    """Are the cells the same?"""
    pairs = ("encoder", "second-encoder"), ("decoder", "second-decoder")
    return all(facts.traces[a].cell is facts.traces[b].cell for a, b in pairs)


def _known(facts: Facts) -> TranslationFacts:
    return facts_of_translation(facts.traces["encoder"], facts.traces["decoder"])


def _known_second(facts: Facts) -> TranslationFacts:
    return facts_of_translation(facts.traces["second-encoder"], facts.traces["second-decoder"])


def _said(decoder: Trace) -> tuple[str, ...]:
    return tuple(answer.label for answer in decoder.answers if answer.label != END)


def _is_right(decoder: Trace, truth: Sequence[str]) -> bool:
    return bool(truth) and tuple(a.label for a in decoder.answers) == (*truth, END)


def _wrong(decoder: Trace, truth: Sequence[str]) -> list[bool]:
    """Of every answer, whether another one, or none, was due; none is, where we do not know."""
    due = [*truth, END]
    return [
        bool(truth) and due[n : n + 1] != [answer.label] for n, answer in enumerate(decoder.answers)
    ]


def _mistakes(decoder: Trace, truth: Sequence[str]) -> int:
    return sum(_wrong(decoder, truth))


def held_out_phrases_are_near(facts: Facts) -> bool:
    """Do most of the test phrases differ from one that was trained on in one word at most?"""
    texts, known = ([each.french for each in pairs(split)] for split in ("test", "train"))
    return share_within(texts, known, 1) > 0.5
