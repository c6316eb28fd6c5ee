"""Clip 6: two messages, each judged at its end."""

from rnn_math.tasks import spam
from rnn_math.trace import Trace
from scenes.naming import naming, naming_model
from scenes.params import SequenceToVectorParams
from scenes.traces.choice import demand_cell, kind_of
from scenes.traces.drawable import demand_drawable


def traces(clip: str, params: SequenceToVectorParams) -> dict[str, Trace]:
    """Two messages, judged by one model."""
    with naming_model(clip, params):
        judge = spam.load_model(
            params.hidden_size,
            params.embedding_size,
            params.seed,
            params.weights,
            kind_of(params),
        )
        demand_cell(clip, params, "weights", judge.cell)
        demand_drawable(judge.cell)
    with naming(clip, params, "message"):
        first = judge.trace(spam.tokenize(params.message))
    with naming(clip, params, "second_message"):
        second = judge.trace(spam.tokenize(params.second_message))
    return {"message": first, "second": second}
