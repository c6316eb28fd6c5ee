"""The tasks of the four architectures, each run on an input of the lecturer's.

Knows nothing of Manim. What cannot be run raises a ``LectureError`` that names the parameter.
"""

from dataclasses import replace

from rnn_math.cell import Cell
from rnn_math.errors import InputError, LayoutError, LectureError, WeightsError
from rnn_math.tasks import captioning, forecasting, spam, spam_data, tagging, translation
from rnn_math.trace import Trace
from scenes.naming import naming
from scenes.params import (
    ArchitecturesParams,
    EncoderDecoderParams,
    SequenceToSequenceParams,
    SequenceToVectorParams,
    VectorToSequenceParams,
)
from scenes.truths import name_of_digit

MOST_UNITS = 64  # what a block still shows one by one


def architectures(clip: str, params: ArchitecturesParams) -> dict[str, Trace]:
    """The traces of one task for each architecture, by name.

    ``image`` is what makes the first state of ``captioning``; ``encoder`` and ``decoder``
    translate together.
    """
    with naming(clip, params, "weights"):
        tagger = tagging.load_model(
            params.hidden_size, params.embedding_size, params.seed, params.weights
        )
        _demand_drawable(tagger.cell)
        if tagger.readout is None:
            raise InputError(
                "a model without a readout, must have one (W_o, b_o): without it nothing comes out"
            )
    with naming(clip, params, "spam_weights"):
        judge = spam.load_model(weights=params.spam_weights)
        _demand_drawable(judge.cell)
    with naming(clip, params, "captioning_weights"):
        writer = captioning.load_model(weights=params.captioning_weights)
        _demand_drawable(writer.cell)
    with naming(clip, params, "translation_weights"):
        translator = translation.load_model(weights=params.translation_weights)
        _demand_drawable(translator.decoder)
    with naming(clip, params, "sentence"):
        sentence = tagger.trace(tagging.tokenize(params.sentence))
    with naming(clip, params, "message"):
        message = judge.trace(spam.tokenize(params.message))
    with naming(clip, params, "digit"):
        image = captioning.digit_image(params.digit)
    with naming(clip, params, "phrase"):
        pair = translator.trace(translation.tokenize(params.phrase))
    return {
        "tagging": replace(sentence, score=tagger.score),
        "spam": message,
        "image": writer.encode(image),
        "captioning": replace(writer.trace(image), score=writer.score),
        "encoder": pair.encoder,
        "decoder": pair.decoder,
    }


def truths(params: ArchitecturesParams) -> dict[str, tuple[str, ...]]:
    """What each task should say, where our data know it, by the name of its last trace."""
    label = spam_data.true_label(spam.tokenize(params.message))
    known = {
        "tagging": tagging.true_tags(tagging.tokenize(params.sentence)),
        "spam": () if label is None else (label,),
        "captioning": tuple(name_of_digit(params.digit) or ""),
        "decoder": translation.true_translation(translation.tokenize(params.phrase)),
    }
    return {name: right for name, right in known.items() if right}


def messages(clip: str, params: SequenceToVectorParams) -> dict[str, Trace]:
    """Two messages, judged by one model."""
    with naming(clip, params, "weights"):
        judge = spam.load_model(
            params.hidden_size, params.embedding_size, params.seed, params.weights
        )
        _demand_drawable(judge.cell)
    with naming(clip, params, "message"):
        first = judge.trace(spam.tokenize(params.message))
    with naming(clip, params, "second_message"):
        second = judge.trace(spam.tokenize(params.second_message))
    return {"message": first, "second": second}


def captions(clip: str, params: VectorToSequenceParams) -> dict[str, Trace]:
    """Two images, encoded and captioned by one model: a trace of each part."""
    writer = _captioner(clip, params)
    with naming(clip, params, "digit"):
        first = captioning.digit_image(params.digit)
    with naming(clip, params, "second_digit"):
        second = captioning.digit_image(params.second_digit)
    return {
        "image": writer.encode(first),
        "caption": writer.trace(first),
        "second-image": writer.encode(second),
        "second-caption": writer.trace(second),
    }


def misread(clip: str, params: VectorToSequenceParams) -> list[tuple[str, Trace, str, str]]:
    """The held-out images with a wrong caption: name, trace of the encoder, caption, the right one.

    As many as a picture can show have a place of their own; the list holds them all.
    """
    writer = _captioner(clip, params)
    found = []
    for number in writer.mistakes:
        image, right = captioning.digit_image(number), name_of_digit(number)
        assert right is not None, "held-out images have a label"
        found.append((f"image {number}", writer.encode(image), writer.predict(image).text, right))
    return found


def _captioner(clip: str, params: VectorToSequenceParams) -> captioning.CaptioningModel:
    with naming(clip, params, "weights"):
        writer = captioning.load_model(
            params.hidden_size, params.embedding_size, params.seed, params.weights
        )
        _demand_drawable(writer.cell)
    return writer


def translations(clip: str, params: EncoderDecoderParams) -> dict[str, Trace]:
    """Two sentences, each read by an encoder and written by a decoder of one model."""
    with naming(clip, params, "weights"):
        translator = translation.load_model(
            params.hidden_size, params.embedding_size, params.seed, params.weights
        )
        _demand_drawable(translator.encoder)
    with naming(clip, params, "sentence"):
        first = translator.trace(translation.tokenize(params.sentence))
    with naming(clip, params, "second_sentence"):
        second = translator.trace(translation.tokenize(params.second_sentence))
    return {
        "encoder": first.encoder,
        "decoder": first.decoder,
        "second-encoder": second.encoder,
        "second-decoder": second.decoder,
    }


def forecast(clip: str, params: SequenceToSequenceParams) -> Trace:
    """A window of the series, with the score of its model on all that was held out."""
    try:
        model = forecasting.load_model(
            params.series,
            params.forecast_hidden_size,
            params.seed,
            params.forecast_weights,
            column=params.column,
        )
    except LectureError as error:
        key = "forecast_weights" if isinstance(error, WeightsError) else "series"
        with naming(clip, params, key):
            raise
    with naming(clip, params, "forecast_weights"):
        _demand_drawable(model.cell)
    held_out = len(model.series.values) - 1 - model.series.held_out  # that have a truth after them
    if params.window_start > held_out:
        raise InputError(
            f"{clip}.window_start = {params.window_start}, must be 1 to {held_out}, the held-out "
            f"values of {params.series!r}"
        )
    first = params.window_start - 1
    trace = model.trace(first, min(params.window, held_out - first))
    return replace(trace, score=model.score)


def _demand_drawable(cell: Cell) -> None:
    """Raise :class:`LayoutError` for more units than a block can show."""
    if cell.hidden_size > MOST_UNITS:
        raise LayoutError(f"{cell.hidden_size} units, must have at most {MOST_UNITS} to be drawn")
