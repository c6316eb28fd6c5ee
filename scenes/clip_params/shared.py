"""What several clips let a lecturer change: a sentence, and the model that reads it."""

from typing import Annotated, Literal

from pydantic import Field

from scenes.section import Section, Words


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
