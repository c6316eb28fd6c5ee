"""What is counted in the drawing of a network."""

from lecture.audit.figures import Figure, title_of_cell
from scenes.claims.facts import Facts


def figures(facts: Facts) -> dict[str, Figure]:
    """A plain cell of H units that reads F numbers has H (F + H + 1) weights; gates have more."""
    trace = facts.traces["sentence"]
    numbers = sum(array.size for array in trace.cell.weights.values())
    return {"copies": len(trace.tokens), "numbers": numbers, "cell": title_of_cell(trace)}
