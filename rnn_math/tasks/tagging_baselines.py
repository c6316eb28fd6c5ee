"""Guesses at the tags of a sentence that need no network, learnt from the training sentences."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cache
from math import log

from rnn_math.tasks.distance import Known
from rnn_math.tasks.tagging_data import TAGS, Sentence, sentences

Tag = Callable[[Sequence[str]], Sequence[str]]  # from the words of a sentence to its tags
Counts = dict[Hashable, Counter[str]]

_START = ""
_ADDED = (
    0.1  # to each count of ``by_two_counts``; as good as less, and better than 1, on validation
)


def most_frequent(known: Sequence[Sentence]) -> Tag:
    """Always the most frequent tag."""
    common = _usual(_all(known))
    return lambda words: [common] * len(words)


def by_word(known: Sequence[Sentence]) -> Tag:
    """Each word's most frequent tag, and that of all words where it is new."""
    seen, common = _of_word(known), _all(known)
    return lambda words: [_usual(seen.get(word, common)) for word in words]


def by_two_words(known: Sequence[Sentence]) -> Tag:
    """The most frequent tag of a word after the one before it; where that is new, of the word."""
    seen = _counted(
        (pair, tag) for words, tags in known for pair, tag in zip(_pairs(words), tags, strict=True)
    )
    alone = by_word(known)
    return lambda words: [
        _usual(seen[pair]) if pair in seen else tag
        for pair, tag in zip(_pairs(words), alone(words), strict=True)
    ]


def by_two_counts(known: Sequence[Sentence]) -> Tag:
    """The tag with the largest P(tag | word) P(tag | word before), both as counted."""
    of_word, common = _of_word(known), _all(known)
    after = _counted(
        (before, tag)
        for words, tags in known
        for (before, _), tag in zip(_pairs(words), tags, strict=True)
    )

    def guess(words: Sequence[str]) -> list[str]:
        both = ((of_word.get(word, common), after.get(b, common)) for b, word in _pairs(words))
        return [max(TAGS, key=lambda tag: sum(_log_share(c, tag) for c in two)) for two in both]

    return guess


def nearest_sentence(known: Sequence[Sentence]) -> Tag:
    """The tags of the nearest training sentence that is as long; where there is none, by word."""
    alone, learnt = by_word(known), Known([sentence.words for sentence in known])

    def guess(words: Sequence[str]) -> Sequence[str]:
        found = learnt.nearest(words)
        return alone(words) if found is None else known[found[1][0]].tags

    return guess


BASELINES: dict[str, Callable[[Sequence[Sentence]], Tag]] = {
    'always "O"': most_frequent,
    "each word's most frequent tag": by_word,
    "a word and the one before it": by_two_words,
    "the tags of the nearest sentence": nearest_sentence,
    "counts of a word and of the one before": by_two_counts,
}


@cache
def rights() -> dict[str, int]:
    """How many words of the test sentences each baseline tags right."""
    known, test = sentences("train"), sentences("test")
    return {name: right(learn(known), test) for name, learn in BASELINES.items()}


def right(guess: Tag, chosen: Sequence[Sentence]) -> int:
    """How many words of ``chosen`` are tagged right."""
    return sum(
        said == tag
        for sentence in chosen
        for said, tag in zip(guess(sentence.words), sentence.tags, strict=True)
    )


def _pairs(words: Sequence[str]) -> list[tuple[str, str]]:
    return list(zip((_START, *words), words, strict=False))


def _of_word(known: Sequence[Sentence]) -> Counts:
    return _counted(
        (word, tag) for words, tags in known for word, tag in zip(words, tags, strict=True)
    )


def _all(known: Sequence[Sentence]) -> Counter[str]:
    return Counter(tag for sentence in known for tag in sentence.tags)


def _counted(pairs: Iterable[tuple[Hashable, str]]) -> Counts:
    seen: Counts = defaultdict(Counter)
    for key, tag in pairs:
        seen[key][tag] += 1
    return dict(seen)


def _usual(counts: Counter[str]) -> str:
    return counts.most_common(1)[0][0]


def _log_share(counts: Counter[str], tag: str) -> float:
    return log((counts[tag] + _ADDED) / (counts.total() + _ADDED * len(TAGS)))
