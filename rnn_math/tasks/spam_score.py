"""How well spam filters do on messages that they were not trained on, and what needs no network."""

import math
from collections import Counter
from collections.abc import Callable, Sequence

from rnn_math.tasks.spam_data import FOLDS, LABELS, Message, held_out, messages, trained_on
from rnn_math.tasks.task import Baseline, Score
from rnn_math.tasks.text import bare

Guess = Callable[[Sequence[str]], str]  # from the words of a message to its label
Learn = Callable[[int], Guess]  # from a fold to a guess that was learnt without it


def share_right(guess: Guess, chosen: Sequence[Message]) -> float:
    """The share of messages whose label is guessed."""
    return sum(guess(message.words) == message.label for message in chosen) / len(chosen)


def cross_validated(learn: Learn) -> float:
    """The share of all messages whose label is guessed by what was learnt without their fold."""
    right = (
        share_right(learn(fold), held_out(fold)) * len(held_out(fold)) for fold in range(FOLDS)
    )
    return sum(right) / len(messages())


def cross_validated_score(learn: Learn) -> Score:
    """Five-fold cross-validation: every message is held out once.

    Settings were chosen on folds 1 to 4; fold 0 alone had no part in that.
    """
    baselines = [Baseline(name, cross_validated(guess)) for name, guess in BASELINES.items()]
    return Score(cross_validated(learn), len(messages()), "messages", tuple(baselines))


def score_of_one(guess: Guess, fold: int) -> Score:
    """The score of one filter on one fold, which it was not trained on."""
    chosen = held_out(fold)
    baselines = [
        Baseline(name, share_right(learn(fold), chosen)) for name, learn in BASELINES.items()
    ]
    return Score(share_right(guess, chosen), len(chosen), "messages", tuple(baselines))


def majority(fold: int) -> Guess:
    """Always the more frequent kind, and where both are as frequent, spam."""
    count = Counter(message.label for message in messages())
    usual = max(reversed(LABELS), key=lambda label: count[label])
    return lambda words: usual


def naive_bayes(fold: int) -> Guess:
    """Multinomial naive Bayes with add-one smoothing, on words without their order.

    Manning, Raghavan and Schütze, Introduction to Information Retrieval, 2008, section 13.2.
    """
    chosen = trained_on(fold)
    counts = {
        label: Counter(
            _plain(w) for message in chosen if message.label == label for w in message.words
        )
        for label in LABELS
    }
    prior = Counter(message.label for message in chosen)
    known = set().union(*counts.values())
    totals = {label: counts[label].total() + len(known) for label in LABELS}

    def guess(words: Sequence[str]) -> str:
        read = [word for word in map(_plain, words) if word in known]

        def log_probability(label: str) -> float:
            seen = sum(math.log((counts[label][word] + 1) / totals[label]) for word in read)
            return seen + math.log(prior[label] / len(chosen))

        return max(LABELS, key=log_probability)

    return guess


def _plain(word: str) -> str:
    return bare(word).lower()


BASELINES: dict[str, Learn] = {
    "always the more frequent kind": majority,
    "naive Bayes on the words, without their order": naive_bayes,
}
