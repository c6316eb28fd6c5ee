"""Clip 5: a sentence that is tagged and a series that is forecast."""

from dataclasses import replace

from rnn_math.errors import InputError, LectureError, WeightsError
from rnn_math.series.options import Options
from rnn_math.tasks import forecasting
from rnn_math.tasks.forecasting_data import SHIPPED, Series, own_series
from rnn_math.trace import Trace
from scenes.naming import naming
from scenes.params import SequenceToSequenceParams
from scenes.traces.choice import demand_cell, kind_of
from scenes.traces.drawable import demand_drawable
from scenes.traces.tagged import tagged


def traces(clip: str, params: SequenceToSequenceParams) -> dict[str, Trace]:
    """The ``sentence`` with its tags, and the ``forecast``."""
    model, _, trace = tagged(clip, params)
    if model.readout is None:
        raise InputError(
            f"{clip}.weights = {params.weights!r}: a model without a readout, must have one "
            "(W_o, b_o): without it nothing comes out to be shown at every step"
        )
    return {"sentence": replace(trace, score=model.score), "forecast": _forecast(clip, params)}


def series_of(params: SequenceToSequenceParams) -> Series | str:
    """The lecturer's own series, or the name of one that comes with the package.

    Raises ``InputError`` for a file that cannot be understood.
    """
    if params.series in SHIPPED:
        return params.series
    options = Options(params.column, params.missing, params.decimal_mark, params.dates)
    return own_series(params.series, options, params.series_name, params.series_unit)


def _forecast(clip: str, params: SequenceToSequenceParams) -> Trace:
    """A window of the series, with the score of its model on all that was held out."""
    try:
        model = forecasting.load_model(
            series_of(params),
            params.forecast_hidden_size,
            params.seed,
            params.forecast_weights,
            kind=kind_of(params),
        )
    except LectureError as error:
        key = "forecast_weights" if isinstance(error, WeightsError) else "series"
        with naming(clip, params, key):
            raise
    with naming(clip, params, "forecast_weights"):
        demand_cell(clip, params, "forecast_weights", model.cell)
        demand_drawable(model.cell)
    held_out = len(model.series.values) - 1 - model.series.held_out  # that have a truth after them
    if params.window_start > held_out:
        raise InputError(
            f"{clip}.window_start = {params.window_start}, must be 1 to {held_out}, the held-out "
            f"values of {params.series!r}"
        )
    first = params.window_start - 1
    trace = model.trace(first, min(params.window, held_out - first))
    return replace(trace, score=model.score)
