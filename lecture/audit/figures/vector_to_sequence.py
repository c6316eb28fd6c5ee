"""What is said of two images and their captions."""

import numpy as np

from lecture.audit.figures import Figure, title_of_cell
from rnn_math.tasks.captioning_data import true_name
from rnn_math.tasks.text import END
from scenes.claims.facts import Facts
from scenes.examples import plain
from scenes.languages import quoted

_SECOND = ("misread-another-image", "caption-another-image")


def figures(facts: Facts) -> dict[str, Figure]:
    """The step of the second caption that is least sure is found again."""
    image, first, second = (facts.traces[name] for name in ("image", "caption", "second-caption"))
    best = second.o.max(axis=1)
    step = int(best.argmin())
    order = np.argsort(second.o[step])
    letters = [second.labels[int(o.argmax())] for o in second.o]
    of_second: dict[str, Figure] = {
        "step": step + 1,
        "least": float(best[step]),
        "one": plain(second.labels[int(order[-1])]),
        "share": float(best[step]),
        "caption": "".join(quoted(w) for w in ["".join(x for x in letters if x != END)] if w),
        "truth": true_name(facts.params.second_digit) or "",
    }
    if len(order) > 1:
        of_second["other"] = plain(second.labels[int(order[-2])])
        of_second["other_share"] = float(second.o[step, int(order[-2])])
    if not of_second["caption"]:
        del of_second["caption"]  # there are words for that
    said = {f"{beat}.{name}": figure for beat in _SECOND for name, figure in of_second.items()}
    return said | {
        "cell": title_of_cell(first),
        "pixels": image.cell.W_x.shape[1],
        "units": image.h.shape[1],
        "count": len(first.tokens),
        "first_truth": true_name(facts.params.digit) or "",
    }
