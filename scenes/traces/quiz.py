"""Clip 10: words and wirings alone."""

from rnn_math.trace import Trace
from scenes.params import QuizParams


def traces(clip: str, params: QuizParams) -> dict[str, Trace]:
    """None: nothing in it is computed by a network."""
    return {}
