"""Clip 2: a sentence."""

from rnn_math.trace import Trace
from scenes.params import RollingParams
from scenes.traces.tagged import tagged


def traces(clip: str, params: RollingParams) -> dict[str, Trace]:
    """The sentence as the tagger reads it."""
    return {"sentence": tagged(clip, params).trace}
