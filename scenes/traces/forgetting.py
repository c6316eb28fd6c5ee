"""Clip: how far back an answer reaches, with the model's recurrent weights and with larger ones."""

from rnn_math.errors import InputError
from rnn_math.gradient import magnified, reaching
from rnn_math.tasks.remembering import remembering
from rnn_math.trace import Trace
from rnn_math.unroll import unroll
from scenes.naming import blaming, naming
from scenes.params import ForgettingParams
from scenes.traces.tagged import tagged


def traces(clip: str, params: ForgettingParams) -> dict[str, Trace]:
    """The ``sentence``, and the same one read with ``larger`` recurrent weights."""
    model, words, trace = tagged(clip, params)
    if len(words) < 2:
        with naming(clip, params, "sentence"):
            raise InputError("one word, must be at least 2: a gradient travels from step to step")
    key = "sentence" if params.weights is None else "weights"
    with naming(clip, params, key):
        found = remembering(reaching(trace))
    with blaming(clip, f"factor = {params.factor!r}"):
        larger = unroll(
            magnified(model.cell, params.factor),
            trace.x,
            readout=model.readout,
            tokens=words,
            known=trace.known,
            labels=trace.labels,
        )
        return {"sentence": found, "larger": reaching(larger)}
