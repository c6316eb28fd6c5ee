"""How many held-out images get exactly their caption, beside two ways that need no network."""

from collections import Counter
from functools import cache

import numpy as np

from rnn_math.tasks.captioning_data import NAMES, digits
from rnn_math.tasks.task import Baseline, Score


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
    """The caption of the most similar training image, and the most frequent caption."""
    seen, held_out = digits("train"), digits("test")
    common = Counter(seen.labels.tolist()).most_common(1)[0][0]
    # |a - b|^2 = |a|^2 - 2 a.b + |b|^2, of which |b|^2 is the same for all that are compared
    distances = (seen.images**2).sum(axis=1) - 2.0 * held_out.images @ seen.images.T
    nearest = seen.labels[distances.argmin(axis=1)]
    return (
        Baseline("nearest neighbour", float(np.mean(nearest == held_out.labels))),
        Baseline(f'always "{NAMES[common]}"', float(np.mean(held_out.labels == common))),
    )
