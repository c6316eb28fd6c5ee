"""What is said of one word that is met twice."""

import numpy as np

from lecture.audit.figures import Figure
from scenes.claims.facts import Facts


def figures(facts: Facts) -> dict[str, Figure]:
    """The two steps are those of the first word that comes again."""
    plain, recurrent = facts.traces["plain"], facts.traces["recurrent"]
    tokens = list(plain.tokens)
    second = next(t for t, word in enumerate(tokens) if word in tokens[:t])
    first = tokens.index(tokens[second])
    before, after = recurrent.h[first], recurrent.h[second]
    most = int(np.abs(after - before).argmax())
    said: dict[str, Figure] = {
        "word": tokens[second],
        "count": tokens.count(tokens[second]),
        "plain": float(plain.h[first, 0]),
        "first": float(before[0]),
        "second": float(after[0]),
        "unit": most + 1,
        "unit_first": float(before[most]),
        "unit_second": float(after[most]),
    }
    if recurrent.readout is not None:
        said["answer_first"], said["answer_second"] = (
            recurrent.labels[int(recurrent.o[t].argmax())] for t in (first, second)
        )
    return said
