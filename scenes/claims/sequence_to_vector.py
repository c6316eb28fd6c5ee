"""Rules of clip 6: two messages, each judged at its end."""

from rnn_math.tasks.spam_data import LABELS, true_label
from rnn_math.trace import Trace
from scenes.claims.cells import carries_two_states as carries_two_states
from scenes.claims.cells import cell_is_gated as cell_is_gated
from scenes.claims.facts import Facts
from scenes.claims.scores import network_is_ahead as network_is_ahead
from scenes.claims.scores import network_is_behind as network_is_behind
from scenes.claims.scores import network_is_level as network_is_level


def trained_here(facts: Facts) -> bool:
    """Is the network ours, so that we know what it was not trained on?"""
    return facts.params.weights is None


def is_scored(facts: Facts) -> bool:
    """Has it a score on our messages?"""
    return facts.traces["message"].score is not None


def labels_are_ours(facts: Facts) -> bool:
    """Does it tell spam from what is none?"""
    return set(facts.traces["message"].labels) == set(LABELS)


def only_last_steps_answer(facts: Facts) -> bool:
    """Is the output of the last step the only one that is used, in both messages?"""
    traces = (facts.traces[name] for name in ("message", "second"))
    return all(list(trace.wiring.answering) == [len(trace)] for trace in traces)


def message_is_of_one_word(facts: Facts) -> bool:
    """Is the first message a single word?"""
    return len(facts.traces["message"]) == 1


def message_is_of_two_words(facts: Facts) -> bool:
    """Are there two?"""
    return len(facts.traces["message"]) == 2


def message_is_of_three_words_or_more(facts: Facts) -> bool:
    """Are there more?"""
    return len(facts.traces["message"]) > 2


def message_has_a_way(facts: Facts) -> bool:
    """Is there a step before the last one?"""
    return len(facts.traces["message"]) > 1


def message_was_judged_otherwise(facts: Facts) -> bool:
    """Would any step before its last have given another answer?"""
    return _was_judged_otherwise(facts.traces["message"])


def second_is_of_one_word(facts: Facts) -> bool:
    """Is the second message a single word?"""
    return len(facts.traces["second"]) == 1


def second_was_judged_otherwise(facts: Facts) -> bool:
    """Would any step before its last have given another answer?"""
    return _was_judged_otherwise(facts.traces["second"])


def second_was_always_judged_so(facts: Facts) -> bool:
    """Is there any step before its last, and would all of them have given the same answer?"""
    return not (second_is_of_one_word(facts) or second_was_judged_otherwise(facts))


def messages_are_read_by_one_network(facts: Facts) -> bool:
    """Are both messages read by the same cell?"""
    return facts.traces["message"].cell is facts.traces["second"].cell


def message_is_misjudged(facts: Facts) -> bool:
    """Do we know what the first message is, and is the answer another one?"""
    return _is_misjudged(facts.traces["message"])


def second_is_misjudged(facts: Facts) -> bool:
    """The same of the second one."""
    return _is_misjudged(facts.traces["second"])


def some_message_is_misjudged(facts: Facts) -> bool:
    """Either of them."""
    return message_is_misjudged(facts) or second_is_misjudged(facts)


def _was_judged_otherwise(trace: Trace) -> bool:
    best = trace.o.argmax(axis=1)
    return bool((best != best[-1]).any())


def _is_misjudged(trace: Trace) -> bool:
    truth = true_label(trace.tokens)
    return truth in trace.labels and truth != trace.answers[-1].label
