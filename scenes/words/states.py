"""What the clip "what it remembers" says of its traces, in words and numbers."""

from collections.abc import Mapping

import numpy as np

from rnn_math.trace import Trace
from scenes.binding import Source
from scenes.cells.pictures import title_of
from scenes.numerals import format_number, format_percent
from scenes.params import StateParams

THRESHOLD = 0.1  # a number that moves by less has hardly changed


def shows(difference: float) -> bool:
    """Do two digits show anything of it?"""
    return float(f"{difference:.2f}") > 0


def cell_state_reach(before: Trace, after: Trace, step: int) -> float:
    """The largest difference at ``step`` of what is handed on beside the state; 0 if nothing."""
    inside = before.cell.kind.carried[1:]
    differences = (after.array(name, step) - before.array(name, step) for name in inside)
    return max((float(np.abs(each).max()) for each in differences), default=0.0)


def said(
    sources: Mapping[str, Source], params: StateParams, words: Mapping[str, str]
) -> dict[str, str]:
    """The values that the narration names."""
    before, after = sources["sentence"].trace, sources["changed"].trace
    difference = sources["difference"].trace
    unit, swap, last = params.unit - 1, params.swap_step, len(before)
    reach = [float(difference.array("reach", t)[0]) for t in (swap, last)]
    values = {
        "unit": str(unit + 1),
        "old": before.tokens[swap - 1],
        "new": after.tokens[swap - 1],
        "last_word": after.tokens[-1],
        "unit_start": format_number(float(before.array("h", 0)[unit])),
        "unit_end": format_number(float(before.array("h", last)[unit])),
        "unit_word": before.tokens[-1],
        "threshold": format_number(THRESHOLD, 1, signed=False),
        "first": _written(reach[0], words),
        "last": _written(reach[1], words),
        "cell": title_of(before.cell.kind),
        "largest": _largest_inside(before),
        "cell_last": _written(cell_state_reach(before, after, last), words),
    }
    if before.answers:
        answer = before.answers[swap - 1]
        values |= {"tag": answer.label, "percent": format_percent(answer.probability, 1)}
        values |= {"last_tag": before.answers[-1].label}
        values |= {"changed_tag": after.answers[-1].label}
    return values


def _largest_inside(trace: Trace) -> str:
    """The largest number of what is handed on beside the state, or the lowest if that is further
    from zero; "" if there is no such thing.
    """
    inside = [trace.array(n, t) for n in tuple(trace.start)[1:] for t in range(len(trace) + 1)]
    numbers = np.concatenate(inside) if inside else np.empty(0)
    return format_number(float(numbers[np.abs(numbers).argmax()])) if len(numbers) else ""


def _written(difference: float, words: Mapping[str, str]) -> str:
    """A difference in two digits; of one that these do not show, that it is less."""
    if difference and not shows(difference):
        return words["tiny"].format(least=format_number(0.01, signed=False))
    return format_number(difference, signed=False)
