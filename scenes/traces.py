"""Which numbers a clip shows: the traces that it draws, by name. Knows nothing of Manim."""

from rnn_math.errors import InputError
from rnn_math.tasks.tagging import TaggingModel, load_model, tokenize
from rnn_math.trace import Trace
from rnn_math.unroll import unroll
from scenes.params import ClipParams, EquationParams, FeedbackParams, StateParams


def traces_for(clip: str, params: ClipParams) -> dict[str, Trace]:
    """Run the clip's model on the clip's input.

    Raises a ``LectureError`` that names the parameter if they cannot be run.
    """
    model = load_model(
        params.hidden_size, params.embedding_size, params.seed, weights=params.weights
    )
    words = tokenize(params.sentence)
    trace = model.trace(words)
    if isinstance(params, FeedbackParams):
        return {"plain": _without_memory(model, words), "recurrent": trace}
    if isinstance(params, EquationParams) and params.step > len(words):
        raise InputError(
            f"{clip}.step = {params.step}, must be 1 to {len(words)}, the words of "
            f"{params.sentence!r}"
        )
    if isinstance(params, StateParams):
        return {"sentence": trace, "changed": model.trace(_changed(clip, params, words))}
    return {"sentence": trace}


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


def _changed(clip: str, params: StateParams, words: tuple[str, ...]) -> tuple[str, ...]:
    if params.swap_step > len(words):
        raise InputError(
            f"{clip}.swap_step = {params.swap_step}, must be 1 to {len(words)}, the words of "
            f"{params.sentence!r}"
        )
    (word,) = tokenize(params.swap_word)[:1]
    return (*words[: params.swap_step - 1], word, *words[params.swap_step :])
