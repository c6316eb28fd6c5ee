"""What is said of a sentence that is tagged and of a series that is forecast."""

import numpy as np

from lecture.audit.figures import Figure, title_of_cell
from rnn_math.tasks.forecast import Forecast
from scenes.claims.facts import Facts
from scenes.languages import name_of


def figures(facts: Facts) -> dict[str, Figure]:
    """The worst miss is found again, from predictions and truths."""
    sentence, forecast = facts.traces["sentence"], facts.traces["forecast"]
    assert isinstance(forecast, Forecast)
    found = forecast.series.found
    misses = np.abs(forecast.predictions - forecast.truths)
    worst = int(misses.argmax())
    rival = abs(float(forecast.values[worst] - forecast.truths[worst]))
    best = int(sentence.o[-1].argmax())
    return {
        "cell": title_of_cell(sentence),
        "count": len(sentence.tokens),
        "word": sentence.tokens[-1],
        "tag": sentence.labels[best],
        "tag-every-word.percent": float(sentence.o[-1, best]),
        "rows_dropped": found.dropped,
        "values_filled": found.filled,
        "steps_lacking": found.gaps,
        "steps": name_of(forecast.series.steps),
        "time": name_of(forecast.tokens[worst]),
        "see-the-misses.miss": float(misses[worst]),
        "see-the-misses.baseline": rival,
    }
