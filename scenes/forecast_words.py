"""What is said about a forecast, with the numbers of its trace. Knows nothing of Manim."""

from collections.abc import Mapping

from rnn_math.score import Score
from rnn_math.tasks.forecast import Forecast
from rnn_math.trace import Address
from scenes.numerals import format_number
from scenes.score_words import error_decimals

_LONGEST_NAME = 26


def names(forecast: Forecast) -> dict[str, str]:
    """The ``series``, its ``unit``, its ``steps``, and how many ``items`` were held out."""
    series, score = forecast.series, forecast.score
    return {
        "series": _cut(series.name),
        "unit": _cut(series.unit),
        "steps": series.steps,
        "items": str(score.items) if score else "",
    }


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
    return errors | {"time": forecast.tokens[step - 1]}


def comparison(score: Score, words: Mapping[str, str]) -> dict[str, str]:
    """The score (``miss``) beside "no change" (``baseline``), and which is best (``verdict``)."""
    decimals = error_decimals(score)
    shown = {
        baseline.name: format_number(baseline.value, decimals, signed=False)
        for baseline in score.baselines
    }
    name = score.baseline_name
    verdict = words["best" if score.beats_baseline else "beaten"]
    return {
        "miss": format_number(score.held_out, decimals, signed=False),
        "baseline": shown["no change"],
        "verdict": verdict.format(name=name, value=shown[name]),
    }


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
