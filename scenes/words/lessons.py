"""What the clip "where the weights come from" says of its traces. Knows nothing of Manim."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from rnn_math.learning import Lesson
from rnn_math.tasks.tagging_course import SNAPSHOTS, Schooled
from rnn_math.trace import Trace
from scenes.numerals import format_number
from scenes.words.lengths import written

DECIMALS = 4  # of a weight and of what it is changed by


class Entry(NamedTuple):
    """One weight of W_h, by its row and its column from 0."""

    row: int
    column: int


def entry_shown(lesson: Lesson) -> Entry:
    """The weight whose share is followed: of those whose shown digits add up, the most blamed.

    The most blamed of all where none do.
    """
    gradient = lesson.array("gradient_W_h", 0)
    order = np.argsort(-np.abs(gradient), axis=None, kind="stable")
    entries = [Entry(*map(int, np.unravel_index(k, gradient.shape))) for k in order]
    return next((entry for entry in entries if adds_up(lesson, entry)), entries[0])


def adds_up(lesson: Lesson, entry: Entry) -> bool:
    """Do the shares as they are shown make the gradient, and does that make the next weight?"""
    shares = [_shown(float(share[entry])) for share in lesson.shares]
    total = _shown(float(lesson.array("gradient_W_h", 0)[entry]))
    weight, moved = (
        _shown(float(array[entry]))
        for array in (lesson.cell.weights["W_h"], lesson.array("next_W_h", 0))
    )
    rate = Decimal(f"{lesson.rate:g}")
    step = (rate * total).quantize(Decimal(1).scaleb(-DECIMALS))
    return sum(shares) == total and weight - step == moved


def _shown(value: float) -> Decimal:
    return Decimal(f"{value:.{DECIMALS}f}")


def right_of(lesson: Lesson) -> int:
    """How many tags are right."""
    return sum(
        answer.label == due for answer, due in zip(lesson.answers, lesson.right, strict=True)
    )


def costliest(lesson: Lesson) -> int:
    """The step, from 1, whose answer costs most; the first of equals."""
    return int(lesson.losses.argmax()) + 1


def snapshots(traces: Mapping[str, Trace]) -> list[Schooled]:
    """The sentence after each of the updates at which the weights were kept."""
    names = ("lesson", *(f"after-{update}" for update in SNAPSHOTS[1:]))
    found = [traces[name] for name in names]
    assert all(isinstance(trace, Schooled) for trace in found)
    return found  # type: ignore[return-value]


def told_apart(traces: Mapping[str, Trace]) -> tuple[int, int] | None:
    """Two steps, from 1, of one word with two right tags, which are both right only at the end.

    None where no word is first given one tag twice, after training has begun, and then both.
    """
    read = snapshots(traces)
    tokens, right = read[-1].tokens, read[-1].right
    for second, word in enumerate(tokens):
        for first in range(second):
            if tokens[first] != word or right[first] == right[second]:
                continue
            labels = [[answer.label for answer in trace.answers] for trace in read[1:]]
            began_alike = any(each[first] == each[second] for each in labels[:-1])
            end = labels[-1]
            if began_alike and (end[first], end[second]) == (right[first], right[second]):
                return first + 1, second + 1
    return None


def loss(value: float) -> str:
    """A loss as it stands in the picture."""
    return written(value)


def weight(value: float) -> str:
    """A weight as it stands in the picture."""
    return format_number(value, DECIMALS)


def said(traces: Mapping[str, Trace]) -> dict[str, str]:
    """All values in braces."""
    read = snapshots(traces)
    first, last = read[0], read[-1]
    stepped = traces["stepped"]
    assert isinstance(stepped, Lesson)
    worst, entry = costliest(first), entry_shown(first)
    apart = told_apart(traces)
    return {
        "count": str(len(first)),
        "right": str(right_of(first)),
        "word": first.tokens[worst - 1],
        "due": first.right[worst - 1],
        "loss": loss(float(first.losses[worst - 1])),
        "mean": loss(first.mean_loss),
        "last": first.tokens[-1],
        "start": first.tokens[0],
        "start_length": loss(float(first.lengths[0])),
        "row": str(entry.row + 1),
        "column": str(entry.column + 1),
        "sum": weight(float(first.array("gradient_W_h", 0)[entry])),
        "before": weight(float(first.cell.weights["W_h"][entry])),
        "next": weight(float(first.array("next_W_h", 0)[entry])),
        "stepped": loss(stepped.mean_loss),
        "updates": str(SNAPSHOTS[-1]),
        "right_last": str(right_of(last)),
        "twice": last.tokens[apart[0] - 1] if apart else "",
        "training": loss(float(last.course.training_loss[-1])),
        "held_out": loss(float(last.course.held_out_loss[-1])),
    }
