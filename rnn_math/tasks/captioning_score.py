"""How many held-out images get exactly their caption, beside two ways that need no network."""

from collections import Counter
from functools import cache

import numpy as np
from numpy.typing import NDArray

from rnn_math.tasks.captioning_data import NAMES, digits
from rnn_math.tasks.task import Baseline, Score

NEIGHBOURS = 3
"""1 to 5 are equally good by leaving forms out of the training forms; this is their middle."""


def score(captions: tuple[str, ...]) -> Score:
    """The score of ``captions`` of all held-out images, in their order."""
    return Score(
        held_out=1.0 - len(mistakes(captions)) / len(captions),
        items=len(captions),
        unit="images",
        baselines=baselines(),
        measure="exact captions",
    )


def mistakes(captions: tuple[str, ...]) -> tuple[int, ...]:
    """Numbers of the held-out images whose caption is not exactly theirs."""
    labels = digits("test").labels
    return tuple(
        number
        for number, (caption, label) in enumerate(zip(captions, labels, strict=True))
        if caption != NAMES[label]
    )


@cache
def baselines() -> tuple[Baseline, ...]:
    """The most frequent caption, and those of the most similar training images."""
    seen, held_out = digits("train"), digits("test")
    common = Counter(seen.labels.tolist()).most_common(1)[0][0]
    # |a - b|^2 = |a|^2 - 2 a.b + |b|^2, of which |b|^2 is the same for all that are compared
    distances = (seen.images**2).sum(axis=1) - 2.0 * held_out.images @ seen.images.T
    near = seen.labels[np.argsort(distances, axis=1, kind="stable")]
    guesses = {
        f'always "{NAMES[common]}"': np.full(len(near), common),
        "nearest neighbour": near[:, 0],
        f"{NEIGHBOURS} nearest neighbours": np.array([_vote(row[:NEIGHBOURS]) for row in near]),
    }
    return tuple(
        Baseline(name, float(np.mean(guess == held_out.labels))) for name, guess in guesses.items()
    )


def _vote(labels: NDArray[np.intp]) -> int:
    """What most say; of several, what the nearest of them says."""
    said: list[int] = labels.tolist()
    counts = Counter(said)
    return next(label for label in said if counts[label] == max(counts.values()))
