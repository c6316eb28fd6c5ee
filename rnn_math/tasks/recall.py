"""One sequence, read by a cell that was trained to remember its first word: a trace to look at.

Beside it stands what such cells reached, each trained with several seeds, as it was recorded.
The weights that read are those of the first seed; they come with the package.
"""

from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from typing import Any

import numpy as np

from rnn_math import weights as checkpoints
from rnn_math.arrays import FloatArray, read_only
from rnn_math.errors import WeightsError
from rnn_math.readout import Readout
from rnn_math.tasks import shipped
from rnn_math.tasks.kinds import cell_of
from rnn_math.tasks.remembering import CHANCE, SEEDS, Reach, recorded
from rnn_math.tasks.remembering_training import HELD_OUT, WORDS, Settings, sequences, train
from rnn_math.trace import Trace
from rnn_math.unroll import unroll
from rnn_math.wiring import sequence_to_vector

LENGTH = 20
"""Words in the sequence."""

LETTERS = ("K", "L", "M", "N", "w", "x", "y", "z")
"""What the words are called: those that may come first, and those that distract."""

QUANTITIES = ("remembered", "chance")


@dataclass(frozen=True, eq=False)
class Recall(Trace):
    """How a cell reads a sequence and says which word came first.

    Beside a trace's quantities there are, at step 0, the share of new sequences whose first word
    it ``remembered`` (one a seed), and the ``chance`` of guessing right.
    """

    reach: Reach

    def quantities(self, step: int) -> tuple[str, ...]:
        """Names of the quantities at ``step``; 0 for those that belong to no step."""
        return super().quantities(step) + (() if step else QUANTITIES)

    def array(self, quantity: str, step: int) -> FloatArray:
        """A whole quantity, read-only. Raises ``InputError`` that says what exists."""
        if step == 0 and quantity == "remembered":
            return read_only(np.array(self.reach.accuracies))
        if step == 0 and quantity == "chance":
            return read_only(np.array([CHANCE]))
        return super().array(quantity, step)

    def table(self) -> dict[str, Any]:
        """All numbers in plain lists, for JSON."""
        table = super().table()
        for quantity in QUANTITIES:
            table["weights"].pop(quantity)
        reach = asdict(self.reach) | {"accuracies": list(self.reach.accuracies)}
        return table | {"remembering": reach, "chance": CHANCE}


@lru_cache(maxsize=8)
def recall(kind: str) -> Recall:
    """The trace of a cell of ``kind``, by its name. Raises ``WeightsError`` without its file."""
    path = shipped.path_of(_name(kind))
    stored = checkpoints.load(path)
    if stored.embedding is None or stored.readout is None:
        raise WeightsError(f"{path}: no embedding or no readout: install unrolled again")
    words = sequences(1, LENGTH, np.random.default_rng(HELD_OUT)).words[:, 0]
    trace = unroll(
        stored.cell,
        stored.embedding[words],
        readout=stored.readout,
        tokens=[LETTERS[word] for word in words],
        labels=LETTERS[:WORDS],
        wiring=sequence_to_vector(LENGTH),
    )
    (reach,) = (each for each in recorded() if (each.kind, each.length) == (kind, LENGTH))
    return Recall(**{each.name: getattr(trace, each.name) for each in fields(Trace)}, reach=reach)


def ship(kind: str) -> bytes:
    """Train a cell of ``kind`` anew: the content of its file."""
    settings = Settings(kind, LENGTH, SEEDS[0])
    p = train(settings)
    checkpoint = checkpoints.Checkpoint(
        cell_of(p), Readout(p["W_o"], p["b_o"]), p["embedding"], LETTERS, LETTERS[:WORDS]
    )
    arrays, words, _ = checkpoints.contents_of(checkpoint)
    return shipped.content_of(arrays, **words, settings=asdict(settings))


def _name(kind: str) -> str:
    return f"remembering_{kind}"
