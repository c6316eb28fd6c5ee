"""Networks that write: a decoder from its checkpoint or its weights, and how it is taught."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnn_math import training
from rnn_math.arrays import FloatArray, read_only
from rnn_math.cell import Cell
from rnn_math.errors import WeightsError
from rnn_math.formats import GUIDE
from rnn_math.readout import Readout
from rnn_math.tasks import words
from rnn_math.tasks.kinds import cell_of
from rnn_math.tasks.words import Rows
from rnn_math.training import UNANSWERED, Mask, Parameters
from rnn_math.weights import Checkpoint


class Writer(NamedTuple):
    """A decoder: it reads the start, then what it wrote, until it writes the end."""

    cell: Cell
    readout: Readout
    embedding: FloatArray  # (V, F)
    vocabulary: tuple[str, ...]  # the V things that it reads, the start among them
    labels: tuple[str, ...]  # the O things that it writes, the end among them


class Dictation(NamedTuple):
    """N texts side by side, (T, N) each, as they are taught to a decoder."""

    fed: Rows  # teacher forcing: the decoder is fed the right word, not its own
    targets: Rows  # numbers of the outputs, UNANSWERED on padding
    mask: Mask  # false on padding

    def of(self, chosen: NDArray[np.intp]) -> "Dictation":
        """The texts whose numbers are ``chosen``; one may come more than once."""
        return Dictation(self.fed[:, chosen], self.targets[:, chosen], self.mask[:, chosen])


def dictation(fed: Sequence[Sequence[int]], written: Sequence[Sequence[int]]) -> Dictation:
    """N texts: the rows of the embedding that are read, and the outputs that are to be written."""
    rows, mask = words.side_by_side(fed)
    targets, _ = words.side_by_side(written, padding=UNANSWERED)
    return Dictation(rows, targets, mask)


def writer(p: Parameters, vocabulary: tuple[str, ...], labels: tuple[str, ...]) -> Writer:
    """The decoder of trained weights: embedding, those of its cell, W_o and b_o."""
    return Writer(
        cell_of(p),
        Readout(p["W_o"], p["b_o"]),
        read_only(p["embedding"]),
        vocabulary,
        labels,
    )


def loaded(where: str, stored: Checkpoint, start: str, end: str, unit: str) -> Writer:
    """The decoder of a checkpoint, which writes a ``unit`` ("word", "letter") a step.

    Raises ``WeightsError``, which begins with ``where``, when it cannot read the start or what it
    writes, or cannot write the end.
    """
    embedding = words.embedding_of(where, stored)
    if stored.readout is None or not stored.labels:
        raise WeightsError(
            f"{where}: no readout or no labels, must have W_o (O, H), b_o (O) and the {unit} that "
            f"each output stands for, as labels; {GUIDE}"
        )
    if end not in stored.labels:
        raise WeightsError(f"{where}.labels: must hold {end}, which says stop")
    unread = sorted({start, *stored.labels} - {end, *stored.vocabulary})
    if unread:
        raise WeightsError(
            f"{where}.vocabulary: must hold {start} and every label, lacks "
            + ", ".join(f'"{unknown}"' for unknown in unread[:8])
        )
    return Writer(stored.cell, stored.readout, embedding, stored.vocabulary, stored.labels)


def gradients(
    p: Parameters, taught: Dictation, start: Mapping[str, FloatArray]
) -> tuple[Parameters, dict[str, FloatArray]]:
    """Gradients of a decoder's weights, and of its first states ``start``, (N, H) each.

    The loss is the mean cross-entropy of what it would write.
    """
    made = words.read(p, taught.fed, taught.mask, start)
    _, readout = training.cross_entropy(p["W_o"], p["b_o"], made.h, taught.targets)
    back, first = words.reader_gradients(p, taught.fed, made, readout.h)
    return back | {"W_o": readout.W_o, "b_o": readout.b_o}, first
