"""Everything that a lecturer can change about what is seen. Knows nothing of Manim."""

from typing import Annotated, Literal, Self

from pydantic import Field

from rnn_math.series.options import Dates, Mark, Missing
from scenes.questions import Question
from scenes.section import Section, Words

Notation = Literal["hidden", "output", "pytorch", "keras", "geron", "d2l"]
ThemeName = Literal["dark", "light"]


class Look(Section):
    """How everything is drawn, whichever clip it is."""

    theme: ThemeName = Field(default="dark", description="dark or light")
    notation: Notation = Field(
        default="hidden",
        description="how symbols are written: hidden, output, pytorch, keras, geron, d2l",
    )
    language: str = Field(
        default="en", description="language of the narration, a folder of scenes/scripts"
    )
    fonts: tuple[str, ...] = Field(
        default=(),
        description="folders with more fonts, for characters that the built-in ones lack",
    )


class ModelParams(Section):
    """A sentence, and the sizes and the seed of the model that reads it."""

    sentence: Words = Field(
        default="Apple is hiring in Berlin", description="the sentence that is read"
    )
    hidden_size: Annotated[int, Field(ge=1, le=64)] = Field(
        default=4, description="units in the state, 1 to 64"
    )
    embedding_size: Annotated[int, Field(ge=1, le=64)] = Field(
        default=3, description="numbers in a word's embedding, 1 to 64"
    )
    seed: Annotated[int, Field(ge=0, le=2**32 - 1)] = Field(
        default=0, description="seed of the model's training"
    )


class ClipParams(ModelParams):
    """What every clip of the running example shares."""

    weights: str | None = Field(
        default=None,
        description="a checkpoint to use instead of the trained model: .safetensors, .npz or .h5",
    )


class AnyCell(Section):
    """What clips share whose story does not depend on the cell."""

    cell: Literal["tanh", "lstm", "gru"] | None = Field(
        default=None,
        description="the cell that is trained, where the story does not depend on it: tanh, lstm "
        "or gru; unless you choose, that of the weights if there are any, and else tanh",
    )


class TwiceParams(ClipParams):
    """What clips share whose sentence must hold one word twice."""

    sentence: Words = Field(
        default="Mr Washington is in Washington", description="a sentence that holds one word twice"
    )


class AnnouncingParams(TwiceParams):
    """What a clip has that says what is in those that follow."""

    clips: tuple[str, ...] = Field(
        default_factory=lambda: tuple(CLIPS),
        description="the clips that follow and are announced",
    )


class OpeningParams(AnnouncingParams):
    """The question of the lecture; the model must have a readout."""

    sentence: Words = Field(
        default="Mr Washington is in Washington", description="a sentence that holds one word twice"
    )


class FeedbackParams(TwiceParams):
    """Clip 1. The sentence must hold one word twice."""

    sentence: Words = Field(
        default="Mr Washington is in Washington", description="a sentence that holds one word twice"
    )


class RollingParams(ClipParams, AnyCell):
    """Clip 2."""


class EquationParams(ClipParams):
    """Clip 3."""

    step: Annotated[int, Field(ge=1, le=10)] = Field(
        default=2,
        description="the time step that is computed in view, from 1; the last if there are fewer",
    )

    def fitted(self) -> Self:
        """A shorter sentence has its last step computed."""
        return self._giving_way(step=min(self.step, len(self.sentence.split())))


class StateParams(ClipParams, AnyCell):
    """Clip 4."""

    unit: Annotated[int, Field(ge=1, le=64)] = Field(
        default=1, description="the unit that is followed as a line, from 1"
    )
    swap_step: Annotated[int, Field(ge=1, le=10)] = Field(
        default=1, description="the position of the word that is changed, from 1"
    )
    swap_word: Words = Field(
        default="Maria",
        description="the word that takes its place; Apple if it is Maria that is changed",
    )

    def fitted(self) -> Self:
        """A word is changed into another one."""
        changed = self.sentence.split()[self.swap_step - 1 : self.swap_step]
        return self._giving_way(swap_word="Apple") if changed == ["Maria"] else self


class TrainingParams(ModelParams):
    """Where the weights come from: our own training, whatever checkpoint the lecture shows."""

    sentence: Words = Field(
        default="Mr Washington is in Washington", description="the sentence that is learnt from"
    )
    tags: Words | None = Field(
        default=None,
        description="its right tags, one a word, if it is no sentence of ours: O, PER, ORG or LOC",
    )
    rate: Annotated[float, Field(gt=0, le=100)] = Field(
        default=0.5, description="the learning rate of the step that is shown"
    )


class ForgettingParams(ClipParams):
    """Why it forgets. The sentence has at least two words, and the model a readout."""

    factor: Annotated[float, Field(gt=1, le=100)] = Field(
        default=5.0,
        description="what the recurrent weights are multiplied by, to show larger ones; above 1",
    )


class GatedParams(ClipParams):
    """What clips of gated cells share; their models are their own, not those of the lecture."""

    hidden_size: Annotated[int, Field(ge=1, le=64)] = Field(
        default=3, description="units in the state, 1 to 64"
    )
    weights: str | None = Field(
        default=None,
        description="a checkpoint of such a network to use instead of the trained model",
    )
    step: Annotated[int, Field(ge=1, le=10)] = Field(
        default=2,
        description="the time step that is computed in view, from 1; the last if there are fewer",
    )

    def fitted(self) -> Self:
        """A shorter sentence has its last step computed."""
        return self._giving_way(step=min(self.step, len(self.sentence.split())))


class LstmParams(GatedParams):
    """The LSTM, part by part."""

    hidden_size: Annotated[int, Field(ge=1, le=64)] = Field(
        default=3, description="units in the state, 1 to 64"
    )
    weights: str | None = Field(
        default=None, description="a checkpoint of an LSTM to use instead of the trained model"
    )


class GruParams(GatedParams):
    """The GRU, out of the LSTM, on the same sentence."""

    hidden_size: Annotated[int, Field(ge=1, le=64)] = Field(
        default=3, description="units in the state, 1 to 64"
    )
    weights: str | None = Field(
        default=None, description="a checkpoint of a GRU to use instead of the trained model"
    )
    reset: Literal["after", "before"] | None = Field(
        default=None,
        description="where the reset gate acts: after the state's matrix, as in PyTorch and Keras, "
        "or before it, as in Géron and d2l; as the weights have it if there are any",
    )


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


class ClosingParams(TwiceParams):
    """The answer to the opening's question; the model must have a readout."""

    sentence: Words = Field(
        default="Mr Washington is in Washington", description="a sentence that holds one word twice"
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


CLIPS: dict[str, type[Section]] = {
    "opening": OpeningParams,
    "feedback": FeedbackParams,
    "rolling": RollingParams,
    "equation": EquationParams,
    "state": StateParams,
    "training": TrainingParams,
    "forgetting": ForgettingParams,
    "lstm": LstmParams,
    "gru": GruParams,
    "sequence-to-sequence": SequenceToSequenceParams,
    "sequence-to-vector": SequenceToVectorParams,
    "vector-to-sequence": VectorToSequenceParams,
    "encoder-decoder": EncoderDecoderParams,
    "architectures": ArchitecturesParams,
    "quiz": QuizParams,
    "closing": ClosingParams,
}
"""The clips in the order of the lecture, with their parameters."""
