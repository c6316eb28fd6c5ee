"""What is said about a caption, from its trace. Knows nothing of Manim."""

from collections.abc import Mapping

from rnn_math.score import Score
from rnn_math.tasks.text import END
from rnn_math.trace import Answer, Trace
from scenes.examples import plain
from scenes.numerals import format_percent

_SURE = 0.95  # probability from which the network does not hesitate


def written(trace: Trace) -> str:
    """The letters, without the sign that ends them."""
    return "".join(answer.label for answer in trace.answers if answer.label != END)


def has_ended(trace: Trace) -> bool:
    """Did the network say stop itself?"""
    return trace.answers[-1].label == END


def named(text: str, words: Mapping[str, str]) -> str:
    """A caption in quotation marks, or that there is none."""
    return words["quoted"].format(text=text) if text else words["nothing"]


def repeated_letter(trace: Trace) -> tuple[int, int] | None:
    """The first two steps, from 0, that read one letter and answer differently, if there are."""
    for step, answer in enumerate(trace.answers):
        for other in range(step + 1, len(trace)):
            again = trace.answers[other]
            if trace.tokens[step] == trace.tokens[other] and answer.label != again.label:
                return step, other
    return None


def repetition(trace: Trace) -> dict[str, str]:
    """That ``letter``, and what comes out the ``one`` time and the ``other``."""
    step, other = repeated_letter(trace) or (0, 0)
    one, again = (plain(trace.answers[t].label) for t in (step, other))
    return {"letter": plain(trace.tokens[step]), "one": one, "other": again}


def is_sure(trace: Trace) -> bool:
    """Does the network hesitate nowhere? It needs two letters to hesitate between."""
    return _least(trace).probability >= _SURE or len(trace.labels) < 2


def is_sure_after_its_doubt(trace: Trace) -> bool:
    """Are there steps after the one that is least sure, and are they all sure?"""
    after = [answer.probability for answer in trace.answers[_least(trace).step :]]
    return bool(after) and min(after) >= _SURE


def hesitation(trace: Trace) -> dict[str, str]:
    """The ``step`` that is least sure, its letter and the second one, and how likely they are.

    Without a second letter only how likely the ``least`` likely is.
    """
    least = _least(trace)
    said = {"least": format_percent(least.probability, 1)}
    if len(trace.labels) < 2:
        return said
    second = int(trace.o[least.step - 1].argsort()[-2])
    return said | {
        "step": str(least.step),
        "one": plain(least.label),
        "share": said["least"],
        "other": plain(trace.labels[second]),
        "other_share": format_percent(float(trace.o[least.step - 1, second]), 1),
    }


def lead(score: Score) -> int:
    """By how many items the model is ahead of the best baseline; less than 0 if it is behind."""
    return score.lead


def _least(trace: Trace) -> Answer:
    return min(trace.answers, key=lambda answer: answer.probability)
