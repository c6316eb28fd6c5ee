"""The readout and the embedding among the matrices that are not the recurrent layer's."""

from collections.abc import Mapping
from typing import NamedTuple

from rnn_math.layouts.names import Arrays, Source, only

_SETTLED = (
    ": if one is the embedding, give its words as vocabulary, whose number tells it, or call it "
    "embedding.weight"
)


class Counts(NamedTuple):
    """How many words and how many outputs a checkpoint names, 0 if it does not say."""

    words: int = 0
    outputs: int = 0


def find(
    arrays: Arrays,
    biases_of: Mapping[str, str],
    inputs: int,
    units: int,
    counts: Counts,
    *,
    transposed: bool,
) -> dict[str, Source]:
    """Which are ours, of the candidates in ``biases_of``, for a cell of so many inputs and units.

    A readout has a bias, an embedding has none; a readout without one is told by its shape,
    unless the name says "emb", or it has as many rows as there are words, and not as outputs.
    Raises ``WeightsError`` when several could be one of them.
    """
    readouts: list[str] = []
    embeddings: list[str] = []
    for key, bias in biases_of.items():
        if arrays[key].ndim != 2:  # the scale of a normalisation, the state of a random seed
            continue
        outputs, read = arrays[key].T.shape if transposed else arrays[key].shape
        words, features = arrays[key].shape
        has_words = features == inputs and words == counts.words and outputs != counts.outputs
        is_readout = bias in arrays or (
            read == units and "emb" not in key.lower() and not has_words
        )
        (readouts if is_readout else embeddings).append(key)
    sources = {}
    if readouts:
        W_o = only("readout", readouts, _SETTLED)
        sources["W_o"] = Source(W_o, transposed)
        if biases_of[W_o] in arrays:
            sources["b_o"] = Source(biases_of[W_o])
    if embeddings:
        sources["embedding"] = Source(only("embedding", embeddings))
    return sources
