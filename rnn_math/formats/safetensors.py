"""Files of safetensors; lists of words are in their metadata, as JSON."""

import json
from pathlib import Path

import safetensors
import safetensors.numpy

from rnn_math.errors import WeightsError
from rnn_math.formats.contents import AGAIN, WORD_LISTS, Contents, check_size, words_of


def read(path: Path) -> Contents:
    """Read all arrays. Raises ``WeightsError``."""
    # The library itself compares every declared size with the length of the file.
    try:
        with safetensors.safe_open(path, framework="numpy") as file:
            metadata = file.metadata() or {}
            arrays = {}
            for key in file.keys():  # noqa: SIM118 - it is no dict
                described = file.get_slice(key)
                stored = described.get_dtype()
                if stored not in ("F64", "F32", "F16") and not stored.startswith(("I", "U")):
                    raise WeightsError(
                        f"{path}: {key} has type {stored}, must be F64, F32 or F16: convert it "
                        "before saving, for instance with tensor.float()"
                    )
                check_size(path, key, described.get_shape(), 8)
                arrays[key] = file.get_tensor(key)
    except (OSError, ValueError, safetensors.SafetensorError) as error:
        raise WeightsError(f"{path}: no readable safetensors file ({error}); {AGAIN}") from error
    words = {}
    for key in WORD_LISTS:
        if key in metadata:
            try:
                words[key] = words_of(path, key, json.loads(metadata[key]))
            except (json.JSONDecodeError, RecursionError) as error:
                raise WeightsError(f"{path}: {key} in the metadata must be a JSON list") from error
    return Contents(arrays, words)


def write(contents: Contents) -> bytes:
    """The bytes of a file that holds ``contents``."""
    metadata = {key: json.dumps(list(words)) for key, words in contents.words.items()}
    return safetensors.numpy.save(dict(contents.arrays), metadata)
