"""The questions of the quiz as forms: the clip's own questions, with reasons for each choice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from lecture.config.model import LectureConfig
from scenes.params import QuizParams
from scenes.questions import Question, built_in
from scenes.script import load_script

Wirings = Mapping[tuple[int, str], Markup]
"""The drawing of every choice, by the number of its question, from 0, and its architecture."""


@dataclass(frozen=True)
class ChoiceOnPage:
    """One answer: ``verdict`` is what the clip says of it."""

    architecture: str
    name: str
    right: bool
    verdict: str
    why: str
    wiring: Markup


@dataclass(frozen=True)
class QuestionOnPage:
    """One form; ``number`` counts from 0."""

    number: int
    text: str
    source: str
    target: str
    choices: tuple[ChoiceOnPage, ...]


def questions_of(config: LectureConfig) -> tuple[Question, ...]:
    """Those that are built in, then the lecturer's own."""
    params = config.params["quiz"]
    assert isinstance(params, QuizParams)
    return (*built_in(config.look.language), *params.questions)


def forms(config: LectureConfig, wirings: Wirings) -> tuple[QuestionOnPage, ...]:
    """Every question of the quiz."""
    words = load_script("quiz", config.look.language).words
    return tuple(
        QuestionOnPage(
            number, question.text, question.source, question.target,
            tuple(_choices(number, question, words, wirings)),
        )
        for number, question in enumerate(questions_of(config))
    )  # fmt: skip


def _choices(
    number: int, question: Question, words: Mapping[str, str], wirings: Wirings
) -> Sequence[ChoiceOnPage]:
    made = []
    for choice in question.choices:
        name, right = words[choice.architecture], choice.architecture == question.answer
        made.append(
            ChoiceOnPage(
                choice.architecture,
                name[:1].upper() + name[1:],
                right,
                words["right" if right else "wrong"].format(name=name),
                choice.why,
                wirings.get((number, choice.architecture), Markup()),
            )
        )
    return made
