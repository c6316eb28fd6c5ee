"""What is said of one step of a GRU, and of what three kinds of cell learn and reach."""

import numpy as np

from lecture.audit.figures import Figure
from scenes.claims.facts import Facts


def figures(facts: Facts) -> dict[str, Figure]:
    """Every number is computed again from the weights, by the equations as they are taught."""
    trace, step = facts.traces["sentence"], facts.params.step
    w = trace.cell.weights
    before = h = np.zeros(trace.cell.hidden_size)
    is_after = "b_memory" in w
    for x in trace.x[:step]:
        before = h
        z_sum = w["W_x_update"] @ x + w["W_h_update"] @ h + w["b_update"]
        z = 1 / (1 + np.exp(-z_sum))
        r = 1 / (1 + np.exp(-(w["W_x_reset"] @ x + w["W_h_reset"] @ h + w["b_reset"])))
        if is_after:
            memory = w["W_h_candidate"] @ h + w["b_memory"]
            recalled = r * memory
            inside = w["W_x_candidate"] @ x + w["b_candidate"] + recalled
        else:
            memory, recalled = h, r * h
            inside = w["W_x_candidate"] @ x + w["W_h_candidate"] @ recalled + w["b_candidate"]
        n = np.tanh(inside)
        h = z * h + (1 - z) * n
    columns = {
        "sum": z_sum, "update": z, "reset": r, "memory": memory, "recalled": recalled,
        "h_prev": before, "rest": 1 - z, "candidate": n, "h": h,
    }  # fmt: skip
    said: dict[str, Figure] = {name: float(column[0]) for name, column in columns.items()}
    H, F = trace.cell.hidden_size, trace.cell.input_size
    each = H * (F + H + 1)  # of one weighed sum
    for name, network in (("gru", "sentence"), ("lstm", "lstm"), ("plain", "plain")):
        score = facts.traces[network].score
        if score is not None:
            said |= {f"{name}_score": score.held_out, "items": score.items}
    return said | {
        "word": trace.tokens[step - 1],
        "lstm_parameters": 4 * each,
        "gru_parameters": 3 * each + (H if is_after else 0),
        "plain_parameters": each,
    }
