"""A word that a sentence holds twice."""

from collections.abc import Sequence

from rnn_math.errors import InputError
from scenes.params import TwiceParams


def repeated_steps(words: Sequence[str]) -> tuple[int, int]:
    """The first two steps, from 1, that read the same word.

    Raises :class:`InputError` if there are none.
    """
    for second, word in enumerate(words, start=1):
        first = words.index(word) + 1
        if first < second:
            return first, second
    raise InputError(f"no word stands in it twice; repeat one, as in {TwiceParams().sentence!r}")
