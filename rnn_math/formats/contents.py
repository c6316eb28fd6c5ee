"""What a file of named arrays holds, and how large it may be."""

import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnn_math.errors import WeightsError

MAX_BYTES = 256 * 2**20  # of a file, and of all arrays in it once they are unpacked
PARTS = ("encoder", "decoder")  # networks that share a file, each with a prefix: "encoder.W_x"
_LISTS = ("vocabulary", "labels")
WORD_LISTS = (*_LISTS, *(f"{part}.{words}" for part in PARTS for words in _LISTS))
_TEXTS = {"nonlinearity": "tanh", "cell": "lstm"}  # each with what it may say
TEXTS = _TEXTS | {f"{part}.{key}": example for part in PARTS for key, example in _TEXTS.items()}
GUIDE = "unrolled weights shows how"
AGAIN = "it may be cut off or damaged: save or download it again"
CONVERT = (
    "pickled checkpoints can run any code when they are opened, so they are refused: where you "
    "trust it, load it and save it with safetensors.torch.save_file(model.state_dict(), "
    "'model.safetensors', {'vocabulary': json.dumps(words), 'labels': json.dumps(labels)}); "
    f"{GUIDE}"
)
KERAS_ARCHIVE = (
    "a whole Keras model, must be its weights alone: save them with "
    f"model.save_weights('model.weights.h5') and add the words; {GUIDE}"
)


class Contents(NamedTuple):
    """What a file holds: arrays of numbers as stored, and lists of words."""

    arrays: Mapping[str, NDArray[Any]]
    words: Mapping[str, tuple[str, ...]]  # of WORD_LISTS, those that are there
    texts: Mapping[str, str] = MappingProxyType({})  # of TEXTS, those that are there


def check_kind(path: Path, key: str, dtype: np.dtype[Any]) -> None:
    """Refuse an array by its type alone."""
    wanted, instead = "real numbers", "array.astype(numpy.float32)"
    if key in WORD_LISTS:
        wanted, instead = "strings", "numpy.array(words, dtype=str)"
    elif key in TEXTS:
        wanted, instead = "a string", f"numpy.str_('{TEXTS[key]}')"
    if dtype.kind == "O":
        raise WeightsError(
            f"{path}: {key} holds Python objects, which only pickle could read, must be {wanted}: "
            f"save it as {instead}"
        )
    if dtype.kind not in ("fiu" if wanted == "real numbers" else "SU"):
        raise WeightsError(
            f"{path}: {key} has type {dtype}, must be {wanted}: save it as {instead}"
        )


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
    strings = {
        key: _decoded(path, key, arrays.pop(key)) for key in (*WORD_LISTS, *TEXTS) if key in arrays
    }
    words = {key: words_of(path, key, strings[key]) for key in WORD_LISTS if key in strings}
    return Contents(arrays, words, {key: " ".join(strings[key]) for key in TEXTS if key in strings})


def _decoded(path: Path, key: str, array: NDArray[Any]) -> list[str]:
    strings = np.ravel(array)
    try:
        decoded = np.char.decode(strings, "utf-8") if strings.dtype.kind == "S" else strings
    except UnicodeDecodeError as error:
        raise WeightsError(f"{path}: {key} must be UTF-8 text") from error
    return [str(each) for each in decoded]


def from_bfloat16(stored: NDArray[np.uint16]) -> NDArray[np.float32]:
    """The numbers whose upper halves, of 16 bits each, are ``stored``: nothing is rounded."""
    return (stored.astype(np.uint32) << 16).view(np.float32)
