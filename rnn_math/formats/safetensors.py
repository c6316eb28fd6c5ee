"""Files of safetensors; lists of words are in their metadata, as JSON, and texts as they are."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import safetensors
import safetensors.numpy
from numpy.typing import NDArray

from rnn_math.errors import WeightsError
from rnn_math.formats.contents import (
    AGAIN,
    TEXTS,
    WORD_LISTS,
    Contents,
    check_size,
    from_bfloat16,
    words_of,
)

_NUMPYS = ("F64", "F32", "F16")


def read(path: Path) -> Contents:
    """Read all arrays. Raises ``WeightsError``."""
    # The library itself compares every declared size with the length of the file.
    try:
        with safetensors.safe_open(path, framework="numpy") as file:
            metadata = file.metadata() or {}
            types = {key: _checked_type(path, key, file.get_slice(key)) for key in file.keys()}  # noqa: SIM118 - it is no dict
            arrays = {key: file.get_tensor(key) for key in types if types[key] != "BF16"}
        if "BF16" in types.values():  # NumPy has no such type
            arrays |= _bfloat16_arrays(path)
    except (OSError, ValueError, safetensors.SafetensorError) as error:
        raise WeightsError(f"{path}: no readable safetensors file ({error}); {AGAIN}") from error
    words = {}
    for key in WORD_LISTS:
        if key in metadata:
            try:
                words[key] = words_of(path, key, json.loads(metadata[key]))
            except (json.JSONDecodeError, RecursionError) as error:
                raise WeightsError(
                    f"{path}: {key} in the metadata must be a JSON list: json.dumps(words)"
                ) from error
    # A text may have been written as JSON, as the lists are.
    texts = {key: metadata[key].strip('"') for key in TEXTS if key in metadata}
    return Contents(arrays, words, texts)


def _checked_type(path: Path, key: str, described: Any) -> str:
    stored: str = described.get_dtype()
    if stored not in (*_NUMPYS, "BF16") and not stored.startswith(("I", "U")):
        raise WeightsError(
            f"{path}: {key} has type {stored}, must be F64, F32, F16 or BF16: convert it before "
            "saving, for instance with tensor.float()"
        )
    check_size(path, key, described.get_shape(), 8)
    return stored


def _bfloat16_arrays(path: Path) -> dict[str, NDArray[np.float32]]:
    return {
        key: from_bfloat16(np.frombuffer(stored["data"], "<u2")).reshape(stored["shape"])
        for key, stored in safetensors.deserialize(path.read_bytes())  # type: ignore[no-untyped-call]
        if stored["dtype"] == "BF16"
    }


def write(contents: Contents) -> bytes:
    """The bytes of a file that holds ``contents``."""
    metadata = {key: json.dumps(list(words)) for key, words in contents.words.items()}
    return safetensors.numpy.save(dict(contents.arrays), {**metadata, **contents.texts})
