"""Named-entity tagging: a tag for every word, by a recurrent network small enough to draw whole."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

import numpy as np

from rnn_math import cache as model_cache
from rnn_math import readout, training
from rnn_math.arrays import FloatArray
from rnn_math.cell import Cell
from rnn_math.errors import InputError
from rnn_math.readout import Readout
from rnn_math.tasks import tagging_data, tagging_training, text
from rnn_math.tasks.tagging_data import TAGS, sentences
from rnn_math.tasks.tagging_training import Settings, batch_of, train, vocabulary
from rnn_math.tasks.text import find, index_of, tokenize
from rnn_math.trace import Trace
from rnn_math.unroll import unroll

__all__ = ["Score", "TaggingModel", "load_model", "tokenize"]

LARGEST = 64  # units and embedding sizes that can still be drawn


@dataclass(frozen=True)
class Score:
    """How well a tagger does on sentences that it was not trained on, and what that is worth.

    Accuracies are shares of tokens, 0 to 1.
    """

    held_out: float
    sentences: int
    tokens: int
    baseline: float
    baseline_name: str


@dataclass(frozen=True, eq=False)
class TaggingModel:
    """A cell, a readout and an embedding with V words of F numbers.

    A model without a readout still has states to show; its ``tags`` are empty.
    """

    cell: Cell
    readout: Readout | None
    embedding: FloatArray  # (V, F)
    vocabulary: tuple[str, ...]
    tags: tuple[str, ...]
    score: Score | None

    @cached_property
    def _index(self) -> dict[str, int]:
        return index_of(self.vocabulary)

    def embed(self, words: Sequence[str]) -> FloatArray:
        """The embeddings of ``words``, (T, F)."""
        return self.embedding[[find(word, self._index)[0] for word in words]]

    def trace(self, words: Sequence[str]) -> Trace:
        """Read ``words`` and keep every number. Raises ``InputError`` when there are none."""
        if not words:
            raise InputError("sentence: empty, must have at least 1 word")
        known = [find(word, self._index)[1] for word in words]
        return unroll(
            self.cell,
            self.embed(words),
            readout=self.readout,
            tokens=words,
            known=known,
            labels=self.tags,
        )

    def tag(self, words: Sequence[str]) -> list[tuple[str, float]]:
        """The most probable tag of each word and its probability; empty without a readout."""
        return [(answer.label, answer.probability) for answer in self.trace(words).answers]


def load_model(
    hidden_size: int = 4,
    embedding_size: int = 3,
    seed: int = 0,
    weights: Path | str | None = None,
) -> TaggingModel:
    """The tagger of these sizes, trained once and then cached; or the one in a checkpoint.

    A checkpoint (``rnn_math.weights``) brings its own sizes and must hold an embedding and a
    vocabulary. Raises ``InputError`` for sizes outside 1 to 64 and a negative seed, and
    ``WeightsError`` for a checkpoint that cannot be used.
    """
    for name, size in (("hidden_size", hidden_size), ("embedding_size", embedding_size)):
        if not 1 <= size <= LARGEST:
            raise InputError(f"{name} = {size}, must be 1 to {LARGEST}")
    if seed < 0:
        raise InputError(f"seed = {seed}, must be 0 or more")
    return _trained(Settings(hidden_size, embedding_size, seed))


@lru_cache(maxsize=64)
def _trained(settings: Settings) -> TaggingModel:
    key = model_cache.key_of(
        (readout, training, tagging_data, tagging_training, text), **asdict(settings)
    )
    p = model_cache.fetch("tagging", key, lambda: train(settings))
    return _model(
        Cell(p["W_x"], p["W_h"], p["b"]),
        Readout(p["W_o"], p["b_o"]),
        p["embedding"],
        vocabulary(),
        TAGS,
    )


def _model(
    cell: Cell,
    readout: Readout | None,
    embedding: FloatArray,
    words: tuple[str, ...],
    tags: tuple[str, ...],
) -> TaggingModel:
    """A model with its score, where its tags are the ones that our sentences have."""
    score = None
    if readout is not None and set(tags) == set(TAGS):
        score = _score(cell, readout, embedding, words, tags)
    return TaggingModel(cell, readout, embedding, words, tags, score)


def _score(
    cell: Cell,
    readout: Readout,
    embedding: FloatArray,
    words: tuple[str, ...],
    tags: tuple[str, ...],
) -> Score:
    held_out = sentences("test")
    batch = batch_of(held_out, words, tags)
    h0 = np.zeros((len(held_out), cell.hidden_size))
    x = embedding[batch.words]
    h = training.forward(cell.W_x, cell.W_h, cell.b, x, h0, batch.mask)
    said = (h @ readout.W_o.T + readout.b_o).argmax(axis=-1)
    right = (said == batch.targets)[batch.mask]
    baseline, baseline_name = _baseline()
    return Score(float(right.mean()), len(held_out), len(right), baseline, baseline_name)


@cache
def _baseline() -> tuple[float, str]:
    """The better of two guesses that need no network, learnt from the training sentences."""
    seen: dict[str, Counter[str]] = {}
    for sentence in sentences("train"):
        for word, tag in zip(*sentence, strict=True):
            seen.setdefault(word, Counter())[tag] += 1
    common = sum(seen.values(), Counter[str]()).most_common(1)[0][0]
    usual = {word: tags.most_common(1)[0][0] for word, tags in seen.items()}
    pairs = [pair for sentence in sentences("test") for pair in zip(*sentence, strict=True)]
    guesses = {
        f'always "{common}"': sum(tag == common for _, tag in pairs) / len(pairs),
        "each word's most frequent tag": sum(usual.get(w, common) == tag for w, tag in pairs)
        / len(pairs),
    }
    name = max(guesses, key=lambda guess: guesses[guess])
    return guesses[name], name
