"""The opening: a sentence that holds one word twice, as the tagger reads it."""

from rnn_math.errors import InputError
from rnn_math.trace import Trace
from scenes.naming import naming
from scenes.params import TwiceParams
from scenes.traces.repeated import repeated_steps
from scenes.traces.tagged import tagged


def traces(clip: str, params: TwiceParams) -> dict[str, Trace]:
    """The ``sentence``, with an answer at every step."""
    _, words, trace = tagged(clip, params)
    with naming(clip, params, "sentence"):
        repeated_steps(words)
    if trace.readout is None or trace.readout.linear:
        with naming(clip, params, "weights"):
            raise InputError("no answers to compare: must have a readout of labels (W_o, b_o)")
    return {"sentence": trace}
