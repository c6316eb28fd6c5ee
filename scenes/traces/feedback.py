"""Clip 1: a sentence that holds one word twice, read with a memory and without."""

from collections.abc import Sequence

from rnn_math.errors import InputError
from rnn_math.tasks.tagging import TaggingModel
from rnn_math.trace import Trace
from rnn_math.unroll import unroll
from scenes.params import FeedbackParams
from scenes.traces.tagged import tagged


def traces(clip: str, params: FeedbackParams) -> dict[str, Trace]:
    """The same words through a ``plain`` layer and a ``recurrent`` one."""
    model, words, trace = tagged(clip, params)
    repeated_steps(words)
    return {"plain": _without_memory(model, words), "recurrent": trace}


def repeated_steps(words: Sequence[str]) -> tuple[int, int]:
    """The first two steps, from 1, that read the same word.

    Raises :class:`InputError` if there are none.
    """
    for second, word in enumerate(words, start=1):
        first = words.index(word) + 1
        if first < second:
            return first, second
    raise InputError(
        f"feedback.sentence = {' '.join(words)!r}: no word stands in it twice; repeat one, as in "
        f"{FeedbackParams().sentence!r}"
    )


def _without_memory(model: TaggingModel, words: tuple[str, ...]) -> Trace:
    """The same words through a plain layer: nothing of one step reaches the next."""
    trace = model.trace(words)
    return unroll(
        model.cell.without_recurrence(),
        trace.x,
        readout=model.readout,
        tokens=words,
        known=trace.known,
        labels=trace.labels,
    )
