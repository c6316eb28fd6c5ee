"""Clip 10: wirings need no numbers; kinds of cell are tried out on a sequence."""

from rnn_math.tasks.recall import recall
from rnn_math.tasks.remembering import COMPARED
from rnn_math.trace import Trace
from scenes.params import QuizParams


def traces(clip: str, params: QuizParams) -> dict[str, Trace]:
    """How each kind of cell, by its name, reads one sequence to say which word came first."""
    return {kind: recall(kind) for kind in COMPARED}
