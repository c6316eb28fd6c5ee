"""A sentence as a gated tagger reads it, and as the plain one does."""

from collections.abc import Sequence
from dataclasses import replace

from rnn_math.errors import InputError, LayoutError
from rnn_math.road import Lasting, lasting
from rnn_math.tasks.kinds import demand
from rnn_math.tasks.tagging import TaggingModel, load_model, tokenize
from scenes.naming import naming, naming_model
from scenes.params import GatedParams
from scenes.traces.drawable import MOST_UNITS


def read_by(clip: str, params: GatedParams, *kinds: str) -> Lasting:
    """The sentence of ``params``, read by a tagger of the first of ``kinds``; by the one given, if
    one is, which may be of any of them.

    Raises a ``LectureError`` that names the key.
    """
    with naming(clip, params, "sentence"):
        words = tokenize(params.sentence)
    if params.step > len(words):
        raise InputError(
            f"{clip}.step = {params.step}, must be 1 to {len(words)}, the words of "
            f"{params.sentence!r}"
        )
    model = _model(clip, params, kinds)
    with naming(clip, params, "sentence"):
        trace = model.trace(words)
    with naming_model(clip, params):
        return replace(lasting(trace), score=model.score)


def read_beside(clip: str, params: GatedParams, beside: Lasting, kind: str) -> Lasting:
    """The same sentence, read by our tagger of another ``kind`` and as many units."""
    units = min(beside.cell.hidden_size, MOST_UNITS)
    with naming_model(clip, params):
        model = load_model(units, params.embedding_size, params.seed, kind=kind)
        return replace(lasting(model.trace(beside.tokens)), score=model.score)


def _model(clip: str, params: GatedParams, kinds: Sequence[str]) -> TaggingModel:
    with naming_model(clip, params):
        model = load_model(
            params.hidden_size, params.embedding_size, params.seed, params.weights, kinds[0]
        )
        cell = model.cell
        demand(str(params.weights), cell, *kinds)
        if cell.hidden_size > MOST_UNITS or cell.input_size > MOST_UNITS:
            raise LayoutError(
                f"a cell of {cell.input_size} inputs and {cell.hidden_size} units, must have at "
                f"most {MOST_UNITS} of each to be drawn"
            )
    return model
