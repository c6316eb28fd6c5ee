"""Scores, baselines and distances once more: nothing of the product's scoring is used.

What is used are the data, and what the models answer.
"""

from collections import Counter
from itertools import pairwise
from math import log

import numpy as np

from rnn_math.tasks import captioning, shipped, spam, tagging, translation
from rnn_math.tasks.captioning_data import NAMES, digits
from rnn_math.tasks.spam_data import fold_of, messages
from rnn_math.tasks.tagging_data import sentences
from rnn_math.tasks.text import bare
from rnn_math.tasks.translation_data import pairs


def apart(first: tuple[str, ...], second: tuple[str, ...]) -> int:
    """Words that differ; more than there are if they are not as long."""
    if len(first) != len(second):
        return 99
    return sum(a != b for a, b in zip(first, second, strict=True))


def near(held_out: list[tuple[str, ...]], known: list[tuple[str, ...]]) -> Counter[int]:
    return Counter(min(apart(text, other) for other in known) for text in held_out)


def test_tagging() -> None:
    known, test = sentences("train"), sentences("test")
    word: Counter[tuple[str, str]] = Counter()
    after: Counter[tuple[str, str]] = Counter()
    for words, tags in known:
        for n, tag in enumerate(tags):
            word[words[n], tag] += 1
            after[words[n - 1] if n else "", tag] += 1
    kinds = sorted({tag for _, tags in known for tag in tags})
    overall = {tag: sum(n for (_, t), n in word.items() if t == tag) for tag in kinds}

    def share(counts: Counter[tuple[str, str]], key: str, tag: str) -> float:
        own = {t: counts[key, t] for t in kinds}
        own = own if any(own.values()) else overall
        return (own[tag] + 0.1) / (sum(own.values()) + 0.1 * len(kinds))

    right = guessed = 0
    model = tagging.load_model()
    for words, tags in test:
        said = [label for label, _ in model.tag(words)]
        right += sum(a == b for a, b in zip(said, tags, strict=True))
        for n, tag in enumerate(tags):
            before = words[n - 1] if n else ""
            best = max(kinds, key=lambda t: share(word, words[n], t) * share(after, before, t))
            guessed += best == tag
    score = model.score
    assert score is not None
    assert (score.right, score.items, score.lead) == (right, 878, right - guessed)
    assert guessed == 852
    assert near([s.words for s in test], [s.words for s in known]) == {1: 79, 2: 58, 3: 6}


def test_translation() -> None:
    model, test, known = translation.load_model(), pairs("test"), pairs("train")
    right = sum(
        tuple(answer.label for answer in model.predict(pair.french)) == pair.english
        for pair in test
    )
    assert model.score is not None
    assert (model.score.right, model.score.items) == (right, len(test)) == (119, 123)
    assert model.score.lead == right - 99
    assert near([p.french for p in test], [p.french for p in known]) == {1: 97, 2: 22, 3: 4}


def test_captioning() -> None:
    seen, held_out = digits("train"), digits("test")
    guessed = 0
    for image, label in zip(*held_out, strict=True):
        order = np.argsort(((seen.images - image) ** 2).sum(axis=1), kind="stable")[:3]
        labels = seen.labels[order].tolist()
        guessed += max(labels, key=lambda each: (labels.count(each), -labels.index(each))) == label
    model = captioning.load_model()
    written = model.captions(held_out.images)
    right = sum(
        caption == NAMES[label] for caption, label in zip(written, held_out.labels, strict=True)
    )
    assert (model.score.right, model.score.items) == (right, 382)
    assert model.score.lead == right - guessed == -1


def test_spam() -> None:
    def features(words: tuple[str, ...]) -> set[str]:
        plain = [bare(word).lower() for word in words]
        return {*plain, *(f"{a} {b}" for a, b in pairwise(plain))}

    seen = {
        fold: {
            kind: Counter(
                f for m in messages() if fold_of(m) != fold and m.label == kind
                for f in features(m.words)
            )
            for kind in ("ham", "spam")
        }
        for fold in range(5)
    }  # fmt: skip

    def guess(words: tuple[str, ...], fold: int) -> str:
        known = seen[fold]["ham"].keys() | seen[fold]["spam"].keys()
        count = Counter(m.label for m in messages() if fold_of(m) != fold)

        def logarithm(kind: str) -> float:
            total = seen[fold][kind].total() + 0.3 * len(known)
            own = (log((seen[fold][kind][f] + 0.3) / total) for f in features(words) & known)
            return sum(own) + log(count[kind])

        return max(("ham", "spam"), key=logarithm)

    rights = [
        sum(guess(m.words, fold) == m.label for m in messages() if fold_of(m) == fold)
        for fold in range(5)
    ]
    model = spam.load_model()
    own = [m for m in messages() if fold_of(m) == 0]
    right = sum(model.predict(m.words).label == m.label for m in own)
    assert model.score is not None
    assert (model.score.right, model.score.items, model.score.lead) == (
        right,
        57,
        right - rights[0],
    )
    together = shipped.score_of("spam")
    assert (together.networks, together.items, together.right) == (5, 220, 216)
    assert together.lead == 216 - sum(rights) == -1
