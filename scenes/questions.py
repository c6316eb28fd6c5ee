"""The questions of the quiz, as data: the clip shows them and the page asks them.

Knows nothing of Manim. The built-in ones are in each language's ``questions.toml``; a
lecturer writes more as ``[[quiz.questions]]`` in ``lecture.toml``.
"""

from functools import lru_cache
from typing import Annotated, Literal

from pydantic import Field, model_validator

from rnn_math.wiring import (
    Wiring,
    encoder_decoder,
    sequence_to_sequence,
    sequence_to_vector,
    vector_to_sequence,
)
from scenes.languages import words_of
from scenes.section import Section

Architecture = Literal[
    "sequence-to-sequence", "sequence-to-vector", "vector-to-sequence", "encoder-decoder"
]
Text = Annotated[str, Field(min_length=1, max_length=240, pattern=r"\S")]
Sentence = Annotated[str, Field(min_length=1, max_length=60, pattern=r"\S")]


class Choice(Section):
    """One possible answer, and why it is right or not."""

    architecture: Architecture
    why: Text

    @property
    def name(self) -> str:
        """What it is called: a key of the words of the clip."""
        return self.architecture


class Question(Section):
    """A question about architectures, tried out on a real pair of sentences."""

    text: Text
    source: Sentence = Field(description="what is read, word by word")
    target: Sentence = Field(description="what must be written, word by word")
    answer: Architecture
    choices: Annotated[tuple[Choice, ...], Field(min_length=2, max_length=4)]

    @model_validator(mode="after")
    def _answer_is_a_choice(self) -> "Question":
        names = [choice.architecture for choice in self.choices]
        if self.answer not in names:
            raise ValueError(f"answer {self.answer!r} is none of its choices: {', '.join(names)}")
        if len(set(names)) < len(names):
            raise ValueError(f"a choice stands there twice: {', '.join(names)}")
        return self


class CellChoice(Section):
    """A kind of cell as an answer, and why it is right or not."""

    cell: Literal["tanh", "lstm", "gru"]
    why: Text

    @property
    def name(self) -> str:
        """What it is called: a key of the words of the clip."""
        return self.cell


class CellQuestion(Section):
    """A question about kinds of cell, tried out on the task of remembering the first word."""

    text: Text
    answer: Literal["tanh", "lstm", "gru"]
    choices: tuple[CellChoice, ...]


class Trial:
    """One architecture, tried on a pair: what finds a place, and what does not.

    ``wiring`` has the steps that the architecture would take; ``inputs`` and ``outputs`` are the
    words by step; ``unread`` and ``unwritten`` are the words that have no step.
    """

    def __init__(self, architecture: Architecture, source: str, target: str) -> None:
        read, written = source.split(), target.split()
        if architecture == "encoder-decoder":
            self.wiring: Wiring = encoder_decoder(len(read), len(written))
        elif architecture == "vector-to-sequence":
            self.wiring = vector_to_sequence(len(written), into_state=False)
        elif architecture == "sequence-to-vector":
            self.wiring = sequence_to_vector(len(read))
        else:
            self.wiring = sequence_to_sequence(len(read))
        crossing = self.wiring.context or 0
        readers = [n for n in self.wiring.reading if n != crossing]  # that one reads "start"
        self.inputs = dict(zip(readers, read, strict=False))
        self.outputs = dict(zip(self.wiring.answering, written, strict=False))
        self.unread = tuple(read[len(self.inputs) :])
        self.unwritten = tuple(written[len(self.outputs) :])
        self.idle = tuple(n for n in self.wiring.answering if n not in self.outputs)

    @property
    def works(self) -> bool:
        """Does every word have its place, and every output a word?"""
        return not (self.unread or self.unwritten or self.idle)


@lru_cache(maxsize=8)
def built_in(language: str) -> tuple[Question, ...]:
    """The questions that come with the lecture, in ``language``."""
    return tuple(
        Question(**(entry | {"choices": tuple(Choice(**choice) for choice in entry["choices"])}))
        for entry in words_of(language, "questions")["questions"]
    )


@lru_cache(maxsize=8)
def built_in_on_cells(language: str) -> tuple[CellQuestion, ...]:
    """Those about kinds of cell, which come after them."""
    return tuple(
        CellQuestion(
            **(entry | {"choices": tuple(CellChoice(**each) for each in entry["choices"])})
        )
        for entry in words_of(language, "questions")["cells"]
    )


def asked(language: str, own: tuple[Question, ...] = ()) -> tuple[Question | CellQuestion, ...]:
    """All questions in their order: those that are built in, then the lecturer's ``own``."""
    return (*built_in(language), *built_in_on_cells(language), *own)


def claims_of_built_in(language: str) -> dict[str, str]:
    """What these claim, in their own words, and the rule that it rests on."""
    claims: dict[str, str] = words_of(language, "questions")["claims"]
    return claims
