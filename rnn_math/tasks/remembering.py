"""Remembering the first word: how far back does each kind of cell reach?"""

import json
from dataclasses import asdict, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from rnn_math.arrays import FloatArray, read_only
from rnn_math.cells import KINDS
from rnn_math.errors import InputError
from rnn_math.gradient import Reaching
from rnn_math.tasks.remembering_training import CHANCE, HELD_OUT, Settings, accuracy, train

__all__ = [
    "CHANCE", "COMPARED", "HELD_OUT", "LENGTHS", "SEEDS", "Reach", "Remembering", "measure",
    "recorded", "remembering",
]  # fmt: skip

LENGTHS = (5, 10, 20, 40)
"""Words in a sequence; the first one is to be remembered to the end of it."""

SEEDS = (0, 1, 2)

COMPARED = ("tanh", "gru", "lstm")
"""The kinds of cell, by name."""

_RECORD = Path(__file__).parent / "data" / "remembering.json"


@dataclass(frozen=True)
class Reach:
    """What one kind of cell remembers of sequences of one length, trained with several seeds."""

    kind: str
    length: int
    accuracies: tuple[float, ...]  # one a seed, each on HELD_OUT new sequences

    @property
    def mean(self) -> float:
        """The mean over the seeds."""
        return sum(self.accuracies) / len(self.accuracies)


def measure(kind: str, length: int, seeds: tuple[int, ...] = SEEDS) -> Reach:
    """Train a cell for each seed, from nothing, and ask it.

    Raises ``InputError`` for a kind that does not exist and a length below 2.
    """
    if kind not in KINDS:
        raise InputError(f"cell = {kind!r}, must be one of {', '.join(KINDS)}")
    if length < 2:
        raise InputError(f"length = {length}, must be 2 or more: a word, and one to distract")
    each = (Settings(kind, length, seed) for seed in seeds)
    return Reach(kind, length, tuple(accuracy(settings, train(settings)) for settings in each))


@dataclass(frozen=True, eq=False)
class Remembering(Reaching):
    """How far an answer's gradient reaches back, and how far each kind of cell remembers.

    Beside the quantities of that there are at step 0, for each kind of cell, ``remembered_KIND``
    (lengths, seeds), its ``mean_KIND`` (lengths), and the ``chance`` of guessing right.
    """

    reaches: tuple[Reach, ...]

    def quantities(self, step: int) -> tuple[str, ...]:
        """Names of the quantities at ``step``; 0 for those that belong to no step."""
        return super().quantities(step) + (() if step else tuple(self._remembered))

    def array(self, quantity: str, step: int) -> FloatArray:
        """A whole quantity, read-only. Raises ``InputError`` that says what exists."""
        if step == 0 and quantity in self._remembered:
            return self._remembered[quantity]
        return super().array(quantity, step)

    @property
    def _remembered(self) -> dict[str, FloatArray]:
        found = {"chance": np.array([CHANCE])}
        for kind in COMPARED:
            rows = [each.accuracies for each in self.reaches if each.kind == kind]
            found[f"remembered_{kind}"] = np.array(rows)
            found[f"mean_{kind}"] = np.array([sum(row) / len(row) for row in rows])
        return {name: read_only(array) for name, array in found.items()}

    def table(self) -> dict[str, Any]:
        """All numbers in plain lists, for JSON."""
        return super().table() | {"remembering": [asdict(each) for each in self.reaches]}


def remembering(trace: Reaching) -> Remembering:
    """``trace`` beside what was recorded of the task."""
    found = {each.name: getattr(trace, each.name) for each in fields(Reaching)}
    return Remembering(**found, reaches=recorded())


@cache
def recorded() -> tuple[Reach, ...]:
    """All kinds and lengths as ``measure`` found them when this version was made."""
    rows = json.loads(_RECORD.read_text(encoding="utf-8"))
    return tuple(Reach(row["kind"], row["length"], tuple(row["accuracies"])) for row in rows)


def record() -> str:
    """Measure everything anew: the content of what is recorded. Takes some minutes."""
    rows = [measure(kind, length) for length in LENGTHS for kind in COMPARED]
    return "[\n" + ",\n".join(" " + json.dumps(vars(row)) for row in rows) + "\n]\n"
