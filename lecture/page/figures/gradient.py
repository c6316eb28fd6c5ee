"""The way of a gradient back through a sentence, whose recurrent weights a reader changes."""

from collections.abc import Iterator
from math import ceil, floor, log10
from typing import Any

import numpy as np
from jinja2 import Environment
from markupsafe import Markup

from lecture.page.live_model import LiveModel
from rnn_math.errors import InputError
from rnn_math.gradient import Reaching, magnified, reaching
from rnn_math.trace import Trace
from rnn_math.unroll import unroll
from scenes.languages import words_of
from scenes.numerals import format_number
from scenes.words.lengths import written

LEAST, MOST, STEP = 0.5, 6.0, 0.1  # factors that a reader can choose


def gradient(environment: Environment, model: LiveModel, language: str) -> Markup:
    """The figure as it is without a script: nothing is changed yet.

    Empty for a model without an answer of several labels, and for a sentence of one word: there
    a gradient goes no way.
    """
    trace = model.trace
    if len(trace) < 2 or trace.readout is None or trace.readout.linear:
        return Markup()
    found = reaching(trace)
    said: dict[str, Any] = words_of(language, "page")["script"]
    first, last = written(found.lengths[0]), written(found.lengths[-1])
    low, high = decades(trace)
    markup = environment.get_template("gradient.html").render(
        rows=list(_rows(found, low, high)),
        range={"min": LEAST, "max": MOST, "step": STEP},
        low=low,
        high=high,
        ends=(format_number(10.0**low, max(0, -low), signed=False), f"{10**high:d}"),
        factor=format_number(1.0, 1, signed=False),
        says=said["shrinks" if found.lengths[0] < found.lengths[-1] else "grows"].format(
            answer=found.answers[-1].label,
            last=trace.tokens[-1],
            first=trace.tokens[0],
            before=last,
            after=first,
        ),
    )
    return Markup(markup)


def read_again(trace: Trace, factor: float) -> Reaching:
    """``trace`` with recurrent weights ``factor`` times as large, and its gradient's way back.

    Raises ``InputError`` for numbers that grow beyond all.
    """
    cell = magnified(trace.cell, factor)
    return reaching(
        unroll(
            cell,
            trace.x,
            trace.start,
            trace.readout,
            tokens=trace.tokens,
            known=trace.known,
            labels=trace.labels,
        )
    )


def decades(trace: Trace) -> tuple[int, int]:
    """Powers of ten between which every length lies, for all factors to choose; 12 at most."""
    lengths = []
    for factor in np.arange(LEAST, MOST + STEP / 2, STEP):
        try:
            lengths += [float(length) for length in read_again(trace, factor).lengths]
        except InputError:
            continue
    seen = [log10(length) for length in lengths if length > 0] or [0.0]
    low = max(floor(min(seen)), -6)
    return low, min(max(ceil(max(seen)), low + 1), 6)


def _rows(trace: Reaching, low: int, high: int) -> Iterator[dict[str, Any]]:
    for t, (word, length) in enumerate(zip(trace.tokens, trace.lengths, strict=True), start=1):
        decade = log10(length) if length > 0 else low
        yield {
            "word": word,
            "length": written(length),
            "share": round(min(max((decade - low) / (high - low), 0), 1) * 100),
            "times": f"× {written(length / trace.lengths[t])}" if t in trace.with_factor else "",
        }
