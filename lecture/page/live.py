"""The model behind the cell, for a browser to compute with: numbers at full precision."""

from dataclasses import dataclass
from typing import Any

from rnn_math.tasks import tagging_data
from rnn_math.tasks.tagging import TaggingModel, load_model, tokenize
from rnn_math.tasks.text import (
    MAX_CHARACTERS,
    MAX_LETTERS,
    MAX_TOKENS,
    UNKNOWN,
    UNKNOWN_CAPITALISED,
)
from rnn_math.trace import Trace
from scenes.params import EquationParams
from scenes.traces import traces_for

MOST_NUMBERS = 4000  # of an embedding, so that a page stays small; its first words are kept
_SUGGESTIONS = 6


@dataclass(frozen=True, eq=False)
class LiveModel:
    """A model, what it read, and the step that is looked at first."""

    trace: Trace
    step: int
    data: dict[str, Any]


def live(params: EquationParams) -> LiveModel:
    """The model and the trace of the clip ``equation``; ``data`` is what a script needs of them.

    Raises a ``LectureError`` as the clip does.
    """
    trace = traces_for("equation", params)["sentence"]
    model = load_model(
        params.hidden_size, params.embedding_size, params.seed, weights=params.weights
    )
    weights = {name: trace.array(name, 0).tolist() for name in trace.quantities(0) if name != "h"}
    vocabulary = _kept(model, tokenize(params.sentence))
    data = {
        "weights": weights,
        "h0": trace.h0.tolist(),
        "linear": bool(trace.readout and trace.readout.linear),
        "labels": list(trace.labels),
        "vocabulary": {word: model.embedding[row].tolist() for word, row in vocabulary.items()},
        "unknown": [UNKNOWN, UNKNOWN_CAPITALISED],
        "sentence": list(trace.tokens),
        "step": params.step,
        "most": {"words": MAX_TOKENS, "letters": MAX_LETTERS, "characters": MAX_CHARACTERS},
    }
    return LiveModel(trace, params.step, data)


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
