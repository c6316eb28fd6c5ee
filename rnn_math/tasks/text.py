"""From a sentence to words, and from words to the rows of an embedding."""

import string
import unicodedata
from collections.abc import Mapping, Sequence

from rnn_math.errors import InputError

MAX_TOKENS = 10  # what fits on screen side by side
MAX_LETTERS = 18  # the longest word that fits above a cell
MAX_CHARACTERS = 26  # with its punctuation, which is mostly narrow
MAX_CODE_POINTS = 72  # marks and joiners take no width, but they are not free

PUNCTUATION = frozenset(string.punctuation)
"""Signs that do not count as letters. Digits do, and so does all that is not ASCII."""

UNKNOWN = "<unk>"  # stands for words that were never seen in training
UNKNOWN_CAPITALISED = "<Unk>"  # and for those that begin with a capital: names, most likely
START = "<start>"  # what a network that writes reads first
END = "<end>"  # what it writes last
_STAND_INS = (UNKNOWN, UNKNOWN_CAPITALISED)


def tokenize(sentence: str) -> tuple[str, ...]:
    """The words of a sentence, split on white space.

    Raises ``InputError`` for an empty sentence, for more than 10 words, for a word of more than
    18 letters, or 26 characters with its punctuation, and for characters that stand for no sign.
    """
    tokens = tuple(sentence.split())
    if not tokens:
        raise InputError("empty, must have 1 to 10 words")
    if len(tokens) > MAX_TOKENS:
        raise InputError(f"{len(tokens)} words, must have 1 to {MAX_TOKENS}: shorten or split it")
    for token in tokens:
        _check(token)
    return tokens


def _check(token: str) -> None:
    kinds = [unicodedata.category(sign) for sign in token]
    for sign, kind in zip(token, kinds, strict=True):
        if kind in ("Cc", "Cs"):  # control characters, halves of a surrogate pair
            raise InputError(
                f"character U+{ord(sign):04X} cannot be shown, must be text: remove it"
            )
    # Combining marks (M*) and joiners (Cf) change a letter, they add none.
    visible = [
        sign
        for sign, kind in zip(token, kinds, strict=True)
        if kind != "Cf" and not kind.startswith("M")
    ]
    if not visible:
        raise InputError(f"{token!a} shows no letter, must be visible: remove it")
    letters = sum(sign not in PUNCTUATION for sign in visible)
    for count, what, most in (
        (letters, "letters", MAX_LETTERS),
        (len(visible), "characters", MAX_CHARACTERS),
        (len(token), "code points", MAX_CODE_POINTS),
    ):
        if count > most:
            shown = token if len(token) <= MAX_CODE_POINTS else f"{token[:MAX_LETTERS]}…"
            raise InputError(
                f'"{shown}" has {count} {what}, must have at most {most}: use a shorter word'
            )


def bare(word: str) -> str:
    """A word without the punctuation around it."""
    return word.strip(".,;:!?…\"'()«»“”‘’")


def index_of(vocabulary: Sequence[str]) -> dict[str, int]:
    """The row of each word of a vocabulary."""
    return {word: row for row, word in enumerate(vocabulary)}


def stand_in(word: str) -> str:
    """The entry that stands for ``word`` where it is unknown."""
    return UNKNOWN_CAPITALISED if word[:1].isupper() else UNKNOWN


def find(word: str, index: Mapping[str, int]) -> tuple[int, bool]:
    """The row of ``word`` and whether the vocabulary knows it.

    A word is known as it is, or without the punctuation around it, or in lower case; otherwise
    the entry for unknown words stands in. Raises ``InputError`` when there is none.
    """
    stripped = bare(word)
    for form in (word, stripped, stripped.lower()):
        if form in index and form not in _STAND_INS:
            return index[form], True
    for entry in (stand_in(stripped), UNKNOWN):
        if entry in index:
            return index[entry], False
    raise InputError(
        f'"{word}": not in the vocabulary of {len(index)} words, which has no {UNKNOWN} entry for '
        "unknown words: use another word or another model"
    )
