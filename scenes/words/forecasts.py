"""What is said about a forecast, with the numbers of its trace. Knows nothing of Manim."""

from collections.abc import Mapping
from typing import Literal

from rnn_math.score import Score
from rnn_math.series.options import Found
from rnn_math.tasks.forecast import Forecast
from rnn_math.trace import Address
from scenes.languages import name_of
from scenes.numerals import format_number
from scenes.words.scores import error_decimals

_LONGEST_NAME = 26


def names(forecast: Forecast) -> dict[str, str]:
    """The ``series``, its ``unit``, its ``steps``, and how many ``items`` were held out."""
    series, score = forecast.series, forecast.score
    return {
        "series": _cut(name_of(series.name)),
        "unit": _cut(name_of(series.unit)),
        "steps": name_of(series.steps),
        "items": str(score.items) if score else "",
    }


def counts_of_file(found: Found) -> dict[str, str]:
    """What was done to a file to make it a series, counted."""
    return {
        "rows_dropped": str(found.dropped),
        "values_filled": str(found.filled),
        "steps_lacking": str(found.gaps),
    }


def title(forecast: Forecast, words: Mapping[str, str]) -> str:
    """What stands over the chart: the series, its unit, and how many values it lacked."""
    series, named = forecast.series, names(forecast)
    has_unit = series.unit and series.unit not in series.name
    said = words["chart-unit" if has_unit else "chart"].format(**named)
    counts = (
        words[f"{name}-count"].format(count=count)
        for name in ("dropped", "filled")
        if (count := getattr(series.found, name))
    )
    return ", ".join((said, *counts))


def with_unit(number: str, forecast: Forecast) -> str:
    """A number as it is said: with its unit, if it has one."""
    return " ".join(filter(None, (number, _cut(name_of(forecast.series.unit)))))


def worst_step(forecast: Forecast) -> int:
    """The step, from 1, at which the network is off by most."""
    return 1 + int(abs(forecast.predictions - forecast.truths).argmax())


def worst_miss(forecast: Forecast, decimals: int) -> dict[str, str]:
    """By how much it is off there (``miss``), "no change" (``baseline``), and the ``time``."""
    step = worst_step(forecast)
    errors = {
        name: format_number(
            abs(forecast.value(Address(quantity, step, (0,)))), decimals, signed=False
        )
        for name, quantity in (("miss", "error"), ("baseline", "no_change_error"))
    }
    errors["miss"] = with_unit(errors["miss"], forecast)
    return errors | {"time": name_of(forecast.tokens[step - 1])}


def comparison(forecast: Forecast, score: Score) -> dict[str, str]:
    """The score (``miss``), that of "no change" (``baseline``), and the ``best`` without it."""
    decimals = error_decimals(score)
    shown = {
        baseline.name: format_number(baseline.value, decimals, signed=False)
        for baseline in score.baselines
    }
    name = score.baseline_name
    return {
        "miss": with_unit(format_number(score.held_out, decimals, signed=False), forecast),
        "baseline": shown["no change"],
        "name": name_of(name),
        "best": shown[name],
    }


def standing(forecast: Forecast) -> Literal["ahead", "level", "behind"]:
    """How the network stands beside the best baseline, in the digits that are said."""
    score = forecast.score
    assert score is not None, "a forecaster always has a score"
    decimals = error_decimals(score)
    own, best = (format_number(value, decimals) for value in (score.held_out, score.baseline))
    if own == best:
        return "level"
    return "ahead" if score.beats_baseline else "behind"


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
