"""Files of named arrays: safetensors, NumPy's npz and HDF5, read as if they came from strangers.

Nothing is unpickled, no size is believed before it is compared with a bound, and whatever is
wrong with a file is one ``WeightsError`` that names the file, the key and the next step.
"""

from collections.abc import Callable
from pathlib import Path

from rnn_math.errors import WeightsError
from rnn_math.formats import hdf5, npz, safetensors
from rnn_math.formats.contents import (
    CONVERT,
    GUIDE,
    KERAS_ARCHIVE,
    MAX_BYTES,
    PARTS,
    WORD_LISTS,
    Contents,
)
from rnn_math.formats.disguise import refuse_disguise

__all__ = ["GUIDE", "MAX_BYTES", "PARTS", "WORD_LISTS", "Contents", "read", "to_bytes"]

_PICKLED_SUFFIXES = (".pt", ".pth", ".pkl", ".pickle", ".bin", ".ckpt", ".joblib")

_READERS: dict[str, Callable[[Path], Contents]] = {
    ".safetensors": safetensors.read,
    ".npz": npz.read,
    ".h5": hdf5.read,
    ".hdf5": hdf5.read,
}
_WRITERS: dict[str, Callable[[Contents], bytes]] = {
    ".safetensors": safetensors.write,
    ".npz": npz.write,
    ".h5": hdf5.write,
    ".hdf5": hdf5.write,
}


def read(path: Path) -> Contents:
    """Read a checkpoint's arrays. Raises ``WeightsError``."""
    suffix = path.suffix.lower()
    if suffix in _PICKLED_SUFFIXES:
        raise WeightsError(f"{path}: {CONVERT}")
    if suffix == ".keras":
        raise WeightsError(f"{path}: {KERAS_ARCHIVE}")
    if suffix not in _READERS:
        raise WeightsError(f"{path}: unknown kind of file, must be one of {', '.join(_READERS)}")
    try:
        size = path.stat().st_size
        if size <= MAX_BYTES:
            refuse_disguise(path)
    except OSError as error:
        raise WeightsError(
            f"{path}: cannot be read ({error.strerror}): check the path of the weights"
        ) from error
    if size > MAX_BYTES:
        raise WeightsError(f"{path}: {size} bytes, must be at most {MAX_BYTES}")
    return _READERS[suffix](path)


def to_bytes(contents: Contents, suffix: str) -> bytes:
    """The content of a file of the kind of ``suffix``. Raises ``WeightsError``."""
    if suffix.lower() not in _WRITERS:
        raise WeightsError(f"{suffix or 'no suffix'}: must be one of {', '.join(_WRITERS)}")
    return _WRITERS[suffix.lower()](contents)
