"""Forecasting: at every step a number is read, and the one that follows is predicted."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from functools import lru_cache, partial
from pathlib import Path

from numpy.typing import ArrayLike

from rnn_math import cache as model_cache
from rnn_math import readout, training
from rnn_math import weights as checkpoints
from rnn_math.arrays import FloatArray, checked
from rnn_math.cell import Cell
from rnn_math.errors import InputError, WeightsError
from rnn_math.readout import Readout
from rnn_math.series.options import UNSETTLED, Options
from rnn_math.tasks import forecasting_training, shipped
from rnn_math.tasks.forecast import Forecast
from rnn_math.tasks.forecasting_data import SHIPPED, Series, own_series, shipped_series
from rnn_math.tasks.forecasting_score import score
from rnn_math.tasks.forecasting_training import (
    Reads,
    Scale,
    Settings,
    forecasts,
    scale_of,
    states,
    train,
    validation_error,
)
from rnn_math.tasks.kinds import SOURCES, cell_of, check_kind
from rnn_math.tasks.task import Score, Task
from rnn_math.training import Parameters
from rnn_math.unroll import unroll
from rnn_math.weights import Checkpoint

__all__ = ["TASKS", "Forecast", "ForecastingModel", "load_model"]

LARGEST = 64  # units that can still be drawn
HIDDEN_SIZE = 4
DEFAULT = Settings(HIDDEN_SIZE, seed=0)
BOTH: tuple[Reads, Reads] = ("values", "changes")


@dataclass(frozen=True, eq=False)
class ForecastingModel:
    """A cell that reads one number a step, a linear readout of one, and the series they are for."""

    cell: Cell
    readout: Readout
    series: Series
    scale: Scale
    score: Score

    def checkpoint(self) -> Checkpoint:
        """What ``rnn_math.weights.save`` writes and ``load_model(weights=...)`` reads."""
        return Checkpoint(self.cell, self.readout)

    @property
    def parameters(self) -> Parameters:
        """The cell's weights, W_o and b_o."""
        return _parameters(self.cell, self.readout)

    def trace(self, first: int = 0, steps: int = 24) -> Forecast:
        """Forecast a window of the held-out part and keep every number.

        Step 1 reads the held-out value number ``first``, counted from 0; what lies before it has
        been read already and is in h_0. Raises ``InputError`` for a window that does not fit.
        """
        values, start = self.series.values, self.series.held_out + first
        longest = len(values) - 1 - self.series.held_out  # the last value has no truth after it
        if not 1 <= steps <= longest:
            raise InputError(f"steps = {steps}, must be 1 to {longest}, the held-out values")
        if not 0 <= first <= longest - steps:
            raise InputError(f"first = {first}, must be 0 to {longest - steps} for {steps} steps")
        before = states(self.parameters, self.scale, values[:start])
        inputs = self.scale.inputs(values)[start : start + steps]
        times = self.series.times[start : start + steps]
        begin = {name: states[-1, 0] for name, states in before.states.items()}
        plain = unroll(self.cell, inputs, begin, self.readout, tokens=times, labels=["next"])
        given = {field.name: getattr(plain, field.name) for field in fields(plain)}
        given["score"] = self.score
        return Forecast(**given, series=self.series, scale=self.scale, first=start)

    def forecasts(self, values: FloatArray) -> FloatArray:
        """What is expected to follow each of ``values`` (T), in their unit, (T)."""
        return forecasts(self.parameters, self.scale, values)

    def predict(self, values: ArrayLike) -> float:
        """What is expected to follow ``values`` (T), the latest last, in their unit.

        Raises ``InputError`` when there are none or one is not finite.
        """
        latest = checked("values", values, (None,), InputError, "(T,): the latest numbers")
        return float(self.forecasts(latest)[-1])


def load_model(
    series: str | Path | Series = "price",
    hidden_size: int = HIDDEN_SIZE,
    seed: int = 0,
    weights: Path | str | None = None,
    *,
    options: Options = UNSETTLED,
    kind: str = DEFAULT.kind,
) -> ForecastingModel:
    """The forecaster of ``price``, ``sunspots``, a CSV file (read by ``options``) or a series.

    Weights of the default sizes come with the package; others are trained once and then cached.
    A checkpoint (``rnn_math.weights``) must read one number and write one: the change to come, in
    typical changes. Whether a network reads values or changes is what does better on validation.
    ``kind`` is that of its cell, a name of ``rnn_math.cells.KINDS``; a checkpoint brings its own.

    Raises ``InputError`` for sizes outside 1 to 64, a negative seed, an unknown kind and a series
    that cannot be used, and ``WeightsError`` for a checkpoint that cannot.
    """
    if not 1 <= hidden_size <= LARGEST:
        raise InputError(f"hidden_size = {hidden_size}, must be 1 to {LARGEST}")
    if seed < 0:
        raise InputError(f"seed = {seed}, must be 0 or more")
    check_kind(kind)
    chosen = _series(series, options)
    if weights is not None:
        return _read(Path(weights), chosen)
    settings = Settings(hidden_size, seed, kind)
    if settings == DEFAULT and isinstance(series, str) and series in SHIPPED:
        return _read(shipped.path_of(f"forecasting_{series}"), chosen)
    return _trained(chosen, settings)


def _parameters(cell: Cell, linear: Readout) -> Parameters:
    return {**cell.weights, "W_o": linear.W_o, "b_o": linear.b_o}


def _series(given: str | Path | Series, options: Options) -> Series:
    if isinstance(given, Series):
        return given
    return shipped_series(str(given)) if str(given) in SHIPPED else own_series(given, options)


def _read(path: Path, series: Series) -> ForecastingModel:
    stored = checkpoints.load(path)
    reads = stored.cell.input_size
    writes = stored.readout.output_size if stored.readout else 0
    if stored.readout is None or (reads, writes) != (1, 1):
        raise WeightsError(
            f"{path}: reads {reads} numbers a step and writes {writes}, must read 1 (W_x of one "
            "column) and write 1 (W_o of one row)"
        )
    return _better(series, dict.fromkeys(BOTH, _parameters(stored.cell, stored.readout)))


@lru_cache(maxsize=64)
def _trained(series: Series, settings: Settings) -> ForecastingModel:
    sources = (readout, training, forecasting_training, *SOURCES)
    facts = asdict(settings) | {"values": series.values.tolist()}
    networks: dict[Reads, Parameters] = {}
    for reads in BOTH:
        key = model_cache.key_of(sources, reads=reads, **facts)
        make = partial(train, series, settings, reads)
        networks[reads] = model_cache.fetch("forecasting", key, make)
    return _better(series, networks)


def _better(series: Series, networks: Mapping[Reads, Parameters]) -> ForecastingModel:
    """The network that does better on the validation part, with its held-out score."""
    scales = {reads: scale_of(series, reads) for reads in networks}
    errors = {reads: validation_error(p, scales[reads], series) for reads, p in networks.items()}
    reads = min(errors, key=lambda reads: errors[reads])
    p, scale = networks[reads], scales[reads]
    linear = Readout(p["W_o"], p["b_o"], linear=True)
    return ForecastingModel(cell_of(p), linear, series, scale, score(p, scale, series))


def _retrained(name: str, seed: int, kind: str = DEFAULT.kind) -> ForecastingModel:
    series, settings = shipped_series(name), replace(DEFAULT, seed=seed, kind=kind)
    return _better(series, {reads: train(series, settings, reads) for reads in BOTH})


def _task(name: str) -> Task:
    def retrain(seed: int, kind: str = DEFAULT.kind) -> Score:
        return _retrained(name, seed, kind).score

    def ship() -> bytes:
        model = _retrained(name, DEFAULT.seed)
        return shipped.content_of(
            model.parameters,
            settings=shipped.told(DEFAULT) | {"reads": model.scale.reads},
            score=asdict(model.score),
        )

    return Task("forecasting", "sequence to sequence", retrain, ship, name, any_cell=True)


TASKS = tuple(_task(name) for name in SHIPPED)
