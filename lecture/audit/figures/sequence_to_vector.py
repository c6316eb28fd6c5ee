"""What is said of two messages."""

from lecture.audit.figures import Figure, title_of_cell
from rnn_math.tasks.spam_data import true_label
from rnn_math.trace import Trace
from scenes.claims.facts import Facts

_BEATS = {
    "message": ("read-to-the-end", "ask-too-early"),
    "second": ("judge-another-message",),
}


def figures(facts: Facts) -> dict[str, Figure]:
    """Each message has its answer, and a step at which that would have been least likely."""
    message = facts.traces["message"]
    said: dict[str, Figure] = {"count": len(message.tokens), "cell": title_of_cell(message)}
    for name, beats in _BEATS.items():
        for key, figure in _of(facts.traces[name]).items():
            said |= {f"{beat}.{key}": figure for beat in beats}
    return said


def _of(trace: Trace) -> dict[str, Figure]:
    last = int(trace.o[-1].argmax())
    way = range(max(len(trace) - 1, 1))
    others = [t for t in way if int(trace.o[t].argmax()) != last]
    early = min(others or way, key=lambda t: float(trace.o[t, last]))
    label = int(trace.o[early].argmax())
    return {
        "label": trace.labels[last],
        "share": float(trace.o[-1, last]),
        "truth": true_label(trace.tokens) or "",
        "word": trace.tokens[early],
        "early": trace.labels[label],
        "early_share": float(trace.o[early, label]),
    }
