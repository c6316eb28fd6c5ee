"""Clip: a sentence that a GRU reads, and an LSTM and the plain cell beside it."""

from rnn_math.errors import InputError
from rnn_math.trace import Trace
from scenes.params import GruParams
from scenes.traces.gated import read_beside, read_by

_FORMS = {"after": "gru", "before": "gru-reset-before"}


def traces(clip: str, params: GruParams) -> dict[str, Trace]:
    """The ``sentence`` as the GRU reads it, as an ``lstm`` does, and as the ``plain`` cell does."""
    wanted = _FORMS[params.reset or "after"]
    forms = (wanted, *(form for form in _FORMS.values() if form != wanted))
    sentence = read_by(clip, params, *forms)
    if params.reset is not None and sentence.cell.kind.name != wanted:
        raise InputError(
            f"{clip}.reset = {params.reset!r}: the GRU in {params.weights} resets "
            f"{next(name for name, form in _FORMS.items() if form != wanted)} its matrix: leave "
            "reset out, and it is drawn as it is"
        )
    return {
        "sentence": sentence,
        "lstm": read_beside(clip, params, sentence, "lstm"),
        "plain": read_beside(clip, params, sentence, "tanh"),
    }
