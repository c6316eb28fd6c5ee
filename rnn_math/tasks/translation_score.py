"""How many held-out phrases are translated without a mistake, and by a dictionary alone."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from rnn_math.tasks.task import Baseline, Score, shown
from rnn_math.tasks.translation_baselines import Translate, rights
from rnn_math.tasks.translation_data import Pair, pairs

ROUNDS = 10


def exact(translate: Translate, chosen: Sequence[Pair]) -> float:
    """The share of phrases whose translation is right word for word, the end included."""
    return sum(tuple(translate(pair.french)) == pair.english for pair in chosen) / len(chosen)


def score(translate: Translate) -> Score:
    """The score on the held-out test pairs, beside what needs no network."""
    test = pairs("test")
    counts = rights(tuple(learnt_dictionary().items()))
    baselines = shown([Baseline(name, count / len(test)) for name, count in counts.items()])
    return Score(exact(translate, test), len(test), "phrases", baselines, "translated exactly")


@cache
def learnt_dictionary() -> dict[str, str]:
    """The most probable English word for every French one, learnt from the training pairs.

    IBM Model 1: which word stands for which is estimated in turn with the probabilities that
    follow from it (Brown et al., Computational Linguistics 19, 1993).
    """
    known = pairs("train")
    probability: dict[tuple[str, str], float] = defaultdict(lambda: 1.0)
    for _ in range(ROUNDS):
        together: dict[tuple[str, str], float] = defaultdict(float)
        total: dict[str, float] = defaultdict(float)
        for french, english in known:
            for e in english:
                everything = sum(probability[f, e] for f in french)
                for f in french:
                    share = probability[f, e] / everything
                    together[f, e] += share
                    total[f] += share
        probability = defaultdict(float, {(f, e): together[f, e] / total[f] for f, e in together})
    best: dict[str, str] = {}
    for f, e in sorted(probability):
        if f not in best or probability[f, e] > probability[f, best[f]]:
            best[f] = e
    return best
