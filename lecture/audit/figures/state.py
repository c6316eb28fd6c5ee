"""What is said of a sentence, of a changed one, and of the difference of their states."""

import numpy as np

from lecture.audit.figures import Figure, title_of_cell
from scenes.claims.facts import Facts
from scenes.words.states import THRESHOLD, shows


def figures(facts: Facts) -> dict[str, Figure]:
    """Differences that no digit shows are not numbers that could be compared."""
    before, after = facts.traces["sentence"], facts.traces["changed"]
    at, unit = facts.params.swap_step - 1, facts.params.unit - 1
    said: dict[str, Figure] = {
        "unit": unit + 1,
        "unit_start": float(before.h0[unit]),
        "unit_end": float(before.h[-1, unit]),
        "unit_word": before.tokens[-1],
        "old": before.tokens[at],
        "new": after.tokens[at],
        "threshold": THRESHOLD,
        "last_word": after.tokens[-1],
    }
    for name, step in (("first", at), ("last", -1)):
        reach = float(np.abs(after.h[step] - before.h[step]).max())
        if shows(reach) or not reach:
            said[name] = reach
    said |= {"cell": title_of_cell(before), "largest": "", "cell_last": 0.0}
    if "c" in before.start:
        states = np.array([before.array("c", t) for t in range(len(before) + 1)])
        low, high = float(states.min()), float(states.max())
        said["largest"] = high if high >= -low else low
        inside = float(np.abs(after.array("c", len(after)) - before.array("c", len(before))).max())
        said["cell_last"] = inside
        if inside and not shows(inside):
            del said["cell_last"]
    if before.readout is not None:
        best = int(before.o[at].argmax())
        said |= {"tag": before.labels[best], "percent": float(before.o[at, best])}
        for name, trace in (("last_tag", before), ("changed_tag", after)):
            said[name] = trace.labels[int(trace.o[-1].argmax())]
    return said
