"""Training the forecaster. Everything that decides its weights is here, in the data, in training.

The network reads one number a step and its output is the *change* to come, so that an output of
zero means "no change". It starts there, and of the weights on its way those are kept that do
best on the validation part: where nothing can be learnt, little is lost.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from rnn_math import training
from rnn_math.arrays import FloatArray
from rnn_math.cells import KINDS
from rnn_math.cells.through_time import Run, back, run
from rnn_math.tasks.forecasting_data import Series
from rnn_math.tasks.kinds import kind_in
from rnn_math.training import Adam, Parameters

Reads = Literal["values", "changes"]


@dataclass(frozen=True)
class Settings:
    """Sizes, seed and everything else that training depends on; chosen on validation data."""

    hidden_size: int
    seed: int
    kind: str = "tanh"  # of the cell, by name
    updates: int = 500
    batch: int = 32  # windows an update
    window: int = 32  # steps of each
    warm_up: int = 4  # its first steps, which only fill the memory: their outputs do not count
    rate: float = 0.03  # falls to zero over the second half
    # Both keep the numbers small enough to be read, and tanh away from its flat ends.
    weight_decay: float = 0.03
    state_penalty: float = 0.06  # on the mean of h^2, added to the loss
    largest_gradient: float = 1.0
    check_every: int = 25  # updates between two looks at the validation part


@dataclass(frozen=True)
class Scale:
    """How values become what the network reads; all of it from the training part alone.

    Values are read as (value - mean) / deviation; changes, which suit a series that climbs out
    of its own past, as change / typical_change. Outputs are changes / typical_change.
    """

    reads: Reads
    mean: float
    deviation: float
    typical_change: float  # root of the mean squared change

    def inputs(self, values: FloatArray) -> FloatArray:
        """What the network reads, (T, 1), of values (T); the first change is taken as zero."""
        if self.reads == "changes":
            return np.diff(values, prepend=values[0])[:, None] / self.typical_change
        return (values[:, None] - self.mean) / self.deviation


def scale_of(series: Series, reads: Reads) -> Scale:
    """The scale of a series, from its training part."""
    learnt = series.values[: series.validation]
    typical_change = float(np.sqrt((np.diff(learnt) ** 2).mean()))
    return Scale(reads, float(learnt.mean()), float(learnt.std()), typical_change)


def states(p: Parameters, scale: Scale, values: FloatArray) -> Run:
    """What the cell makes of ``values`` (T), from states of zeros: a run of one sequence."""
    return _run(p, scale.inputs(values)[:, None, :])


def forecasts(p: Parameters, scale: Scale, values: FloatArray) -> FloatArray:
    """What is expected to follow each of ``values`` (T), in their unit, (T)."""
    o: FloatArray = states(p, scale, values).h[:, 0] @ p["W_o"][0] + p["b_o"][0]
    return values + scale.typical_change * o


def error(predicted: FloatArray, values: FloatArray, start: int, stop: int) -> float:
    """Root mean square error of the forecasts of ``values[start:stop]``.

    ``predicted[i]`` (N) is what should follow ``values[i]`` (N).
    """
    misses = predicted[start - 1 : stop - 1] - values[start:stop]
    return float(np.sqrt((misses**2).mean()))


def validation_error(p: Parameters, scale: Scale, series: Series) -> float:
    """Root mean square error on the validation part."""
    seen = series.values[: series.held_out]
    return error(forecasts(p, scale, seen), seen, series.validation, series.held_out)


def train(series: Series, settings: Settings, reads: Reads) -> Parameters:
    """The cell's weights, W_o and b_o, the same for the same series and settings."""
    rng = np.random.default_rng(settings.seed)
    H, scale, kind = settings.hidden_size, scale_of(series, reads), KINDS[settings.kind]
    p: Parameters = {
        name: training.initial_weights(shape, rng)
        if name in kind.products
        else np.full(shape, kind.first_biases.get(name, 0.0))
        for name, shape in kind.shapes(1, H).items()
    }
    p |= {"W_o": np.zeros((1, H)), "b_o": np.zeros(1)}
    learnt = series.values[: series.validation]
    inputs = scale.inputs(learnt)[:-1]
    targets = np.diff(learnt)[:, None] / scale.typical_change
    window = np.arange(min(settings.window, len(inputs)))[:, None]
    adam = Adam(settings.rate, settings.weight_decay, frozenset({*kind.products, "W_o"}))
    best, least = p, validation_error(p, scale, series)
    for update in range(1, settings.updates + 1):
        starts = rng.integers(0, len(inputs) - len(window) + 1, settings.batch)
        chosen = targets[starts + window]
        chosen[: settings.warm_up] = np.nan
        gradients = _gradients(p, inputs[starts + window], chosen, settings.state_penalty)
        left = 1.0 - (update - 1) / settings.updates
        rate = settings.rate * min(1.0, 2.0 * left)
        p = adam.update(p, training.clip(gradients, settings.largest_gradient), rate)
        if update % settings.check_every == 0 or update == settings.updates:
            now = validation_error(p, scale, series)
            if now < least:
                best, least = p, now
    return best


def _gradients(
    p: Parameters, x: FloatArray, targets: FloatArray, state_penalty: float
) -> Parameters:
    """Of the mean squared error, for windows x and targets (T, N, 1)."""
    made = _run(p, x)
    _, readout = training.squared_error(p["W_o"], p["b_o"], made.h, targets)
    penalty = state_penalty * 2.0 * made.h / made.mask.size
    cell = back(made, readout.h + penalty)
    return {**cell.weights, "W_o": readout.W_o, "b_o": readout.b_o}


def _run(p: Parameters, x: FloatArray) -> Run:
    """Run the cell of ``p`` over inputs (T, N, 1) without padding, from states of zeros."""
    kind, everywhere = kind_in(p), np.ones(x.shape[:2], dtype=np.bool_)
    zero = np.zeros((x.shape[1], len(p[kind.biases[0]])))
    weights = {name: p[name] for name in kind.weights}
    return run(kind, weights, x, dict.fromkeys(kind.carried, zero), everywhere)
