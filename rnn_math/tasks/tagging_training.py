"""Training the tagger. Everything that decides its weights is here, in the data and in training."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnn_math import training
from rnn_math.cells import KINDS, Kind
from rnn_math.cells.through_time import back, run
from rnn_math.tasks.tagging_data import TAGS, Sentence, sentences
from rnn_math.tasks.text import UNKNOWN, UNKNOWN_CAPITALISED, find, index_of, stand_in
from rnn_math.training import UNANSWERED, Adam, Parameters


@dataclass(frozen=True)
class Settings:
    """Sizes, seed and everything else that training depends on; chosen on validation data."""

    hidden_size: int
    embedding_size: int
    seed: int
    kind: str = "tanh"  # of the cell, by name
    updates: int = 2000
    batch: int = 60  # sentences an update
    rate: float = 0.03  # falls to zero over the second half
    largest_gradient: float = 1.0
    # Both keep the numbers small enough to be read, and tanh away from its flat ends.
    weight_decay: float = 0.05
    state_penalty: float = 0.01  # on the mean of h^2, added to the loss
    word_dropout: float = 0.08  # words replaced by "unknown", so that the model learns to read it


class Batch(NamedTuple):
    """Sentences side by side, padded to the longest: (T, N) each."""

    words: NDArray[np.intp]  # rows of the embedding
    targets: NDArray[np.intp]  # numbers of the tags, UNANSWERED on padding
    mask: NDArray[np.bool_]  # false on padding


def vocabulary() -> tuple[str, ...]:
    """The words of the training sentences, and the two entries for all others."""
    seen = {word for sentence in sentences("train") for word in sentence.words}
    return (UNKNOWN, UNKNOWN_CAPITALISED, *sorted(seen))


def batch_of(chosen: Sequence[Sentence], words: Sequence[str], tags: Sequence[str]) -> Batch:
    """Look the words and the tags of sentences up."""
    index = index_of(words)
    shape = max(len(sentence.words) for sentence in chosen), len(chosen)
    batch = Batch(
        np.zeros(shape, dtype=np.intp),
        np.full(shape, UNANSWERED, dtype=np.intp),
        np.zeros(shape, dtype=np.bool_),
    )
    for n, sentence in enumerate(chosen):
        T = len(sentence.words)
        batch.words[:T, n] = [find(word, index)[0] for word in sentence.words]
        batch.targets[:T, n] = [tags.index(tag) for tag in sentence.tags]
        batch.mask[:T, n] = True
    return batch


def train(settings: Settings, watch: Callable[[int, Parameters], None] | None = None) -> Parameters:
    """The cell's weights, W_o, b_o and the embedding (V, F), the same for the same settings.

    ``watch`` is told them before each update, and after the last, with how many there were.
    """
    rng = np.random.default_rng(settings.seed)
    kind, words = KINDS[settings.kind], vocabulary()
    F, H = settings.embedding_size, settings.hidden_size
    initial = training.initial_weights
    p: Parameters = {
        "embedding": rng.normal(0.0, 0.5, (len(words), F)),
        **{
            name: initial(shape, rng)
            if name in kind.products
            else np.full(shape, kind.first_biases.get(name, 0.0))
            for name, shape in kind.shapes(F, H).items()
        },
        "W_o": initial((len(TAGS), H), rng),
        "b_o": np.zeros(len(TAGS)),
    }
    data = batch_of(sentences("train"), words, TAGS)
    unknown = np.array([words.index(stand_in(word)) for word in words])
    adam = Adam(settings.rate, settings.weight_decay, frozenset(p) - {*kind.biases, "b_o"})
    for update in range(settings.updates):
        if watch:
            watch(update, p)
        chosen = rng.permutation(data.mask.shape[1])[: settings.batch]
        words_read = data.words[:, chosen]
        dropped = rng.random(words_read.shape) < settings.word_dropout
        batch = Batch(
            np.where(dropped, unknown[words_read], words_read),
            data.targets[:, chosen],
            data.mask[:, chosen],
        )
        gradients = _gradients(kind, p, batch, settings.state_penalty)
        left = 1.0 - update / settings.updates
        rate = settings.rate * min(1.0, 2.0 * left)
        p = adam.update(p, training.clip(gradients, settings.largest_gradient), rate)
    if watch:
        watch(settings.updates, p)
    return p


def mean_loss(kind: Kind, p: Parameters, batch: Batch) -> float:
    """The mean of -log o[tag] over all words of a batch, and of nothing else."""
    words, targets, mask = batch
    start = np.zeros((words.shape[1], len(p[kind.biases[0]])))
    weights = {name: p[name] for name in kind.weights}
    made = run(kind, weights, p["embedding"][words], dict.fromkeys(kind.carried, start), mask)
    return training.cross_entropy(p["W_o"], p["b_o"], made.h, targets)[0]


def _gradients(kind: Kind, p: Parameters, batch: Batch, state_penalty: float) -> Parameters:
    words, targets, mask = batch
    start = np.zeros((words.shape[1], len(p[kind.biases[0]])))
    weights = {name: p[name] for name in kind.weights}
    made = run(kind, weights, p["embedding"][words], dict.fromkeys(kind.carried, start), mask)
    _, readout = training.cross_entropy(p["W_o"], p["b_o"], made.h, targets)
    penalty = state_penalty * 2.0 * made.h * mask[:, :, None] / mask.sum()
    cell = back(made, readout.h + penalty)
    embedding = np.zeros_like(p["embedding"])
    np.add.at(embedding, words[mask], cell.x[mask])
    return {"embedding": embedding, **cell.weights, "W_o": readout.W_o, "b_o": readout.b_o}
