"""What is said of the sentence of the opening, at the end."""

from lecture.audit.figures import Figure, opening
from scenes.claims.facts import Facts


def figures(facts: Facts) -> dict[str, Figure]:
    """The same as at the beginning, and the word and the state that are followed."""
    trace = facts.traces["sentence"]
    return opening.figures(facts) | {"start": trace.tokens[0], "units": trace.cell.hidden_size}
