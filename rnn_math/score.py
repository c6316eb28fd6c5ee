"""How well a model does on what it was not trained on, beside what needs no network."""

from dataclasses import dataclass

import numpy as np

from rnn_math.arrays import FloatArray, read_only

SCORE_QUANTITIES = ("held_out", "items", "baselines")


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
    networks: int = 1  # whose score it is: of the one that is shown, or of several together

    @property
    def right(self) -> int:
        """How many items were right. Raises :class:`ValueError` for errors in units."""
        return self._items(self.held_out)

    @property
    def lead(self) -> int:
        """By how many items it is ahead of the strongest baseline; below 0 if it is behind."""
        return self.right - self._items(self.baseline)

    def _items(self, share: float) -> int:
        if self.lower_is_better:
            raise ValueError(f"{self.measure} is not a share of right answers")
        return round(share * self.items)

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

    @property
    def is_clear(self) -> bool:
        """Is a share better than the strongest baseline by more than chance explains?

        That is, by more than two standard errors. The squared standard error of a share p of n
        items is p (1 - p) / n, that of a difference is the sum of both: as if each had items of
        its own, so that in doubt the answer is no. Raises :class:`ValueError` for errors in units.
        """
        if self.lower_is_better:
            raise ValueError(f"{self.measure} is not a share of right answers")
        shares = np.array([self.held_out, self.baseline])
        variance = float((shares * (1 - shares)).sum()) / self.items
        return bool(self.held_out - self.baseline > 2 * variance**0.5)

    def array(self, quantity: str) -> FloatArray:
        """``held_out`` (1), ``items`` (1) or the values of the ``baselines`` (B), read-only."""
        values = {
            "held_out": [self.held_out],
            "items": [float(self.items)],
            "baselines": [baseline.value for baseline in self.baselines],
        }
        return read_only(np.array(values[quantity]))
