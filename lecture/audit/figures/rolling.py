"""What is counted in the drawing of a network."""

from lecture.audit.figures import Figure
from scenes.claims.facts import Facts


def figures(facts: Facts) -> dict[str, Figure]:
    """A cell of H units that reads F numbers has H (F + H + 1) weights."""
    trace = facts.traces["sentence"]
    H, F = trace.cell.hidden_size, trace.cell.input_size
    return {"copies": len(trace.tokens), "numbers": H * (F + H + 1)}
