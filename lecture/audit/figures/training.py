"""What is said of a sentence that is learnt from, computed again by small changes."""

import numpy as np

from lecture.audit.figures import Figure
from rnn_math.arrays import FloatArray
from rnn_math.learning import Lesson
from scenes.claims.facts import Facts
from scenes.words.lessons import entry_shown

_STEP = 1e-6


def figures(facts: Facts) -> dict[str, Figure]:
    """The weight that is shown is chosen by the clip; what is said of it is computed here."""
    first, stepped, last = (facts.traces[name] for name in ("lesson", "stepped", "after-2000"))
    assert isinstance(first, Lesson)
    assert isinstance(stepped, Lesson)
    assert isinstance(last, Lesson)
    losses = _losses(first, first.cell.weights["W_h"])
    worst = int(np.argmax(losses))
    entry = entry_shown(first)
    W_h = first.cell.weights["W_h"]
    change = np.zeros_like(W_h)
    change[entry] = _STEP
    up, down = (_losses(first, W_h + sign * change).mean() for sign in (1, -1))
    gradient = float(up - down) / (2 * _STEP)
    course = last.course  # type: ignore[attr-defined]
    said: dict[str, Figure] = {
        "count": len(first.tokens),
        "right": _right(first),
        "word": first.tokens[worst],
        "due": first.labels[first.targets[worst]],
        "loss": float(losses[worst]),
        "mean": float(losses.mean()),
        "last": first.tokens[-1],
        "start": first.tokens[0],
        "start_length": _length_at_start(first),
        "row": entry.row + 1,
        "column": entry.column + 1,
        "sum": gradient,
        "before": float(W_h[entry]),
        "next": float(W_h[entry]) - facts.params.rate * gradient,
        "stepped": float(_losses(stepped, stepped.cell.weights["W_h"]).mean()),
        "updates": 2000,
        "right_last": _right(last),
        "training": float(course.training_loss[-1]),
        "held_out": float(course.held_out_loss[-1]),
    }
    return said | {"twice": _told_apart(facts)}


def _told_apart(facts: Facts) -> str:
    """A word with two right tags, which for a while gets one tag both times and then both."""
    later = [trace for name, trace in facts.traces.items() if name.startswith("after-")]
    said = [[trace.labels[int(o.argmax())] for o in trace.o] for trace in later]
    last = later[-1]
    assert isinstance(last, Lesson)
    for b, word in enumerate(last.tokens):
        for a in range(b):
            twice = last.tokens[a] == word and last.right[a] != last.right[b]
            ends_right = (said[-1][a], said[-1][b]) == (last.right[a], last.right[b])
            if twice and ends_right and any(labels[a] == labels[b] for labels in said[:-1]):
                return word
    return ""


def _losses(trace: Lesson, recurrent: FloatArray, nudge: FloatArray | None = None) -> FloatArray:
    """The loss of each answer with other recurrent weights, and the first state nudged."""
    assert trace.readout is not None
    h = trace.h0
    losses = []
    for t, (x, target) in enumerate(zip(trace.x, trace.targets, strict=True)):
        h = np.tanh(trace.cell.weights["W_x"] @ x + recurrent @ h + trace.cell.weights["b"])
        if t == 0 and nudge is not None:
            h = h + nudge
        logits = trace.readout.W_o @ h + trace.readout.b_o
        losses.append(np.log(np.exp(logits - logits.max()).sum()) + logits.max() - logits[target])
    return np.array(losses)


def _length_at_start(trace: Lesson) -> float:
    """The length of the gradient at the first state, by small changes of it."""
    W_h = trace.cell.weights["W_h"]
    slopes = []
    for unit in np.eye(len(W_h)) * _STEP:
        up, down = (_losses(trace, W_h, sign * unit).mean() for sign in (1, -1))
        slopes.append((up - down) / (2 * _STEP))
    return float(np.linalg.norm(slopes))


def _right(trace: Lesson) -> int:
    return sum(int(o.argmax()) == k for o, k in zip(trace.o, trace.targets, strict=True))
