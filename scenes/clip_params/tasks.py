"""The clips of the four tasks, of all of them together, and the quiz."""

from typing import Annotated

from pydantic import Field

from rnn_math.series.options import Dates, Mark, Missing
from scenes.clip_params.shared import AnyCell, ClipParams
from scenes.questions import Question
from scenes.section import Section, Words


class SequenceToSequenceParams(ClipParams, AnyCell):
    """Clip 5. The sentence is tagged, then a series is forecast."""

    series: str = Field(
        default="price",
        description="the series that is forecast: price (simulated), sunspots or a CSV file",
    )
    column: str | None = Field(
        default=None, description="the column of the CSV file, by its name or its number from 1"
    )
    missing: Missing = Field(
        default="refuse",
        description="values that the CSV file lacks: refuse, drop their rows, or interpolate",
    )
    decimal_mark: Mark | None = Field(
        default=None,
        description='what marks decimals in the CSV file, "." or ",", where it does not say',
    )
    dates: Dates | None = Field(
        default=None,
        description="what comes first in dates such as 03/04/2024: day-first or month-first",
    )
    series_name: Words | None = Field(
        default=None, description="what the series of the CSV file is called"
    )
    series_unit: str | None = Field(
        default=None, description="the unit of its values, such as euros"
    )
    window_start: Annotated[int, Field(ge=1)] = Field(
        default=1, description="the held-out value with which the window begins, from 1"
    )
    window: Annotated[int, Field(ge=1, le=15)] = Field(
        default=14, description="steps that are shown, 1 to 15, fewer if fewer are held out"
    )
    forecast_hidden_size: Annotated[int, Field(ge=1, le=64)] = Field(
        default=4, description="units in the forecaster's state, 1 to 64"
    )
    forecast_weights: str | None = Field(
        default=None,
        description="a checkpoint for the forecaster: .safetensors, .npz or .h5, one number in, "
        "one out",
    )


class SequenceToVectorParams(AnyCell):
    """Clip 6. Two messages are judged, each at its end."""

    message: Words = Field(
        default="Your number won the weekly phone lottery", description="the message that is judged"
    )
    second_message: Words = Field(
        default="Are you free for lunch on Monday", description="the one that is judged after it"
    )
    hidden_size: Annotated[int, Field(ge=1, le=64)] = Field(
        default=8, description="units in the state, 1 to 64"
    )
    embedding_size: Annotated[int, Field(ge=1, le=64)] = Field(
        default=4, description="numbers in a word's embedding, 1 to 64"
    )
    seed: Annotated[int, Field(ge=0, le=2**32 - 1)] = Field(
        default=0, description="seed of the model's training"
    )
    weights: str | None = Field(
        default=None,
        description="a checkpoint to use instead of the trained model: .safetensors, .npz or .h5",
    )


class VectorToSequenceParams(AnyCell):
    """Clip 7. Two images are captioned."""

    digit: int | str = Field(
        default=91,
        description="the image that is captioned: the number of a held-out one, from 0, or a file",
    )
    second_digit: int | str = Field(
        default=190, description="the one that is captioned after it, a number or a file"
    )
    hidden_size: Annotated[int, Field(ge=1, le=64)] = Field(
        default=32, description="units in the state, 1 to 64"
    )
    embedding_size: Annotated[int, Field(ge=1, le=64)] = Field(
        default=8, description="numbers in a letter's embedding, 1 to 64"
    )
    seed: Annotated[int, Field(ge=0, le=2**32 - 1)] = Field(
        default=0, description="seed of the model's training"
    )
    weights: str | None = Field(
        default=None,
        description="a checkpoint to use instead of the trained model: .safetensors or .npz",
    )


class EncoderDecoderParams(AnyCell):
    """Clip 8. Two French sentences are translated into English."""

    sentence: Words = Field(
        default="elle lit un livre rouge",
        description="the French sentence that is translated, 1 to 6 words",
    )
    second_sentence: Words = Field(
        default="le chien lave la voiture", description="the one that is translated after it"
    )
    hidden_size: Annotated[int, Field(ge=1, le=64)] = Field(
        default=32, description="units in the state of each of the two networks, 1 to 64"
    )
    embedding_size: Annotated[int, Field(ge=1, le=64)] = Field(
        default=12, description="numbers in a word's embedding, 1 to 64"
    )
    seed: Annotated[int, Field(ge=0, le=2**32 - 1)] = Field(
        default=0, description="seed of the model's training"
    )
    weights: str | None = Field(
        default=None,
        description="a checkpoint of both networks to use instead of the trained model",
    )


class ArchitecturesParams(ClipParams, AnyCell):
    """Clip 9. The sentence is tagged; sizes, seed and ``weights`` are the tagger's."""

    message: Words = Field(
        default="Your number won the weekly phone lottery", description="the message that is judged"
    )
    digit: int | str = Field(
        default=7,
        description="the image that is captioned: the number of a held-out one, from 0, or a file",
    )
    phrase: Words = Field(
        default="le chien dort", description="the French phrase that is translated"
    )
    spam_weights: str | None = Field(
        default=None, description="a checkpoint for the spam filter, instead of the one shipped"
    )
    captioning_weights: str | None = Field(
        default=None, description="a checkpoint for captioning, instead of the one shipped"
    )
    translation_weights: str | None = Field(
        default=None, description="a checkpoint for translation, instead of the one shipped"
    )


class QuizParams(Section):
    """Clip 10. Questions about wirings and cells, each with time to think."""

    seconds: Annotated[int, Field(ge=3, le=60)] = Field(
        default=10, description="seconds to think about each question, 3 to 60"
    )
    questions: Annotated[tuple[Question, ...], Field(max_length=10)] = Field(
        default=(),
        description="questions of your own, asked after those that are built in: a table "
        "[[quiz.questions]] for each, with text, source, target, answer and choices, written like "
        "those in scenes/scripts",
    )
