"""Checkpoints: a network's weights in a file, whichever library they come from.

``rnn_math.formats`` says which files are read, ``rnn_math.layouts`` under which names.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from rnn_math import formats, layouts
from rnn_math.arrays import FloatArray
from rnn_math.assembling import NONLINEARITY, assemble
from rnn_math.checkpoint import Checkpoint
from rnn_math.errors import OutputError, WeightsError
from rnn_math.files import write_atomically
from rnn_math.layouts import Layout

__all__ = [
    "Checkpoint", "contents_of", "contents_of_parts", "load", "load_parts", "save", "save_parts",
]  # fmt: skip

T = TypeVar("T")


def load(path: Path | str) -> Checkpoint:
    """Read a ``.safetensors``, ``.npz`` or ``.h5`` checkpoint.

    Raises ``WeightsError``, which names the file, the key, the value and the next step.
    """
    path = Path(path)
    contents = formats.read(path)
    try:
        return assemble(contents)
    except WeightsError as error:
        raise WeightsError(f"{path}: {error}") from error


def save(path: Path | str, checkpoint: Checkpoint, layout: Layout = "numpy") -> None:
    """Write a checkpoint, whole or not at all; the suffix of ``path`` says in which format.

    Raises ``WeightsError`` for an unknown suffix and ``OutputError`` when it cannot be written.
    """
    _write(Path(path), contents_of(checkpoint, layout))


def contents_of(checkpoint: Checkpoint, layout: Layout = "numpy") -> formats.Contents:
    """The named arrays and lists of words that ``save`` writes."""
    others: dict[str, FloatArray] = {}
    if checkpoint.readout is not None:
        others |= {"W_o": checkpoint.readout.W_o, "b_o": checkpoint.readout.b_o}
    if checkpoint.embedding is not None:
        others["embedding"] = checkpoint.embedding
    words = {"vocabulary": checkpoint.vocabulary, "labels": checkpoint.labels}
    return formats.Contents(
        layouts.rename(checkpoint.cell, others, layout),
        {key: given for key, given in words.items() if given},
        {"nonlinearity": NONLINEARITY, "cell": checkpoint.cell.kind.name},
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
    texts: dict[str, str] = {}
    for part, checkpoint in zip(formats.PARTS, (encoder, decoder), strict=True):
        named = contents_of(checkpoint, layout)
        arrays |= {f"{part}.{key}": array for key, array in named.arrays.items()}
        words |= {f"{part}.{key}": given for key, given in named.words.items()}
        texts |= {f"{part}.{key}": text for key, text in named.texts.items()}
    return formats.Contents(arrays, words, texts)


def _write(path: Path, contents: formats.Contents) -> None:
    content = formats.to_bytes(contents, path.suffix)
    try:
        write_atomically(path, content)
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written ({error.strerror}): choose another folder or make room"
        ) from error


def _assemble_part(path: Path, contents: formats.Contents, part: str) -> Checkpoint:
    prefix = f"{part}."
    inside = formats.Contents(
        _inside(contents.arrays, prefix),
        _inside(contents.words, prefix),
        {**contents.texts, **_inside(contents.texts, prefix)},
    )
    if not inside.arrays:
        raise WeightsError(
            f"{path}: no array begins with {prefix}, must hold two networks, whose arrays are "
            f"named {' and '.join(f'{name}.W_x' for name in formats.PARTS)}, and so on"
        )
    try:
        return assemble(inside)
    except WeightsError as error:
        raise WeightsError(f"{path}: {part}: {error}") from error


def _inside(kept: Mapping[str, T], prefix: str) -> dict[str, T]:
    return {key.removeprefix(prefix): kept[key] for key in kept if key.startswith(prefix)}
