"""What is said of one word that is met twice, at the beginning."""

from lecture.audit.figures import Figure
from scenes.claims.facts import Facts


def figures(facts: Facts) -> dict[str, Figure]:
    """The two steps are those of the first word that comes again."""
    trace = facts.traces["sentence"]
    tokens = list(trace.tokens)
    second = next(t for t, word in enumerate(tokens) if word in tokens[:t])
    first = tokens.index(tokens[second])
    H, F = trace.cell.hidden_size, trace.cell.input_size
    return {
        "sentence": " ".join(tokens),
        "word": tokens[second],
        "count": tokens.count(tokens[second]),
        "inputs": F,
        "parameters": H * (F + H + 1),
        "first": trace.labels[int(trace.o[first].argmax())],
        "second": trace.labels[int(trace.o[second].argmax())],
    }
