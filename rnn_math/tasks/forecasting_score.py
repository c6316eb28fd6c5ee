"""How good a forecast is on the held-out part, beside two that need no recurrent network."""

import numpy as np

from rnn_math.arrays import FloatArray
from rnn_math.tasks.forecasting_data import Series
from rnn_math.tasks.forecasting_training import Scale, error, forecasts
from rnn_math.tasks.task import Baseline, Score
from rnn_math.training import Parameters

LAGS = 9  # values that the linear forecast looks back, fewer where little can be learnt from


def score(p: Parameters, scale: Scale, series: Series) -> Score:
    """Root mean square error of the held-out values, each predicted from all before it."""
    values = series.values

    def held_out(predicted: FloatArray) -> float:
        return error(predicted, values, series.held_out, len(values))

    lags = min(LAGS, series.validation // 4)
    return Score(
        held_out=held_out(forecasts(p, scale, values)),
        items=len(values) - series.held_out,
        unit=series.steps,
        baselines=(
            Baseline("no change", held_out(values)),
            Baseline(f"linear in the last {lags}", held_out(linear_forecasts(series, lags))),
        ),
        measure="root mean square error",
        lower_is_better=True,
    )


def linear_forecasts(series: Series, lags: int) -> FloatArray:
    """What follows each value, (N), as a weighted sum of the last ``lags`` values and a constant.

    An autoregression, by least squares on the training part (Box and Jenkins, Time Series
    Analysis, 1970); the first ``lags - 1`` values, which have too little before them, stay.
    """
    values = series.values
    past = np.lib.stride_tricks.sliding_window_view(values, lags)  # past[i] ends at i + lags - 1
    past = np.column_stack([past, np.ones(len(past))])
    learnt = series.validation - lags
    weights = np.linalg.lstsq(past[:learnt], values[lags : lags + learnt], rcond=None)[0]
    return np.concatenate([values[: lags - 1], past @ weights])
