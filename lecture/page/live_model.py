"""The models behind the cells, for a browser to compute with: numbers at full precision."""

from base64 import b64encode
from dataclasses import dataclass
from typing import Any

from rnn_math.arrays import FloatArray
from rnn_math.cells import Kind
from rnn_math.tasks import tagging_data
from rnn_math.tasks.tagging import TaggingModel, load_model, tokenize
from rnn_math.tasks.text import (
    MAX_CHARACTERS,
    MAX_LETTERS,
    MAX_TOKENS,
    UNKNOWN,
    UNKNOWN_CAPITALISED,
)
from rnn_math.trace import READOUT_WEIGHTS, Trace
from scenes.params import EquationParams, GatedParams
from scenes.traces import traces_for

MOST_NUMBERS = 4000  # of an embedding, so that a page stays small; its first words are kept
MOST = {"words": MAX_TOKENS, "letters": MAX_LETTERS, "characters": MAX_CHARACTERS}
"""What a sentence may be."""

_SUGGESTIONS = 6


@dataclass(frozen=True, eq=False)
class LiveModel:
    """A model, what it read, and what a script needs to run it: its nodes and its weights."""

    trace: Trace
    data: dict[str, Any]


def live(params: EquationParams) -> LiveModel:
    """The model and the trace of the clip ``equation``. Raises a ``LectureError`` as it does."""
    return _live("equation", params)


def live_gated(clip: str, params: GatedParams, beside: EquationParams) -> LiveModel:
    """The model of a clip on a gated cell, which reads the sentence of the plain one."""
    same = params.model_copy(update={"sentence": beside.sentence, "step": beside.step})
    return _live(clip, same)


def _live(clip: str, params: EquationParams | GatedParams) -> LiveModel:
    trace = traces_for(clip, params)["sentence"]
    cell, readout = trace.cell, trace.readout
    model = load_model(
        params.hidden_size,
        params.embedding_size,
        params.seed,
        params.weights,
        cell.kind.name,
    )
    weights = dict(cell.weights)
    if readout is not None:
        weights |= {name: getattr(readout, name) for name in READOUT_WEIGHTS}
    vocabulary = _kept(model, tokenize(params.sentence))
    data = {
        **described(cell.kind),
        "weights": {name: array.tolist() for name, array in weights.items()},
        "start": {name: state.tolist() for name, state in trace.start.items()},
        "linear": bool(readout and readout.linear),
        "labels": list(trace.labels),
        "vocabulary": {
            "words": list(vocabulary),
            "numbers": _in_base64(model.embedding[list(vocabulary.values())]),
        },
        "unknown": [UNKNOWN, UNKNOWN_CAPITALISED],
    }
    return LiveModel(trace, data)


def described(kind: Kind) -> dict[str, Any]:
    """A kind of cell as it is run anywhere: its states, and its nodes in their order."""
    return {
        "carried": list(kind.carried),
        "nodes": [[each.name, each.operation.name, *each.inputs] for each in kind.nodes],
    }


def _in_base64(array: FloatArray) -> str:
    """All numbers to the last bit, in half the room of their decimals."""
    return b64encode(array.astype("<f8").tobytes()).decode()


def _kept(model: TaggingModel, words: tuple[str, ...]) -> dict[str, int]:
    """The rows that a page brings along: all, or the first ones and those of the sentence."""
    rows = {word: row for row, word in enumerate(model.vocabulary)}
    most = MOST_NUMBERS // model.embedding.shape[1]
    needed = {UNKNOWN, UNKNOWN_CAPITALISED, *words}
    return {word: row for word, row in rows.items() if row < most or word in needed}


def suggestions(model_words: frozenset[str]) -> list[str]:
    """Sentences that were held out and whose words are all known: to be picked by a reader."""
    known = (
        " ".join(sentence.words)
        for sentence in tagging_data.sentences("test")
        if set(sentence.words) <= model_words
    )
    return list(dict.fromkeys(known))[:_SUGGESTIONS]
