"""What is said of one step: its first unit, and the one whose terms are added up."""

from lecture.audit.figures import Figure
from scenes.claims.facts import Facts
from scenes.digits import unit_that_adds_up


def figures(facts: Facts) -> dict[str, Figure]:
    """Every number is computed again from the weights: z = W_x x + W_h h_prev + b, h = tanh z."""
    trace, step = facts.traces["sentence"], facts.params.step
    cell, x = trace.cell, trace.x[step - 1]
    before = trace.h[step - 2] if step > 1 else trace.h0
    Wx, Wh = cell.W_x @ x, cell.W_h @ before
    z = Wx + Wh + cell.b
    unit = unit_that_adds_up(trace, step)
    summed = {"Wx": Wx, "Wh": Wh, "b": cell.b, "z": z}
    added: dict[str, Figure] = {
        f"add-them-up.{name}": float(column[unit]) for name, column in summed.items()
    }
    return added | {
        "add-them-up.unit": unit + 1,
        "word": trace.tokens[step - 1],
        "Wx": float(Wx[0]),
        "Wh": float(Wh[0]),
        "b": float(cell.b[0]),
        "z": float(z[0]),
        "h": float(trace.h[step - 1, 0]),
    }
