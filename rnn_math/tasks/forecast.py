"""The trace of a forecast: what every trace has, and the same numbers in the unit of the series."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from rnn_math.arrays import FloatArray, read_only
from rnn_math.tasks.forecasting_data import Series
from rnn_math.tasks.forecasting_training import Scale
from rnn_math.trace import Trace

SCALE_QUANTITIES = ("mean", "deviation", "typical_change")
UNIT_QUANTITIES = ("value", "prediction", "truth", "error", "no_change_error")

INPUT_FORMULAS = {
    "values": "x = (value - mean) / deviation",
    "changes": "x = (value - value of the step before) / typical_change",
}
UNIT_FORMULAS = {
    "prediction": "prediction = value + typical_change * o, of the value that follows",
    "error": "error = prediction - truth",
    "no_change_error": 'no_change_error = value - truth: "no change" predicts the value again',
}


@dataclass(frozen=True, eq=False)
class Forecast(Trace):
    """A window of a series, read by a network that had read everything before it.

    Beside the quantities of a trace there are, with one entry each and in the unit of the series:
    at every step ``value`` (what is read), ``prediction`` (of the value that follows), ``truth``
    (what did follow), ``error`` and ``no_change_error``; at step 0 the scale, ``mean``,
    ``deviation`` and ``typical_change``.
    """

    series: Series
    scale: Scale
    first: int  # where in the series, counted from 0, step 1 reads

    @cached_property
    def values(self) -> FloatArray:
        """What is read, (T); it is also what "no change" predicts."""
        return self.series.values[self.first : self.first + len(self)]

    @cached_property
    def truths(self) -> FloatArray:
        """What followed, (T)."""
        return self.series.values[self.first + 1 : self.first + 1 + len(self)]

    @cached_property
    def predictions(self) -> FloatArray:
        """What should have followed, (T)."""
        return read_only(self.values + self.scale.typical_change * self.o[:, 0])

    def quantities(self, step: int) -> tuple[str, ...]:
        """Names of the quantities at ``step``; 0 for those that belong to no step."""
        return super().quantities(step) + (UNIT_QUANTITIES if step else SCALE_QUANTITIES)

    def array(self, quantity: str, step: int) -> FloatArray:
        """A whole quantity, read-only. Raises ``InputError`` that says what exists."""
        if quantity not in self.quantities(step) or not 0 <= step <= len(self):
            return super().array(quantity, step)  # which says what is wrong
        if quantity in SCALE_QUANTITIES:
            return read_only(np.array([getattr(self.scale, quantity)]))
        if quantity not in UNIT_QUANTITIES:
            return super().array(quantity, step)
        value, prediction, truth = (
            column[step - 1 : step] for column in (self.values, self.predictions, self.truths)
        )
        given = {"value": value, "prediction": prediction, "truth": truth}
        if quantity in given:
            return given[quantity]
        return read_only((prediction if quantity == "error" else value) - truth)

    def table(self) -> dict[str, Any]:
        """All numbers in plain lists, for JSON: enough to recompute the answer by hand."""
        table = super().table()
        x = {"x": INPUT_FORMULAS[self.scale.reads]}
        table["formulas"] = x | table["formulas"] | UNIT_FORMULAS
        table["answer"] = [
            {"step": t, "prediction": prediction}
            for t, prediction in enumerate(self.predictions.tolist(), start=1)
        ]
        return table
