"""Translations that need no network, each learnt from the training pairs."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from rnn_math.tasks.distance import Known
from rnn_math.tasks.translation_data import Pair, pairs

Translate = Callable[[Sequence[str]], Sequence[str]]

_SURE, _UNSURE = 3, 1  # votes of a neighbour all of whose words could be exchanged, and of others


def word_by_word(known: Sequence[Pair], dictionary: Mapping[str, str]) -> Translate:
    """Each word by its most probable one, in the same order."""
    return lambda words: [dictionary.get(word, word) for word in words]


def exchanged_words(known: Sequence[Pair], dictionary: Mapping[str, str]) -> Translate:
    """The nearest phrases with the words that differ exchanged by the dictionary; most votes win.

    Translation by analogy (Nagao, A framework of a mechanical translation, 1984).
    """
    learnt = Known([pair.french for pair in known])

    def translate(words: Sequence[str]) -> Sequence[str]:
        found = learnt.nearest(words)
        votes: Counter[tuple[str, ...]] = Counter()
        for number in found[1] if found else ():
            english, is_whole = _exchanged(known[number], words, dictionary)
            votes[english] += _SURE if is_whole else _UNSURE
        return votes.most_common(1)[0][0] if votes else ()

    return translate


def _exchanged(
    pair: Pair, words: Sequence[str], dictionary: Mapping[str, str]
) -> tuple[tuple[str, ...], bool]:
    english, is_whole = list(pair.english), True
    for old, new in zip(pair.french, words, strict=True):
        if old == new:
            continue
        if dictionary.get(old) in english:
            english[english.index(dictionary[old])] = dictionary.get(new, new)
        else:
            is_whole = False
    return tuple(english), is_whole


BASELINES: dict[str, Callable[[Sequence[Pair], Mapping[str, str]], Translate]] = {
    "each word by a learnt dictionary": word_by_word,
    "the nearest phrases, their words exchanged": exchanged_words,
}


@cache
def rights(dictionary: tuple[tuple[str, str], ...]) -> dict[str, int]:
    """How many of the test phrases each translates exactly."""
    known, test = pairs("train"), pairs("test")
    return {
        name: sum(tuple(learn(known, dict(dictionary))(f)) == e for f, e in test)
        for name, learn in BASELINES.items()
    }
