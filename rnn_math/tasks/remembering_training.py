"""Training cells to remember the first word. Everything that decides their weights is here.

A sequence is one of four words, then distractors of four other kinds; at its end the network is
asked which word came first. The longer the sequence, the further back the answer: how far does a
cell's memory reach? The task is the simplest of those that Hochreiter and Schmidhuber (1997) built
to tell plain cells from gated ones.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnn_math import training
from rnn_math.cells import KINDS, Kind
from rnn_math.cells.through_time import Run, back, run
from rnn_math.tasks.words import Rows, initial_readout
from rnn_math.training import Adam, Parameters

WORDS = 4  # that may come first, and as many kinds of distractors
CHANCE = 1.0 / WORDS
HELD_OUT = 1000  # new sequences


@dataclass(frozen=True)
class Settings:
    """Sizes, seed and everything else that training depends on."""

    kind: str  # of the cell, by name
    length: int  # words in a sequence, the first and the distractors
    seed: int
    hidden_size: int = 16
    embedding_size: int = 8
    updates: int = 600
    batch: int = 64  # sequences an update, none of them seen before
    rate: float = 5e-3
    largest_gradient: float = 1.0


class Batch(NamedTuple):
    """N sequences of T words and what came first."""

    words: Rows  # (T, N), the first below WORDS, all others from there on
    first: NDArray[np.intp]  # (N)


def sequences(count: int, length: int, rng: np.random.Generator) -> Batch:
    """New sequences, each word as likely as any other."""
    first = rng.integers(0, WORDS, count)
    others = rng.integers(WORDS, 2 * WORDS, (length - 1, count))
    return Batch(np.concatenate([first[None], others]), first)


def train(settings: Settings) -> Parameters:
    """The cell's weights, W_o, b_o and the embedding, the same for the same settings."""
    rng = np.random.default_rng(settings.seed)
    kind = KINDS[settings.kind]
    p = initial(kind, settings, rng)
    adam = Adam(settings.rate)
    for _ in range(settings.updates):
        gradients = _gradients(kind, p, sequences(settings.batch, settings.length, rng))
        p = adam.update(p, training.clip(gradients, settings.largest_gradient))
    return p


def initial(kind: Kind, settings: Settings, rng: np.random.Generator) -> Parameters:
    """Untrained weights: within ±1/sqrt(H), PyTorch's rule for recurrent layers."""
    F, H = settings.embedding_size, settings.hidden_size
    bound = 1.0 / np.sqrt(H)
    cell = {name: rng.uniform(-bound, bound, shape) for name, shape in kind.shapes(F, H).items()}
    cell |= {name: np.full(H, bias) for name, bias in kind.first_biases.items()}
    return (
        cell | {"embedding": rng.normal(0.0, 1.0, (2 * WORDS, F))} | initial_readout(WORDS, H, rng)
    )


def accuracy(settings: Settings, p: Parameters) -> float:
    """The share of new sequences whose first word is remembered."""
    # No training draws from this stream.
    rng = np.random.default_rng([settings.seed, HELD_OUT])
    batch = sequences(HELD_OUT, settings.length, rng)
    last = _run(KINDS[settings.kind], p, batch.words).h[-1]
    said = (last @ p["W_o"].T + p["b_o"]).argmax(axis=1)
    return float((said == batch.first).mean())


def _run(kind: Kind, p: Parameters, words: Rows) -> Run:
    N, H = words.shape[1], len(p[kind.biases[0]])
    start = {name: np.zeros((N, H)) for name in kind.carried}
    mask = np.ones(words.shape, dtype=np.bool_)
    return run(kind, {name: p[name] for name in kind.weights}, p["embedding"][words], start, mask)


def _gradients(kind: Kind, p: Parameters, batch: Batch) -> Parameters:
    made = _run(kind, p, batch.words)
    _, readout = training.cross_entropy(p["W_o"], p["b_o"], made.h[-1:], batch.first[None])
    dh = np.zeros_like(made.h)
    dh[-1:] = readout.h
    cell = back(made, dh)
    embedding = np.zeros_like(p["embedding"])
    np.add.at(embedding, batch.words, cell.x)
    return {**cell.weights, "embedding": embedding, "W_o": readout.W_o, "b_o": readout.b_o}
