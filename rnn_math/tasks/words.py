"""Networks that read words: sentences side by side, gradients, and what a checkpoint must hold."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from rnn_math import training
from rnn_math.arrays import FloatArray
from rnn_math.cells import TANH, Kind
from rnn_math.cells.kind import INPUT
from rnn_math.cells.through_time import Run, back, run
from rnn_math.errors import InputError, WeightsError
from rnn_math.formats import GUIDE
from rnn_math.tasks.kinds import kind_in
from rnn_math.training import Mask, Parameters
from rnn_math.weights import Checkpoint

Rows = NDArray[np.intp]

LARGEST = 64  # units and embedding sizes that can still be drawn


def check_sizes(hidden_size: int, embedding_size: int, seed: int) -> None:
    """Raise ``InputError`` for sizes outside 1 to 64 and a negative seed."""
    for name, size in (("hidden_size", hidden_size), ("embedding_size", embedding_size)):
        if not 1 <= size <= LARGEST:
            raise InputError(f"{name} = {size}, must be 1 to {LARGEST}")
    if seed < 0:
        raise InputError(f"seed = {seed}, must be 0 or more")


def embedding_of(where: str, stored: Checkpoint) -> FloatArray:
    """The embedding (V, F) of a checkpoint that has words for its rows.

    Raises ``WeightsError``, which begins with ``where``, when it lacks one or the other.
    """
    parts = {"embedding": stored.embedding is None, "vocabulary": not stored.vocabulary}
    missing = " and no ".join(name for name, absent in parts.items() if absent)
    if stored.embedding is None or missing:
        raise WeightsError(
            f"{where}: no {missing}, without which no word can be read: add the embedding's matrix "
            "(V, F) and its V words, as a JSON list under vocabulary in the metadata of a "
            ".safetensors file or as an array of strings named vocabulary in an .npz or .h5 file; "
            f"{GUIDE}"
        )
    return stored.embedding


def side_by_side(sentences: Sequence[Sequence[int]], padding: int = 0) -> tuple[Rows, Mask]:
    """N sentences as rows of an embedding, (T, N), padded to the longest; false on padding."""
    shape = max(map(len, sentences)), len(sentences)
    rows, mask = np.full(shape, padding, dtype=np.intp), np.zeros(shape, dtype=np.bool_)
    for n, sentence in enumerate(sentences):
        rows[: len(sentence), n] = sentence
        mask[: len(sentence), n] = True
    return rows, mask


def initial_reader(
    V: int, F: int, H: int, rng: np.random.Generator, kind: Kind = TANH
) -> Parameters:
    """An untrained embedding of V words and a cell of ``kind``: F numbers a word, H units.

    Without a gate W_h begins as the identity, so that a state is first of all remembered (Le,
    Jaitly and Hinton, A simple way to initialize recurrent networks, 2015).
    """
    p = {"embedding": rng.normal(0.0, 0.5, (V, F))}
    for name, shape in kind.shapes(F, H).items():
        if name not in kind.products:
            p[name] = np.full(shape, kind.first_biases.get(name, 0.0))
        elif kind.products[name].inputs[1] == INPUT or len(kind.products) > 2:
            p[name] = training.initial_weights(shape, rng)
        else:
            p[name] = np.eye(H)
    return p


def initial_readout(O: int, H: int, rng: np.random.Generator) -> Parameters:  # noqa: E741
    """An untrained readout of O outputs from H units."""
    return {"W_o": training.initial_weights((O, H), rng), "b_o": np.zeros(O)}


def read(
    p: Parameters, rows: Rows, mask: Mask, start: Mapping[str, FloatArray] | None = None
) -> Run:
    """What the cell of ``p`` makes of sentences (T, N); its first states are zero unless given."""
    kind = kind_in(p)
    weights = {name: p[name] for name in kind.weights}
    zero = np.zeros((rows.shape[1], len(p[kind.biases[0]])))
    first = dict.fromkeys(kind.carried, zero) | dict(start or {})
    return run(kind, weights, p["embedding"][rows], first, mask)


def reader_gradients(
    p: Parameters,
    rows: Rows,
    made: Run,
    dh: FloatArray,
    end: Mapping[str, FloatArray] | None = None,
) -> tuple[Parameters, dict[str, FloatArray]]:
    """Carry a loss's gradient back to the embedding and the cell, and to the first states (N, H).

    ``dh`` (T, N, H) and ``end`` as in :func:`rnn_math.cells.through_time.back`.
    """
    cell = back(made, dh, end)
    embedding = np.zeros_like(p["embedding"])
    np.add.at(embedding, rows[made.mask], cell.x[made.mask])
    return {"embedding": embedding, **cell.weights}, cell.start


def part(p: Parameters, name: str) -> Parameters:
    """The weights of the "encoder" or the "decoder" of two networks, without the prefix."""
    return {key.removeprefix(f"{name}."): p[key] for key in p if key.startswith(f"{name}.")}


def prefixed(name: str, p: Parameters) -> Parameters:
    """The weights of one network, named as those of the ``name`` of two: "encoder.W_x"."""
    return {f"{name}.{key}": array for key, array in p.items()}
