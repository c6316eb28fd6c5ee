"""Our own French phrases with their English translation, made by ``translation_grammar``.

In more than a third of the pairs the lengths differ ("elle lit" → "she is reading"), in many the
order of words changes: adjectives ("la voiture rouge" → "the red car"), negations ("je ne mange
pas" → "I am not eating"), pronouns ("elle me voit" → "she sees me"), questions.

The held-out phrases are new combinations of words that do occur in training, so the score says
how well a model knows *this* small language, not French.
"""

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from typing import Literal, NamedTuple

from rnn_math.tasks import translation_grammar

Split = Literal["train", "validation", "test"]
LONGEST_SOURCE = 6  # words of a phrase
LONGEST_TARGET = 7  # words of its translation


class Pair(NamedTuple):
    """A French phrase and its English translation, in words."""

    french: tuple[str, ...]
    english: tuple[str, ...]


# What the lecture shows: held out, never trained on.
SHOWN = tuple(
    Pair(tuple(french.split()), tuple(english.split()))
    for french, english in (
        ("j'aime la voiture rouge", "I like the red car"),
        ("elle lit un livre rouge", "she is reading a red book"),
        ("tu ne manges pas", "you are not eating"),
    )
)
DRAWN = 50  # phrases of each pattern, or all where there are fewer


def _hash(what: str, french: str) -> int:
    """The same number on every machine."""
    return int.from_bytes(sha256(f"{what}|{french}".encode()).digest()[:8], "big")


def _split_of(pair: Pair) -> Split:
    if pair in SHOWN:
        return "test"
    tenth = _hash("split", " ".join(pair.french)) % 10
    return "test" if tenth < 2 else "validation" if tenth < 3 else "train"


@cache
def pairs(split: Split) -> tuple[Pair, ...]:
    """The pairs of one split. Which split a pair is in depends on its text alone.

    The held-out ones (validation and test) are never trained on; settings were chosen on
    validation and on phrases of the grammar that are not drawn, and test is only ever scored.
    """
    drawn = (
        Pair(tuple(french.split()), tuple(english.split()))
        for phrases in translation_grammar.phrases().values()
        for french, english in sorted(phrases, key=lambda phrase: _hash("draw", phrase[0]))[:DRAWN]
        if len(french.split()) <= LONGEST_SOURCE and len(english.split()) <= LONGEST_TARGET
    )
    return tuple(pair for pair in dict.fromkeys([*SHOWN, *drawn]) if _split_of(pair) == split)


def true_translation(french: Sequence[str]) -> tuple[str, ...]:
    """The right translation of a phrase, where the grammar can make it; else none."""
    said = " ".join(french)
    ours = (
        english
        for phrases in translation_grammar.phrases().values()
        for own, english in phrases
        if own == said
    )
    return tuple(next(ours, "").split())
