"""Clip 1: a sentence that holds one word twice, read with a memory and without."""

from rnn_math.tasks.tagging import TaggingModel
from rnn_math.trace import Trace
from rnn_math.unroll import unroll
from scenes.naming import naming
from scenes.params import FeedbackParams
from scenes.traces.repeated import repeated_steps
from scenes.traces.tagged import tagged


def traces(clip: str, params: FeedbackParams) -> dict[str, Trace]:
    """The same words through a ``plain`` layer and a ``recurrent`` one."""
    model, words, trace = tagged(clip, params)
    with naming(clip, params, "sentence"):
        repeated_steps(words)
    return {"plain": _without_memory(model, words), "recurrent": trace}


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
