"""How well spam filters do on messages that they were not trained on, and what needs no network."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

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
    share = cross_validated(learn)
    return Score(share, len(messages()), "messages", tuple(baselines), networks=FOLDS)


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
    return _bayes(fold, lambda words: [*map(_plain, words)], 1.0)


def naive_bayes_of_pairs(fold: int) -> Guess:
    """The same on all words and pairs of neighbours that a message holds, each counted once.

    What is added to the counts was chosen on folds 1 to 4, like the network's settings.
    """

    def features(words: Sequence[str]) -> list[str]:
        plain = [*map(_plain, words)]
        return sorted({*plain, *map(" ".join, pairwise(plain))})

    return _bayes(fold, features, 0.3)


def _bayes(fold: int, features: Callable[[Sequence[str]], list[str]], added: float) -> Guess:
    chosen = trained_on(fold)
    counts = {
        label: Counter(
            feature
            for message in chosen
            if message.label == label
            for feature in features(message.words)
        )
        for label in LABELS
    }
    prior = Counter(message.label for message in chosen)
    known = set().union(*counts.values())
    totals = {label: counts[label].total() + added * len(known) for label in LABELS}

    def guess(words: Sequence[str]) -> str:
        read = [feature for feature in features(words) if feature in known]

        def log_probability(label: str) -> float:
            seen = sum(math.log((counts[label][each] + added) / totals[label]) for each in read)
            return seen + math.log(prior[label] / len(chosen))

        return max(LABELS, key=log_probability)

    return guess


def _plain(word: str) -> str:
    return bare(word).lower()


BASELINES: dict[str, Learn] = {
    "always the more frequent kind": majority,
    "naive Bayes on the words, without their order": naive_bayes,
    "naive Bayes on words and pairs of words": naive_bayes_of_pairs,
}
