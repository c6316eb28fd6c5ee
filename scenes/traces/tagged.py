"""The running example: a sentence and the tagger that reads it."""

from typing import NamedTuple

from rnn_math.errors import LayoutError
from rnn_math.tasks.tagging import TaggingModel, load_model, tokenize
from rnn_math.trace import Trace
from scenes.naming import naming, naming_model
from scenes.params import ClipParams
from scenes.traces.choice import demand_cell, kind_of
from scenes.traces.drawable import MOST_UNITS


class Tagged(NamedTuple):
    """The model, the words of the sentence, and how the model reads them."""

    model: TaggingModel
    words: tuple[str, ...]
    trace: Trace


def tagged(clip: str, params: ClipParams) -> Tagged:
    """Read the sentence of ``params``."""
    with naming_model(clip, params):
        model = load_model(
            params.hidden_size,
            params.embedding_size,
            params.seed,
            weights=params.weights,
            kind=kind_of(params),
        )
        demand_cell(clip, params, "weights", model.cell)
    if model.cell.hidden_size > MOST_UNITS or model.cell.input_size > MOST_UNITS:
        raise LayoutError(
            f"{clip}.weights = {params.weights!r}: a cell of {model.cell.input_size} inputs and "
            f"{model.cell.hidden_size} units, must have at most {MOST_UNITS} of each to be drawn"
        )
    with naming(clip, params, "sentence"):
        words = tokenize(params.sentence)
        return Tagged(model, words, model.trace(words))
