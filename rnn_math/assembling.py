"""A checkpoint put together of the named arrays of a file."""

import numpy as np

from rnn_math import layouts
from rnn_math.arrays import FloatArray, Size, checked
from rnn_math.cells import KINDS
from rnn_math.checkpoint import Checkpoint
from rnn_math.errors import WeightsError
from rnn_math.formats import Contents
from rnn_math.layouts import Counts
from rnn_math.readout import Readout

NONLINEARITY = "tanh"  # of every cell here
MAX_UNITS = 1024  # of a state or an input: a trace keeps H x (H + F) products a step


def assemble(contents: Contents) -> Checkpoint:
    """The checkpoint that a file holds.

    Raises ``WeightsError``, which names the key, the value and the next step.
    """
    nonlinearity, declared = _nonlinearity(contents), _cell(contents)
    arrays, words = contents.arrays, contents.words
    layer = layouts.find(arrays)
    cell = layouts.cell_of(arrays, layer, declared)
    F, H = cell.input_size, cell.hidden_size
    for what, size in (("units", H), ("inputs", F)):
        if size > MAX_UNITS:
            first = layer.W_x if layer else next(iter(cell.weights))
            raise WeightsError(f"{first}: {size} {what}, must be 1 to {MAX_UNITS}")
    counts = Counts(len(words.get("vocabulary", ())), len(words.get("labels", ())))
    sources = layouts.others_of(arrays, layer, cell, counts)

    def take(name: str, shape: tuple[Size, ...], meaning: str) -> FloatArray:
        source = sources[name]
        return checked(str(source), source.of(arrays), shape, WeightsError, meaning)

    readout = embedding = None
    if "W_o" in sources:
        W_o = take("W_o", (None, H), f"(O, H) with H = {H}, the units of the cell")
        fit = f"(O,) with O = {len(W_o)}, the rows of {sources['W_o']}"
        b_o = take("b_o", (len(W_o),), fit) if "b_o" in sources else np.zeros(len(W_o))
        readout = Readout(W_o, b_o)
    if "embedding" in sources:
        embedding = take("embedding", (None, F), f"(V, F) with F = {F}, the inputs of the cell")
    lists = words.get("vocabulary", ()), words.get("labels", ())
    return Checkpoint(cell, readout, embedding, *lists, nonlinearity)


def _nonlinearity(contents: Contents) -> str:
    """The nonlinearity that a file declares: no array tells a ReLU network from a tanh one."""
    declared = contents.texts.get("nonlinearity", "").strip().lower()
    if declared not in ("", NONLINEARITY):
        raise WeightsError(
            f"nonlinearity = {declared[:40]}, must be {NONLINEARITY}: this cell computes tanh(z), "
            "and every number would be another network's; train it with tanh, the default of "
            "nn.RNN and SimpleRNN"
        )
    return declared


def _cell(contents: Contents) -> str:
    """The kind of cell that a file declares, where its arrays would leave it open."""
    declared = contents.texts.get("cell", "").strip().lower()
    if declared and declared not in KINDS:
        raise WeightsError(
            f"cell = {declared[:40]}, must be one of {', '.join(KINDS)}: other cells are not read"
        )
    return declared
