"""The table behind ``unrolled train``: what every task reached, trained with several seeds."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from rnn_math.errors import InputError
from rnn_math.tasks import captioning, forecasting, spam, tagging, translation
from rnn_math.tasks.kinds import check_kind
from rnn_math.tasks.task import Score, Task

TASKS: tuple[Task, ...] = (
    *tagging.TASKS,
    *forecasting.TASKS,
    *spam.TASKS,
    *captioning.TASKS,
    *translation.TASKS,
)
SEEDS = (0, 1, 2)


@dataclass(frozen=True)
class Row:
    """A task, trained with several seeds."""

    task: Task
    seeds: tuple[int, ...]
    scores: tuple[Score, ...]  # one a seed
    seconds: float  # of one training with its scoring, on average

    @property
    def held_out(self) -> tuple[float, ...]:
        """The held-out score of every seed."""
        return tuple(score.held_out for score in self.scores)

    @property
    def mean(self) -> float:
        """The mean of the held-out scores."""
        return sum(self.held_out) / len(self.held_out)

    @property
    def beats_baseline(self) -> bool:
        """Is the mean better than the strongest baseline?"""
        first = self.scores[0]
        margin = self.mean - first.baseline
        return margin < 0 if first.lower_is_better else margin > 0

    def table(self) -> dict[str, Any]:
        """The row in plain values, for JSON."""
        first = self.scores[0]
        return {
            "task": self.task.name,
            "data": self.task.data,
            "architecture": self.task.architecture,
            "measure": first.measure,
            "lower_is_better": first.lower_is_better,
            "seeds": list(self.seeds),
            "held_out": list(self.held_out),
            "mean": self.mean,
            "min": min(self.held_out),
            "max": max(self.held_out),
            "items": first.items,
            "unit": first.unit,
            "baselines": {baseline.name: baseline.value for baseline in first.baselines},
            "baseline": first.baseline,
            "baseline_name": first.baseline_name,
            "beats_baseline": self.beats_baseline,
            "seconds": self.seconds,
        }


def tasks(*names: str, kind: str | None = None) -> tuple[Task, ...]:
    """The tasks of these names, all of them without one; with cells of ``kind``, by its name.

    Raises ``InputError`` for an unknown name of a task or of a kind.
    """
    known = list(dict.fromkeys(task.name for task in TASKS))
    for name in names:
        if name not in known:
            raise InputError(f"{name}: no task, must be one of {', '.join(known)}")
    chosen = tuple(task for task in TASKS if task.name in (names or known))
    if kind is None:
        return chosen
    check_kind(kind)
    return tuple(task.of(kind) for task in chosen if task.any_cell)


def measure(
    chosen: Sequence[Task],
    seeds: Sequence[int] = SEEDS,
    progress: Callable[[Task, int], None] = lambda task, seed: None,
) -> Iterator[Row]:
    """Train every task with every seed; a row as soon as it is there.

    ``progress`` is told before each training. Raises ``InputError`` without a seed, for a
    negative one and for one given twice.
    """
    if not seeds:
        raise InputError("seeds: none given, must be at least one")
    if min(seeds) < 0:
        raise InputError(f"seed = {min(seeds)}, must be 0 or more")
    if len(set(seeds)) < len(seeds):
        raise InputError(f"seeds: {', '.join(map(str, seeds))}, must differ from each other")
    for task in chosen:
        began = perf_counter()
        scores = []
        for seed in seeds:
            progress(task, seed)
            scores.append(task.retrain(seed))
        seconds = (perf_counter() - began) / len(seeds)
        yield Row(task, tuple(seeds), tuple(scores), seconds)
