"""Checkpoints: a network's weights in a file, whichever library they come from.

``rnn_math.formats`` says which files are read, ``rnn_math.layouts`` under which names.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from rnn_math import formats, layouts
from rnn_math.arrays import FloatArray, Size, checked
from rnn_math.cell import Cell
from rnn_math.errors import OutputError, WeightsError
from rnn_math.files import write_atomically
from rnn_math.layouts import Layout, Source
from rnn_math.readout import Readout

T = TypeVar("T")

MAX_UNITS = 1024  # of a state or an input: a trace keeps H x (H + F) products a step


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """A cell and what goes with it. Raises ``WeightsError`` when the parts do not fit."""

    cell: Cell
    readout: Readout | None = None
    embedding: FloatArray | None = None  # (V, F)
    vocabulary: tuple[str, ...] = ()  # the word of each row of the embedding, if known
    labels: tuple[str, ...] = ()  # the name of each output, if known

    def __post_init__(self) -> None:
        F, H = self.cell.input_size, self.cell.hidden_size
        if self.readout is not None and self.readout.hidden_size != H:
            raise WeightsError(f"W_o: reads {self.readout.hidden_size} units, must read H = {H}")
        V = 0
        if self.embedding is not None:
            meaning = f"(V, F) with F = {F}, as W_x has"
            rows = checked("embedding", self.embedding, (None, F), WeightsError, meaning)
            object.__setattr__(self, "embedding", rows)
            V = len(rows)
        if self.vocabulary and len(self.vocabulary) != V:
            raise WeightsError(
                f"vocabulary: {len(self.vocabulary)} words for an embedding of {V} rows, must be "
                "one for each"
            )
        outputs = self.readout.output_size if self.readout else 0
        if self.labels and len(self.labels) != outputs:
            raise WeightsError(
                f"labels: {len(self.labels)} for a readout of {outputs} outputs, must be one each"
            )


def load(path: Path | str) -> Checkpoint:
    """Read a ``.safetensors``, ``.npz`` or ``.h5`` checkpoint.

    Raises ``WeightsError``, which names the file, the key, the value and the next step.
    """
    path = Path(path)
    contents = formats.read(path)
    try:
        return _assemble(contents)
    except WeightsError as error:
        raise WeightsError(f"{path}: {error}") from error


def save(path: Path | str, checkpoint: Checkpoint, layout: Layout = "numpy") -> None:
    """Write a checkpoint, whole or not at all; the suffix of ``path`` says in which format.

    Raises ``WeightsError`` for an unknown suffix and ``OutputError`` when it cannot be written.
    """
    _write(Path(path), contents_of(checkpoint, layout))


def contents_of(checkpoint: Checkpoint, layout: Layout = "numpy") -> formats.Contents:
    """The named arrays and lists of words that ``save`` writes."""
    ours = {"W_x": checkpoint.cell.W_x, "W_h": checkpoint.cell.W_h, "b": checkpoint.cell.b}
    if checkpoint.readout is not None:
        ours |= {"W_o": checkpoint.readout.W_o, "b_o": checkpoint.readout.b_o}
    if checkpoint.embedding is not None:
        ours["embedding"] = checkpoint.embedding
    words = {"vocabulary": checkpoint.vocabulary, "labels": checkpoint.labels}
    return formats.Contents(
        layouts.rename(ours, layout), {key: given for key, given in words.items() if given}
    )


def load_parts(path: Path | str) -> tuple[Checkpoint, Checkpoint]:
    """Read an encoder and a decoder that share a file.

    Their arrays and lists of words have prefixes: ``encoder.W_x``, ``decoder.rnn.weight_hh_l0``,
    ``encoder.vocabulary``. Raises ``WeightsError`` as ``load`` does.
    """
    path = Path(path)
    contents = formats.read(path)
    encoder, decoder = (_assemble_part(path, contents, part) for part in formats.PARTS)
    return encoder, decoder


def save_parts(
    path: Path | str, encoder: Checkpoint, decoder: Checkpoint, layout: Layout = "numpy"
) -> None:
    """Write an encoder and a decoder into one file, as ``load_parts`` reads it.

    Raises as ``save`` does.
    """
    _write(Path(path), contents_of_parts(encoder, decoder, layout))


def contents_of_parts(
    encoder: Checkpoint, decoder: Checkpoint, layout: Layout = "numpy"
) -> formats.Contents:
    """The named arrays and lists of words of both, as ``save_parts`` writes them."""
    arrays: dict[str, FloatArray] = {}
    words: dict[str, tuple[str, ...]] = {}
    for part, checkpoint in zip(formats.PARTS, (encoder, decoder), strict=True):
        named = contents_of(checkpoint, layout)
        arrays |= {f"{part}.{key}": array for key, array in named.arrays.items()}
        words |= {f"{part}.{key}": given for key, given in named.words.items()}
    return formats.Contents(arrays, words)


def _write(path: Path, contents: formats.Contents) -> None:
    content = formats.to_bytes(contents, path.suffix)
    try:
        write_atomically(path, content)
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written ({error.strerror}): choose another folder or make room"
        ) from error


def _assemble(contents: formats.Contents) -> Checkpoint:
    sources = layouts.find(contents.arrays)
    arrays = {name: _fetch(contents.arrays, source) for name, source in sources.items()}
    _refuse_gates(arrays["W_h"], sources["W_h"])

    def take(name: str, shape: tuple[Size, ...], meaning: str) -> FloatArray:
        return checked(str(sources[name]), arrays[name], shape, WeightsError, meaning)

    W_x = take("W_x", (None, None), "(H, F): units x inputs")
    H, F = W_x.shape
    for what, size in (("units", H), ("inputs", F)):
        if size > MAX_UNITS:
            raise WeightsError(f"{sources['W_x']}: {size} {what}, must be 1 to {MAX_UNITS}")
    W_h = take("W_h", (H, H), f"(H, H) with H = {H}, the rows of {sources['W_x']}")
    b = take("b", (H,), f"(H,) with H = {H}") if "b" in sources else np.zeros(H)
    readout = None
    if "W_o" in sources:
        W_o = take("W_o", (None, H), f"(O, H) with H = {H}, the units of the cell")
        fit = f"(O,) with O = {len(W_o)}, the rows of {sources['W_o']}"
        b_o = take("b_o", (len(W_o),), fit) if "b_o" in sources else np.zeros(len(W_o))
        readout = Readout(W_o, b_o)
    embedding = None
    if "embedding" in sources:
        embedding = take("embedding", (None, F), f"(V, F) with F = {F}, the inputs of the cell")
    words = contents.words
    return Checkpoint(
        Cell(W_x, W_h, b), readout, embedding, words.get("vocabulary", ()), words.get("labels", ())
    )


def _assemble_part(path: Path, contents: formats.Contents, part: str) -> Checkpoint:
    prefix = f"{part}."
    inside = formats.Contents(_inside(contents.arrays, prefix), _inside(contents.words, prefix))
    if not inside.arrays:
        raise WeightsError(
            f"{path}: no array begins with {prefix}, must hold two networks, whose arrays are "
            f"named {' and '.join(f'{name}.W_x' for name in formats.PARTS)}, and so on"
        )
    try:
        return _assemble(inside)
    except WeightsError as error:
        raise WeightsError(f"{path}: {part}: {error}") from error


def _inside(kept: Mapping[str, T], prefix: str) -> dict[str, T]:
    return {key.removeprefix(prefix): kept[key] for key in kept if key.startswith(prefix)}


def _fetch(arrays: Mapping[str, NDArray[Any]], source: Source) -> NDArray[Any]:
    """An array of ours: PyTorch's two biases are folded into one, Keras's kernels transposed."""
    first, *others = (arrays[key] for key in source.keys)
    for key, other in zip(source.keys[1:], others, strict=True):
        if other.shape != first.shape:
            raise WeightsError(
                f"{key}: shape {other.shape}, must be {first.shape}, as {source.keys[0]} has"
            )
    with np.errstate(over="ignore", invalid="ignore"):  # inf and nan are refused by name later
        total = np.add.reduce([first.astype(np.float64), *others]) if others else first
    return total.T if source.transposed else total


def _refuse_gates(W_h: NDArray[Any], source: Source) -> None:
    gates = {3: "a GRU", 4: "an LSTM"}
    if W_h.ndim == 2 and W_h.shape[1] and W_h.shape[0] % W_h.shape[1] == 0:
        kind = gates.get(W_h.shape[0] // W_h.shape[1])
        if kind:
            raise WeightsError(
                f"{source}: shape {W_h.shape} looks like {kind}'s, must be a plain tanh network: "
                "nn.RNN or SimpleRNN"
            )
