"""What a file of named arrays holds, and how large it may be."""

import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnn_math.errors import WeightsError

MAX_BYTES = 256 * 2**20  # of a file, and of all arrays in it once they are unpacked
PARTS = ("encoder", "decoder")  # networks that share a file, each with a prefix: "encoder.W_x"
_LISTS = ("vocabulary", "labels")
WORD_LISTS = (*_LISTS, *(f"{part}.{words}" for part in PARTS for words in _LISTS))
AGAIN = "it may be cut off or damaged: save or download it again"
CONVERT = (
    "pickled checkpoints can run any code when they are opened, so they are refused: where you "
    "trust it, convert it with safetensors.torch.save_file(model.state_dict(), 'model.safetensors')"
)


class Contents(NamedTuple):
    """What a file holds: arrays of numbers as stored, and lists of words."""

    arrays: Mapping[str, NDArray[Any]]
    words: Mapping[str, tuple[str, ...]]  # of WORD_LISTS, those that are there


def check_kind(path: Path, key: str, dtype: np.dtype[Any]) -> None:
    """Refuse an array by its type alone."""
    if dtype.kind == "O":
        raise WeightsError(
            f"{path}: {key} holds Python objects, which only pickle could read, must be numbers: "
            "save it as an array of floats"
        )
    if dtype.kind not in ("SU" if key in WORD_LISTS else "fiu"):
        wanted = "strings" if key in WORD_LISTS else "real numbers"
        raise WeightsError(f"{path}: {key} has type {dtype}, must be {wanted}")


def check_size(path: Path, key: str, shape: Sequence[int], itemsize: int) -> int:
    """Refuse an array by its shape alone; its size in bytes if it may be read."""
    size = math.prod(shape) * max(itemsize, 8)  # numbers become float64
    if size > MAX_BYTES:
        raise WeightsError(
            f"{path}: {key} has shape {tuple(shape)}, {size} bytes, must be at most {MAX_BYTES}"
        )
    return size


def check_total(path: Path, sizes: Iterable[int]) -> None:
    """Refuse arrays that take too much room together."""
    if (total := sum(sizes)) > MAX_BYTES:
        raise WeightsError(f"{path}: {total} bytes of arrays, must be at most {MAX_BYTES}")


def words_of(path: Path, key: str, strings: object) -> tuple[str, ...]:
    """A list of different words. Raises ``WeightsError``."""
    if not isinstance(strings, list) or not all(isinstance(word, str) for word in strings):
        raise WeightsError(f"{path}: {key} must be a list of strings")
    repeated = len(strings) - len(set(strings))
    if repeated:
        raise WeightsError(f"{path}: {key} repeats {repeated} of its entries, each must be unique")
    return tuple(strings)


def contents_of(path: Path, arrays: dict[str, NDArray[Any]]) -> Contents:
    """Take the arrays of strings out of all arrays."""
    words = {}
    for key in WORD_LISTS:
        if key in arrays:
            strings = np.ravel(arrays.pop(key))
            try:
                decoded = np.char.decode(strings, "utf-8") if strings.dtype.kind == "S" else strings
            except UnicodeDecodeError as error:
                raise WeightsError(f"{path}: {key} must be UTF-8 text") from error
            words[key] = words_of(path, key, [str(word) for word in decoded])
    return Contents(arrays, words)
