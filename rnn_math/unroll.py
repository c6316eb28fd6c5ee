"""The only loop over time that makes traces."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike

from rnn_math.arrays import FloatArray, checked
from rnn_math.cell import Cell, Step
from rnn_math.errors import InputError, WeightsError
from rnn_math.readout import Output, Readout
from rnn_math.trace import Trace
from rnn_math.wiring import Source, Wiring, sequence_to_sequence

T = TypeVar("T")

# From the probabilities o (O) of a step to the next one's token and input (F); None to stop.
FeedBack = Callable[[FloatArray], tuple[str, FloatArray] | None]


def unroll(
    cell: Cell,
    inputs: ArrayLike,
    h0: ArrayLike | Mapping[str, ArrayLike] | None = None,
    readout: Readout | None = None,
    *,
    tokens: Sequence[str] | None = None,
    known: Sequence[bool] | None = None,
    labels: Sequence[str] | None = None,
    wiring: Wiring | None = None,
    feed_back: FeedBack | None = None,
) -> Trace:
    """Run ``cell`` over the steps of ``wiring`` and keep every number.

    ``inputs`` (N, F) holds one row for each step that reads from outside, in order, ``tokens``
    and ``known`` their names and whether the vocabulary holds them. ``h0`` (H), or all carried
    states by name, is zero unless given. ``labels`` name the outputs. Without a ``wiring`` every
    row is read and answered. ``feed_back`` makes the next input of an output; it may end the
    sequence by returning None.

    Raises ``InputError`` when these do not fit together and ``WeightsError`` when the readout
    does not fit the cell.
    """
    F, H = cell.input_size, cell.hidden_size
    if readout is not None and readout.hidden_size != H:
        raise WeightsError(
            f"W_o: reads states of {readout.hidden_size}, must read the cell's H = {H} units"
        )
    x = _rows(inputs, F)
    wiring = wiring if wiring is not None else sequence_to_sequence(len(x))
    if len(wiring.reading) != len(x):
        raise InputError(
            f"inputs: {len(x)} rows, must be {len(wiring.reading)}, one for each step that reads"
        )
    names = _named("tokens", tokens, [f"x_{n}" for n in wiring.reading])
    flags = _named("known", known, [True] * len(x))
    outputs_named = _named(
        "labels", labels, [f"o_{k}" for k in range(1, readout.output_size + 1)] if readout else []
    )
    if wiring.fed_back and (readout is None or feed_back is None):
        raise InputError("this wiring feeds outputs back: it needs a readout and feed_back")

    given = iter(zip(names, flags, x, strict=True))
    carried = start = cell.start(h0)
    steps: list[Step] = []
    outputs: list[Output] = []
    read: list[tuple[str, bool]] = []
    for plan in wiring:
        if plan.is_given:
            token, is_known, x_t = next(given)
        elif plan.source is Source.OUTPUT:
            fed = feed_back(outputs[-1].o) if feed_back else None
            if fed is None:
                break
            (token, x_t), is_known = fed, True
        else:
            token, is_known, x_t = "", True, np.zeros(F)
        step = cell.step(x_t, *carried.values())
        carried = {name: step.values[name] for name in carried}
        steps.append(step)
        read.append((token, is_known))
        if readout is not None:
            outputs.append(readout.read(step.h))
    return Trace(
        cell=cell,
        readout=readout,
        start=start,
        steps=tuple(steps),
        outputs=tuple(outputs),
        tokens=tuple(token for token, _ in read),
        known=tuple(is_known for _, is_known in read),
        labels=tuple(outputs_named),
        wiring=wiring.first(len(steps)),
    )


def _rows(inputs: ArrayLike, F: int) -> FloatArray:
    """The inputs as (N, F); N may be 0 where everything is fed back."""
    if np.size(inputs) == 0:
        return np.empty((0, F))
    return checked("inputs", inputs, (None, F), InputError, f"(N, F) with F = {F}, as the cell has")


def _named(what: str, given: Sequence[T] | None, default: list[T]) -> list[T]:
    if given is None:
        return default
    if len(given) != len(default):
        raise InputError(f"{what}: {len(given)} given, must be {len(default)}")
    return list(given)
