"""What is said of the four tasks."""

from lecture.audit.figures import Figure, title_of_cell
from rnn_math.tasks.text import END
from scenes.claims.facts import Facts


def figures(facts: Facts) -> dict[str, Figure]:
    """Scores are counted again, each against its strongest baseline."""
    spam, encoder, decoder = (facts.traces[name] for name in ("spam", "encoder", "decoder"))
    scores = [facts.traces[name].score for name in ("tagging", "spam", "captioning", "decoder")]
    known = [score for score in scores if score is not None]
    best = int(spam.o[-1].argmax())
    written = [decoder.labels[int(o.argmax())] for o in decoder.o]
    return {
        "cell": title_of_cell(spam),
        "answer": spam.labels[best],
        "percent": float(spam.o[-1, best]),
        "read": len(encoder.tokens),
        "written": len([word for word in written if word != END]),
        "scored": len(known),
        "won": sum(s.held_out > max(b.value for b in s.baselines) for s in known),
    }
