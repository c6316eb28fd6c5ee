"""What all tasks have in common: a score beside its baselines, and how to earn it again."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Baseline:
    """What is reached on the same held-out items without a recurrent network."""

    name: str  # "no change", "each word's most frequent tag"
    value: float


@dataclass(frozen=True)
class Score:
    """How well a model does on items that it was not trained on, and what that is worth.

    Shares are 0 to 1; errors have the unit of the series and are better when they are lower.
    """

    held_out: float
    items: int  # how many were held out
    unit: str  # what they are, in the plural: "messages"
    baselines: tuple[Baseline, ...]  # at least one
    measure: str = "accuracy"
    lower_is_better: bool = False

    @property
    def _strongest(self) -> Baseline:
        best = min if self.lower_is_better else max
        return best(self.baselines, key=lambda baseline: baseline.value)

    @property
    def baseline(self) -> float:
        """The value of the strongest baseline."""
        return self._strongest.value

    @property
    def baseline_name(self) -> str:
        """The name of the strongest baseline."""
        return self._strongest.name

    @property
    def beats_baseline(self) -> bool:
        """Is the model better than the strongest baseline?"""
        if self.lower_is_better:
            return self.held_out < self.baseline
        return self.held_out > self.baseline


@dataclass(frozen=True)
class Task:
    """A task as ``unrolled train`` and ``rnn_math.tasks.report`` see it.

    A task's module names its own ``TASK`` (or ``TASKS``, where it has several data sets). Beside
    it the module has ``load_model(..., seed=0, weights=None) -> model``, and the model has
    ``score: Score | None``, ``trace(input) -> Trace`` (encoder-decoder: one of each part) and
    ``predict(input)``.
    """

    name: str  # as in ``unrolled train spam``
    architecture: str  # "sequence to vector"
    retrain: Callable[[int], Score]  # trains the default model with a seed, uncached, and scores it
    ship: Callable[[], bytes] | None = None  # retrains seed 0: the content of its shipped weights
    data: str = ""  # which data, where a task has several: "sunspots"
