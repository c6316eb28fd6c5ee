"""Clip 3: a sentence, of which one step is computed."""

from rnn_math.errors import InputError
from rnn_math.trace import Trace
from scenes.params import EquationParams
from scenes.traces.tagged import tagged


def traces(clip: str, params: EquationParams) -> dict[str, Trace]:
    """The sentence as the tagger reads it."""
    _, words, trace = tagged(clip, params)
    if params.step > len(words):
        raise InputError(
            f"{clip}.step = {params.step}, must be 1 to {len(words)}, the words of "
            f"{params.sentence!r}"
        )
    return {"sentence": trace}
