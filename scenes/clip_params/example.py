"""The clips of the running example: a sentence, and the tagger that reads it."""

from typing import Annotated, Literal, Self

from pydantic import Field

from scenes.clip_params.shared import AnyCell, ClipParams, ModelParams, TwiceParams
from scenes.section import Words


def _all_clips() -> tuple[str, ...]:
    from scenes.params import CLIPS  # which lists what is defined here

    return tuple(CLIPS)


class AnnouncingParams(TwiceParams):
    """What a clip has that says what is in those that follow."""

    clips: tuple[str, ...] = Field(
        default_factory=_all_clips,
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


class ClosingParams(TwiceParams):
    """The answer to the opening's question; the model must have a readout."""

    sentence: Words = Field(
        default="Mr Washington is in Washington", description="a sentence that holds one word twice"
    )
