"""What all tasks have in common: a score beside its baselines, and how to earn it again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rnn_math.score import Baseline, Score

__all__ = ["Baseline", "Score", "Task", "shown"]


def shown(tried: Sequence[Baseline]) -> tuple[Baseline, ...]:
    """Of the shares that were ``tried`` the simplest, which comes first, and the two best.

    A board has room for no more; which is the best is told from all of them.
    """
    first, *others = tried
    best = sorted(others, key=lambda baseline: -baseline.value)[:2]
    return first, *sorted(best, key=lambda baseline: baseline.value)


@dataclass(frozen=True)
class Task:
    """A task as ``unrolled train`` and ``rnn_math.tasks.report`` see it.

    A task's module names its own ``TASKS``: one, or one for each of its data sets. Beside them
    the module has ``load_model(..., seed=0, weights=None) -> model``, and the model has
    ``score: Score | None``, ``trace(input) -> Trace`` (encoder-decoder: one of each part) and
    ``predict(input)``.
    """

    name: str  # as in ``unrolled train spam``
    architecture: str  # "sequence to vector"
    retrain: Callable[..., Score]  # trains the default model with a seed, uncached, and scores it
    ship: Callable[[], bytes] | None = None  # retrains seed 0: the content of its shipped weights
    data: str = ""  # which data, where a task has several: "sunspots"
    any_cell: bool = False  # may ``retrain`` be told the kind of its cell as well?

    def of(self, kind: str) -> "Task":
        """The same task with another kind of cell, by name; one whose cell may be of any."""
        return replace(
            self,
            retrain=lambda seed: self.retrain(seed, kind),
            ship=None,
            data=" ".join(filter(None, (self.data, kind))),
        )

    @property
    def key(self) -> str:
        """A name of its own, which its shipped weights have as well: "forecasting_sunspots"."""
        return "_".join(filter(None, (self.name, self.data)))
