"""When the words of a sentence begin, where an engine does not say it.

A word takes as long as it has letters, and longer before a pause. A silence in the sound belongs
to the comma that it is nearest to. ``tests/lecture/voice`` compares this with a recogniser.
"""

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from scenes.speech.speech import RATE

_WORD = re.compile(r"\S+")
_PAUSES = (",", ";", ":", "–", "—")
_WINDOW = RATE // 100
_SHORTEST = 6  # windows of a silence that is a pause
_FAINT = 10 ** (-36 / 20)  # of the loudest
_EACH, _LAST = 1.5, 4.0  # letters' time besides its letters: of every word, and before a pause
_NEAR = 0.15  # of the sentence: no comma is further off than that from its silence

Words = tuple[tuple[int, int], ...]
Gap = tuple[int, int]
"""First sample of a silence, and first after it."""


def estimated(text: str, samples: NDArray[np.int16], faint: float = _FAINT) -> Words:
    """The place of each word in ``text``, and the sample at which it begins.

    What is softer than ``faint``, of the loudest, is silence.
    """
    found = list(_WORD.finditer(text))
    if not found:
        return ()
    pauses = [n for n, word in enumerate(found[:-1], start=1) if word[0].endswith(_PAUSES)]
    sizes = [
        sum(letter.isalnum() for letter in word[0]) + _EACH + _LAST * (n in (*pauses, len(found)))
        for n, word in enumerate(found, start=1)
    ]
    before = [*accumulate(sizes, initial=0.0)]
    gaps = _gaps(samples, max(faint, _FAINT))
    anchors = [(0, (0, 0)), *_placed(gaps, pauses, before, len(samples))]
    starts = []
    for (first, (_, begin)), (last, (end, _)) in pairwise(
        [*anchors, (len(found), (len(samples), 0))]
    ):
        share = (end - begin) / (before[last] - before[first])
        starts += [round(begin + (done - before[first]) * share) for done in before[first:last]]
    return tuple((word.start(), start) for word, start in zip(found, starts, strict=True))


def _placed(
    gaps: Sequence[Gap], pauses: Sequence[int], before: Sequence[float], length: int
) -> list[tuple[int, Gap]]:
    """Silences by the word that comes after each of them; of two at one comma the longer one."""
    total, silence = before[-1], 0
    spoken = length - sum(end - start for start, end in gaps)
    placed: dict[int, Gap] = {}
    for start, end in gaps:
        done = (start - silence) / spoken * total
        silence += end - start
        nearest = min(pauses, key=lambda word: abs(before[word] - done), default=0)
        if not nearest or abs(before[nearest] - done) > _NEAR * total + _LAST:
            continue
        if nearest >= max(placed, default=0):
            placed[nearest] = max(
                (start, end), placed.get(nearest, (0, 0)), key=lambda gap: gap[1] - gap[0]
            )
    return [*placed.items()]


def _gaps(samples: NDArray[np.int16], faint: float) -> list[Gap]:
    """Every silence inside."""
    count = len(samples) // _WINDOW
    blocks = samples[: count * _WINDOW].astype(np.float32).reshape(count, _WINDOW)
    levels = np.sqrt(np.mean(np.square(blocks), axis=1))
    quiet = levels < faint * levels.max(initial=0.0)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], quiet, [False])).astype(np.int8)))
    gaps = [(int(a), int(b)) for a, b in edges.reshape(-1, 2) if b - a >= _SHORTEST]
    return [(a * _WINDOW, b * _WINDOW) for a, b in gaps if a > 0 and b < count]
