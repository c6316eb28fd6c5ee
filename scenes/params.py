"""Everything that a lecturer can change about what is seen. Knows nothing of Manim."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Notation = Literal["hidden", "output", "pytorch", "keras", "geron", "d2l"]
ThemeName = Literal["dark", "light"]


class Section(BaseModel):
    """A table of ``lecture.toml``: unknown keys and wrong types are errors."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)


class Look(Section):
    """How everything is drawn, whichever clip it is."""

    theme: ThemeName = Field(default="dark", description="dark or light")
    notation: Notation = Field(
        default="hidden",
        description="how symbols are written: hidden, output, pytorch, keras, geron, d2l",
    )
    language: str = Field(
        default="en", description="language of the narration, a file in scenes/scripts"
    )
    fonts: tuple[str, ...] = Field(
        default=(),
        description="folders with more fonts, for characters that the built-in ones lack",
    )


class ClipParams(Section):
    """What every clip of the running example shares: a sentence and the model that reads it."""

    sentence: str = Field(
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
    weights: str | None = Field(
        default=None,
        description="a checkpoint to use instead of the trained model: .safetensors, .npz or .h5",
    )


class FeedbackParams(ClipParams):
    """Clip 1. The sentence must hold one word twice."""

    sentence: str = Field(
        default="Mr Washington is in Washington", description="a sentence that holds one word twice"
    )


class RollingParams(ClipParams):
    """Clip 2."""


class EquationParams(ClipParams):
    """Clip 3."""

    step: Annotated[int, Field(ge=1, le=10)] = Field(
        default=2, description="the time step that is computed in view, from 1"
    )


class StateParams(ClipParams):
    """Clip 4."""

    unit: Annotated[int, Field(ge=1, le=64)] = Field(
        default=1, description="the unit that is followed as a line, from 1"
    )
    swap_step: Annotated[int, Field(ge=1, le=10)] = Field(
        default=1, description="the position of the word that is changed, from 1"
    )
    swap_word: str = Field(default="Maria", description="the word that takes its place")


CLIPS: dict[str, type[ClipParams]] = {
    "feedback": FeedbackParams,
    "rolling": RollingParams,
    "equation": EquationParams,
    "state": StateParams,
}
"""The clips in the order of the lecture, with their parameters."""
