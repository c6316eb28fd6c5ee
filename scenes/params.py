"""Everything that a lecturer can change about what is seen. Knows nothing of Manim."""

from typing import Literal

from pydantic import Field

from scenes.clip_params.example import (
    AnnouncingParams,
    ClosingParams,
    EquationParams,
    FeedbackParams,
    ForgettingParams,
    GatedParams,
    GruParams,
    LstmParams,
    OpeningParams,
    RollingParams,
    StateParams,
    TrainingParams,
)
from scenes.clip_params.shared import (
    AnyCell,
    ClipParams,
    ModelParams,
    TwiceParams,
)
from scenes.clip_params.tasks import (
    ArchitecturesParams,
    EncoderDecoderParams,
    QuizParams,
    SequenceToSequenceParams,
    SequenceToVectorParams,
    VectorToSequenceParams,
)
from scenes.section import Section

__all__ = [
    "CLIPS",
    "AnnouncingParams",
    "AnyCell",
    "ArchitecturesParams",
    "ClipParams",
    "ClosingParams",
    "EncoderDecoderParams",
    "EquationParams",
    "FeedbackParams",
    "ForgettingParams",
    "GatedParams",
    "GruParams",
    "Look",
    "LstmParams",
    "ModelParams",
    "Notation",
    "OpeningParams",
    "QuizParams",
    "RollingParams",
    "SequenceToSequenceParams",
    "SequenceToVectorParams",
    "StateParams",
    "ThemeName",
    "TrainingParams",
    "TwiceParams",
    "VectorToSequenceParams",
]

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
