"""A take cut into its sentences, where its speaker pauses, and without what is around them.

No pause is where a sentence ends for certain: of all ways to choose pauses, in their order, the
one is taken whose sentences are about as long as their texts, longer pauses before shorter ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from scenes.speech.speech import RATE

_WINDOW = RATE // 100
_LOUD = 30  # windows of speech at least: what is louder for less time is a click
_FAINT = 10 ** (-46 / 20)  # of the loud: the softest beginnings of words are above
_ABOVE, _BELOW = 2, 8  # times the noise of the room, if that is so much softer than speech
_CLICK, _APART = 5, 15  # windows: what is shorter, and so far from all else, is no speech
_PAUSE = 6  # windows at least
_WORTH = 1.0  # seconds by which a sentence may be off for a second more of pause
_LONG = 1.0  # seconds: a longer pause is as good
_UNSURE = 1.0  # seconds that a border without a pause costs
_NEAR = 40  # windows around a border in which to look for the softest place
_CUT_OFF = 10 ** (-20 / 20)  # of the loud: nobody begins or ends like that

Samples = NDArray[np.float32]


@dataclass(frozen=True)
class Cut:
    """Where the sentences of a take are; ``faint`` is the level of silence, of the loudest."""

    pieces: tuple[slice, ...]
    faint: float
    without_pause: tuple[int, ...] = ()  # numbers of sentences after which there is none
    is_cut_off: bool = False

    @property
    def seconds(self) -> float:
        """From the first sound to the last."""
        return (self.pieces[-1].stop - self.pieces[0].start) / RATE


@dataclass(frozen=True)
class _Gap:
    """A pause, in windows; one of no length is only the softest place."""

    start: int
    end: int


def cut(samples: Samples, sizes: Sequence[int]) -> Cut | None:
    """The sentences in ``samples``, at ``RATE``, whose texts have ``sizes``; None if all is still.

    A sentence begins 10 ms before its sound.
    """
    count = len(samples) // _WINDOW
    if not count:
        return None
    levels = np.sqrt(np.mean(np.square(samples[: count * _WINDOW].reshape(count, _WINDOW)), axis=1))
    loud = float(np.sort(levels)[-min(count, _LOUD)])
    noise = float(np.percentile(levels, 10))
    faint = max(_FAINT * loud, min(_ABOVE * noise, loud / _BELOW))
    is_sound = levels > faint
    whole = _without_clicks(is_sound)
    if whole is None:
        return None
    first, last = whole
    gaps = [_Gap(first + a, first + b) for a, b in _runs(~is_sound[first:last]) if b - a >= _PAUSE]
    borders = _borders(levels, first, last, gaps, sizes)
    edges = [_Gap(first, first), *borders, _Gap(last, last)]
    pieces = tuple(
        slice(
            max(left.end - (1 if left.end > left.start or left.end == first else 0), 0) * _WINDOW,
            min(right.start + (1 if right.end > right.start else 0), count) * _WINDOW,
        )
        for left, right in pairwise(edges)
    )
    ends = max(levels[:2].max(), levels[-2:].max())
    return Cut(
        pieces,
        faint / float(levels.max()),
        tuple(n for n, gap in enumerate(borders, start=1) if gap.start == gap.end),
        bool(ends > _CUT_OFF * loud),
    )


def _runs(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First and one after the last of every stretch that is true."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], mask.astype(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]


def _without_clicks(is_sound: NDArray[np.bool_]) -> tuple[int, int] | None:
    """From the first to the last window of speech."""
    joined: list[tuple[int, int]] = []
    for start, end in _runs(is_sound):
        if joined and start - joined[-1][1] < _APART:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    speech = [(start, end) for start, end in joined if end - start >= _CLICK]
    return (speech[0][0], speech[-1][1]) if speech else None


def _borders(
    levels: Samples, first: int, last: int, gaps: Sequence[_Gap], sizes: Sequence[int]
) -> list[_Gap]:
    """The gap after every sentence but the last, by dynamic programming."""
    if len(sizes) == 1:
        return []
    silent = sum(gap.end - gap.start for gap in gaps)
    shares = [done / sum(sizes) for done in [*accumulate(sizes)][:-1]]
    spoken = last - first - silent
    soft = [_softest(levels, _at(share * spoken, first, last, gaps)) for share in shares]
    places = sorted({*gaps, *soft}, key=lambda gap: (gap.start, gap.end))
    costs = np.full((len(shares), len(places)), np.inf)
    before = np.zeros((len(shares), len(places)), np.intp)
    for number, share in enumerate(shares):
        for n, gap in enumerate(places):
            done = gap.start - first - sum(g.end - g.start for g in gaps if g.end <= gap.start)
            off = abs(done - share * spoken) * _WINDOW / RATE
            pause = (gap.end - gap.start) * _WINDOW / RATE
            cost = off - _WORTH * min(pause, _LONG) + (_UNSURE if not pause else 0.0)
            if number == 0:
                costs[number, n] = cost
            elif n:
                before[number, n] = np.argmin(costs[number - 1, :n])
                costs[number, n] = cost + costs[number - 1, before[number, n]]
    chosen = [int(np.argmin(costs[-1]))]
    for number in range(len(shares) - 1, 0, -1):
        chosen.append(int(before[number, chosen[-1]]))
    return [places[n] for n in reversed(chosen)]


def _at(spoken: float, first: int, last: int, gaps: Sequence[_Gap]) -> int:
    """The window up to which so much is spoken."""
    place = first + spoken
    for gap in gaps:
        if gap.start < place:
            place += gap.end - gap.start
    return min(round(place), last - 1)


def _softest(levels: Samples, place: int) -> _Gap:
    start = max(place - _NEAR, 0)
    softest = start + int(np.argmin(levels[start : place + _NEAR]))
    return _Gap(softest, softest)
