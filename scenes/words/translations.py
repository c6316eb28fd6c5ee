"""What clip 8 says about a translation, filled in from its traces. Knows nothing of Manim."""

from collections.abc import Mapping

from scenes.examples import Example, plain
from scenes.numerals import format_percent


def phrase(example: Example) -> str:
    """What is read."""
    return " ".join(example.sources[0].trace.tokens)


def written(example: Example) -> str:
    """What is written."""
    return " ".join(answer.label for answer in example.said)


def named(example: Example, words: Mapping[str, str]) -> str:
    """That in quotation marks, or that it is nothing."""
    text = written(example)
    return words["quoted"].format(text=text) if text else words["nothing"]


def mistake(example: Example, step: int, right: str) -> dict[str, str]:
    """The word that ``step`` writes, the label that would have been right, how likely both were."""
    source, answer = example.answers[step]
    chance = source.trace.o[answer.step - 1, source.trace.labels.index(right)]
    return {
        "word": plain(answer.label),
        "share": format_percent(answer.probability, 1),
        "right": plain(right),
        "right_share": format_percent(float(chance), 1),
    }
