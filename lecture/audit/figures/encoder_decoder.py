"""What is said of two phrases and their translations."""

from lecture.audit.figures import Figure, title_of_cell
from rnn_math.tasks.text import END
from rnn_math.trace import Trace
from scenes.claims.facts import Facts
from scenes.languages import quoted
from scenes.truths import facts_of_translation


def figures(facts: Facts) -> dict[str, Figure]:
    """The first mistake of the second translation is found again."""
    encoder, decoder = facts.traces["encoder"], facts.traces["decoder"]
    known = facts_of_translation(encoder, decoder)
    said: dict[str, Figure] = {
        "cell": title_of_cell(encoder),
        "phrase": " ".join(encoder.tokens),
        "count": len(encoder.h[-1]),
        "read": len(encoder.tokens),
        "written": len(_words(decoder)),
        "dictionary": " ".join(known.by_dictionary),
        "truth": " ".join(known.truth),
    }
    for beat, trace in (
        ("compare-with-a-dictionary", decoder),
        ("translate-another", facts.traces["second-decoder"]),
    ):
        if words := _words(trace):
            said[f"{beat}.own"] = quoted(" ".join(words))
    return said | _mistake(facts)


def _mistake(facts: Facts) -> dict[str, Figure]:
    trace = facts.traces["second-decoder"]
    truth = facts_of_translation(facts.traces["second-encoder"], trace).truth
    said = [trace.labels[int(o.argmax())] for o in trace.o]
    due = [*truth, END]
    wrong = [n for n, (a, b) in enumerate(zip(said, due, strict=False)) if a != b]
    if not truth or not wrong:
        return {}
    step = wrong[0]
    return {
        "show-a-mistake.word": said[step].strip("<>"),
        "show-a-mistake.share": float(trace.o[step].max()),
        "right": due[step].strip("<>"),
        "right_share": float(trace.o[step, trace.labels.index(due[step])]),
    }


def _words(decoder: Trace) -> list[str]:
    said = (decoder.labels[int(o.argmax())] for o in decoder.o)
    return [word for word in said if word != END]
