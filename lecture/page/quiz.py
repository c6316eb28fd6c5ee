"""The questions of the quiz as forms: the clip's own questions, with reasons for each choice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from lecture.config.model import LectureConfig
from scenes.params import QuizParams
from scenes.questions import CellQuestion, Question, asked
from scenes.script import load_script

Wirings = Mapping[tuple[int, str], Markup]
"""The drawing of every choice, by the number of its question, from 0, and its name."""


@dataclass(frozen=True)
class ChoiceOnPage:
    """One answer: ``verdict`` is what the clip says of it."""

    key: str  # an architecture, or a kind of cell
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
    choices: tuple[ChoiceOnPage, ...]


def questions_of(config: LectureConfig) -> tuple[Question | CellQuestion, ...]:
    """Those that are built in, then the lecturer's own."""
    params = config.params["quiz"]
    assert isinstance(params, QuizParams)
    return asked(config.look.language, params.questions)


def forms(config: LectureConfig, wirings: Wirings) -> tuple[QuestionOnPage, ...]:
    """Every question of the quiz."""
    words = load_script("quiz", config.look.language).words
    return tuple(
        QuestionOnPage(
            number, question.text, tuple(_choices(number, question, words, wirings))
        )
        for number, question in enumerate(questions_of(config))
    )  # fmt: skip


def _choices(
    number: int, question: Question | CellQuestion, words: Mapping[str, str], wirings: Wirings
) -> Sequence[ChoiceOnPage]:
    made = []
    for choice in question.choices:
        name, right = words[choice.name], choice.name == question.answer
        made.append(
            ChoiceOnPage(
                choice.name,
                name[:1].upper() + name[1:],
                right,
                words["right" if right else "wrong"].format(name=name),
                choice.why,
                wirings.get((number, choice.name), Markup()),
            )
        )
    return made
