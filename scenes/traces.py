"""Which numbers a clip shows: the traces that it draws, by name. Knows nothing of Manim."""

from collections.abc import Sequence
from dataclasses import replace

from rnn_math.difference import difference
from rnn_math.errors import InputError, LayoutError
from rnn_math.tasks.tagging import TaggingModel, load_model, tokenize
from rnn_math.trace import Trace
from rnn_math.unroll import unroll
from scenes import task_traces
from scenes.naming import naming
from scenes.params import (
    ArchitecturesParams,
    ClipParams,
    EncoderDecoderParams,
    EquationParams,
    FeedbackParams,
    QuizParams,
    SequenceToSequenceParams,
    SequenceToVectorParams,
    StateParams,
    VectorToSequenceParams,
)
from scenes.section import Section

MOST_UNITS = 64  # what a strip of colours still shows one by one


def traces_for(clip: str, params: Section) -> dict[str, Trace]:
    """Run the clip's model on the clip's input.

    Raises a ``LectureError`` that names the parameter if they cannot be run.
    """
    if isinstance(params, ArchitecturesParams):
        return task_traces.architectures(clip, params)
    if isinstance(params, QuizParams):
        return {}  # words and wirings alone: nothing in it is computed by a network
    if isinstance(params, SequenceToVectorParams):
        return task_traces.messages(clip, params)
    if isinstance(params, VectorToSequenceParams):
        return task_traces.captions(clip, params)
    if isinstance(params, EncoderDecoderParams):
        return task_traces.translations(clip, params)
    assert isinstance(params, ClipParams)
    with naming(clip, params, "weights"):
        model = load_model(
            params.hidden_size, params.embedding_size, params.seed, weights=params.weights
        )
    if model.cell.hidden_size > MOST_UNITS or model.cell.input_size > MOST_UNITS:
        raise LayoutError(
            f"{clip}.weights = {params.weights!r}: a cell of {model.cell.input_size} inputs and "
            f"{model.cell.hidden_size} units, must have at most {MOST_UNITS} of each to be drawn"
        )
    with naming(clip, params, "sentence"):
        words = tokenize(params.sentence)
        trace = model.trace(words)
    if isinstance(params, FeedbackParams):
        repeated_steps(words)
        return {"plain": _without_memory(model, words), "recurrent": trace}
    if isinstance(params, EquationParams) and params.step > len(words):
        raise InputError(
            f"{clip}.step = {params.step}, must be 1 to {len(words)}, the words of "
            f"{params.sentence!r}"
        )
    if isinstance(params, SequenceToSequenceParams):
        if model.readout is None:
            raise InputError(
                f"{clip}.weights = {params.weights!r}: a model without a readout, must have one "
                "(W_o, b_o): without it nothing comes out to be shown at every step"
            )
        return {
            "sentence": replace(trace, score=model.score),
            "forecast": task_traces.forecast(clip, params),
        }
    if isinstance(params, StateParams):
        if params.unit > model.cell.hidden_size:
            raise InputError(
                f"{clip}.unit = {params.unit}, must be 1 to {model.cell.hidden_size}, the units "
                "of the state"
            )
        changed = model.trace(_changed(clip, params, words))
        return {
            "sentence": trace,
            "changed": changed,
            "difference": difference(trace, changed),
        }
    return {"sentence": trace}


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
