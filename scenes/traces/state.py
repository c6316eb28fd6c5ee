"""Clip 4: a sentence, the same one with another word in it, and what the state makes of that."""

from rnn_math.difference import difference
from rnn_math.errors import InputError
from rnn_math.tasks.tagging import tokenize
from rnn_math.trace import Trace
from scenes.naming import naming
from scenes.params import StateParams
from scenes.traces.tagged import tagged


def traces(clip: str, params: StateParams) -> dict[str, Trace]:
    """The ``sentence``, the ``changed`` one and their ``difference``."""
    model, words, trace = tagged(clip, params)
    if params.unit > model.cell.hidden_size:
        raise InputError(
            f"{clip}.unit = {params.unit}, must be 1 to {model.cell.hidden_size}, the units "
            "of the state"
        )
    changed = model.trace(_changed(clip, params, words))
    return {"sentence": trace, "changed": changed, "difference": difference(trace, changed)}


def _changed(clip: str, params: StateParams, words: tuple[str, ...]) -> tuple[str, ...]:
    if params.swap_step > len(words):
        raise InputError(
            f"{clip}.swap_step = {params.swap_step}, must be 1 to {len(words)}, the words of "
            f"{params.sentence!r}"
        )
    given = params.swap_word.split()
    if len(given) != 1:
        raise InputError(f"{clip}.swap_word = {params.swap_word!r}, must be one word")
    with naming(clip, params, "swap_word"):
        (word,) = tokenize(params.swap_word)
    return (*words[: params.swap_step - 1], word, *words[params.swap_step :])
