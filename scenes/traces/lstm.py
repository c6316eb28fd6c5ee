"""Clip: a sentence that an LSTM reads, and the plain cell beside it."""

from rnn_math.trace import Trace
from scenes.params import LstmParams
from scenes.traces.gated import read_beside, read_by


def traces(clip: str, params: LstmParams) -> dict[str, Trace]:
    """The ``sentence`` as the LSTM reads it, and as the ``plain`` tagger does."""
    sentence = read_by(clip, params, "lstm")
    return {"sentence": sentence, "plain": read_beside(clip, params, sentence, "tanh")}
