"""What is said about a caption, from its trace. Knows nothing of Manim."""

from collections.abc import Mapping

from rnn_math.score import Score
from rnn_math.tasks.text import END
from rnn_math.trace import Trace
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


def ending(trace: Trace, words: Mapping[str, str]) -> str:
    """How it came to an end."""
    return words["ended" if has_ended(trace) else "stopped"].format(count=len(trace))


def same_letter(trace: Trace, words: Mapping[str, str]) -> str:
    """The first letter that is read twice and answered differently; nothing if there is none."""
    for step, answer in enumerate(trace.answers):
        for other in range(step + 1, len(trace)):
            again = trace.answers[other]
            if trace.tokens[step] == trace.tokens[other] and answer.label != again.label:
                letters = {"letter": trace.tokens[step], "first": answer.label}
                return " " + words["same-letter"].format(**letters, second=again.label)
    return ""


def hesitation(trace: Trace, words: Mapping[str, str]) -> str:
    """The step that is least sure, and whether all that come after it are sure again."""
    least = min(trace.answers, key=lambda answer: answer.probability)
    if least.probability >= _SURE or len(trace.labels) < 2:
        return words["no-doubt"].format(least=format_percent(least.probability, 1))
    order = trace.o[least.step - 1].argsort()
    second = int(order[-2])
    said = words["doubt"].format(
        step=least.step,
        first=least.label,
        share=format_percent(least.probability, 1),
        second=trace.labels[second],
        other=format_percent(float(trace.o[least.step - 1, second]), 1),
    )
    after = [answer.probability for answer in trace.answers[least.step :]]
    if after and min(after) >= _SURE:
        said += " " + words["sure-again"].format(letter=least.label)
    return said


def verdict(score: Score, words: Mapping[str, str]) -> str:
    """By how many items the model is ahead of the best baseline, or behind it."""
    lead = round((score.held_out - score.baseline) * score.items)
    if lead == 0:
        return words["level"]
    if lead == 1:
        return words["ahead-by-one"]
    return words["ahead" if lead > 0 else "behind"].format(count=abs(lead))
