"""The tasks of the four architectures, each run on an input of the lecturer's.

Knows nothing of Manim. What cannot be run raises a ``LectureError`` that names the parameter.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from rnn_math.arrays import FloatArray
from rnn_math.errors import InputError, LayoutError, LectureError, WeightsError
from rnn_math.tasks import (
    captioning,
    captioning_data,
    forecasting,
    spam,
    spam_data,
    tagging,
    tagging_data,
    translation,
    translation_data,
)
from rnn_math.tasks.translation_score import learnt_dictionary
from rnn_math.trace import Trace
from scenes.params import (
    ArchitecturesParams,
    EncoderDecoderParams,
    SequenceToSequenceParams,
    SequenceToVectorParams,
    VectorToSequenceParams,
)
from scenes.section import Section

SPLITS: tuple[Literal["train", "validation", "test"], ...] = ("train", "validation", "test")
MOST_UNITS = 64  # what a block still shows one by one

T = TypeVar("T")


def architectures(clip: str, params: ArchitecturesParams) -> dict[str, Trace]:
    """The traces of one task for each architecture, by name.

    ``image`` is what makes the first state of ``captioning``; ``encoder`` and ``decoder``
    translate together.
    """

    def told(key: str, run: Callable[[], T]) -> T:
        return _told(clip, params, key, run)

    def drawable(key: str, trace: Trace) -> Trace:
        units = trace.cell.hidden_size
        if units > MOST_UNITS:
            raise LayoutError(
                f"{clip}.{key} = {getattr(params, key)!r}: {units} units, must have at most "
                f"{MOST_UNITS} to be drawn"
            )
        if trace.readout is None:
            raise InputError(
                f"{clip}.{key} = {getattr(params, key)!r}: a model without a readout, must have "
                "one (W_o, b_o): without it nothing comes out"
            )
        return trace

    tagger = told(
        "weights",
        lambda: tagging.load_model(
            params.hidden_size, params.embedding_size, params.seed, params.weights
        ),
    )
    judge = told("spam_weights", lambda: spam.load_model(weights=params.spam_weights))
    writer = told(
        "captioning_weights", lambda: captioning.load_model(weights=params.captioning_weights)
    )
    translator = told(
        "translation_weights", lambda: translation.load_model(weights=params.translation_weights)
    )
    sentence = told("sentence", lambda: tagger.trace(tagging.tokenize(params.sentence)))
    message = told("message", lambda: judge.trace(spam.tokenize(params.message)))
    image = told("digit", lambda: captioning.digit_image(params.digit))
    pair = told("phrase", lambda: translator.trace(translation.tokenize(params.phrase)))
    return {
        "tagging": drawable("weights", replace(sentence, score=tagger.score)),
        "spam": drawable("spam_weights", message),
        "image": writer.encode(image),
        "captioning": drawable(
            "captioning_weights", replace(writer.trace(image), score=writer.score)
        ),
        "encoder": pair.encoder,
        "decoder": drawable("translation_weights", pair.decoder),
    }


def messages(clip: str, params: SequenceToVectorParams) -> dict[str, Trace]:
    """Two messages, judged by one model."""

    def told(key: str, run: Callable[[], T]) -> T:
        return _told(clip, params, key, run)

    judge = told(
        "weights",
        lambda: spam.load_model(
            params.hidden_size, params.embedding_size, params.seed, params.weights
        ),
    )
    return {
        "message": told("message", lambda: judge.trace(spam.tokenize(params.message))),
        "second": told("second_message", lambda: judge.trace(spam.tokenize(params.second_message))),
    }


def captions(clip: str, params: VectorToSequenceParams) -> dict[str, Trace]:
    """Two images, encoded and captioned by one model: a trace of each part."""
    writer = _captioner(clip, params)

    def image(key: str) -> FloatArray:
        return _told(clip, params, key, lambda: captioning.digit_image(getattr(params, key)))

    first, second = image("digit"), image("second_digit")
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


def name_of_digit(digit: int | str) -> str | None:
    """The right caption of a held-out image; None for a file, of which we do not know it."""
    if isinstance(digit, str):
        return None
    return captioning_data.NAMES[captioning_data.digits("test").labels[digit]]


def _captioner(clip: str, params: VectorToSequenceParams) -> captioning.CaptioningModel:
    writer = _told(
        clip,
        params,
        "weights",
        lambda: captioning.load_model(
            params.hidden_size, params.embedding_size, params.seed, params.weights
        ),
    )
    if writer.cell.hidden_size > MOST_UNITS:
        raise LayoutError(
            f"{clip}.weights = {params.weights!r}: {writer.cell.hidden_size} units, must have at "
            f"most {MOST_UNITS} to be drawn"
        )
    return writer


def translations(clip: str, params: EncoderDecoderParams) -> dict[str, Trace]:
    """Two sentences, each read by an encoder and written by a decoder of one model."""

    def told(key: str, run: Callable[[], T]) -> T:
        return _told(clip, params, key, run)

    translator = told(
        "weights",
        lambda: translation.load_model(
            params.hidden_size, params.embedding_size, params.seed, params.weights
        ),
    )
    if (units := translator.encoder.hidden_size) > MOST_UNITS:
        raise LayoutError(
            f"{clip}.weights = {params.weights!r}: {units} units, must have at most {MOST_UNITS} "
            "to be drawn"
        )

    def translated(phrase: str) -> translation.Translation:
        return translator.trace(translation.tokenize(phrase))

    first = told("sentence", lambda: translated(params.sentence))
    second = told("second_sentence", lambda: translated(params.second_sentence))
    return {
        "encoder": first.encoder,
        "decoder": first.decoder,
        "second-encoder": second.encoder,
        "second-decoder": second.decoder,
    }


@dataclass(frozen=True)
class TranslationFacts:
    """What is known about a sentence that is translated, whatever a model says."""

    truth: tuple[str, ...]  # empty where our grammar does not make the sentence
    by_dictionary: tuple[str, ...]  # word by word; empty if the dictionary lacks a word
    in_training: bool


def facts_of_translation(encoder: Trace, decoder: Trace) -> TranslationFacts:
    """What is known about the sentence that ``encoder`` read, in the words of ``decoder``."""
    said, dictionary = encoder.tokens, learnt_dictionary()
    truth = translation.true_translation(said)
    return TranslationFacts(
        truth if set(truth) <= set(decoder.labels) else (),
        tuple(dictionary[word] for word in said) if set(said) <= set(dictionary) else (),
        any(pair.french == said for pair in translation_data.pairs("train")),
    )


def _told(clip: str, params: Section, key: str, run: Callable[[], T]) -> T:
    """Name the parameter in whatever is wrong with it."""
    try:
        return run()
    except LectureError as error:
        raise type(error)(f"{clip}.{key} = {getattr(params, key)!r}: {error}") from error


def truths(params: ArchitecturesParams) -> dict[str, tuple[str, ...]]:
    """What each task should say, where our data know it, by the name of its last trace."""
    words, phrase = tagging.tokenize(params.sentence), translation.tokenize(params.phrase)
    message = spam.tokenize(params.message)
    known: dict[str, list[tuple[str, ...]]] = {
        "tagging": [
            s.tags for split in SPLITS for s in tagging_data.sentences(split) if s.words == words
        ],
        "spam": [(m.label,) for m in spam_data.messages() if m.words == message],
        "decoder": [
            p.english
            for split in SPLITS
            for p in translation_data.pairs(split)
            if p.french == phrase
        ],
    }
    if isinstance(params.digit, int):
        label = int(captioning_data.digits("test").labels[params.digit])
        known["captioning"] = [tuple(captioning_data.NAMES[label])]
    return {name: right[0] for name, right in known.items() if right}


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
        raise type(error)(f"{clip}.{key} = {getattr(params, key)!r}: {error}") from error
    if model.cell.hidden_size > MOST_UNITS:
        raise LayoutError(
            f"{clip}.forecast_weights = {params.forecast_weights!r}: {model.cell.hidden_size} "
            f"units, must have at most {MOST_UNITS} to be drawn"
        )
    held_out = len(model.series.values) - 1 - model.series.held_out  # that have a truth after them
    if params.window_start > held_out:
        raise InputError(
            f"{clip}.window_start = {params.window_start}, must be 1 to {held_out}, the held-out "
            f"values of {params.series!r}"
        )
    first = params.window_start - 1
    trace = model.trace(first, min(params.window, held_out - first))
    return replace(trace, score=model.score)
