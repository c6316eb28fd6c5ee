"""Files of named arrays: safetensors, NumPy's npz and HDF5, read as if they came from strangers.

Nothing is unpickled, no size is believed before it is compared with a bound, and whatever is
wrong with a file is one ``WeightsError`` that names the file, the key and the next step.
"""

import importlib
import io
import json
import math
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
import safetensors
import safetensors.numpy
from numpy.typing import NDArray

from rnn_math.errors import WeightsError

MAX_BYTES = 256 * 2**20  # of a file, and of all arrays in it once they are unpacked
PARTS = ("encoder", "decoder")  # networks that share a file, each with a prefix: "encoder.W_x"
_LISTS = ("vocabulary", "labels")
WORD_LISTS = (*_LISTS, *(f"{part}.{words}" for part in PARTS for words in _LISTS))

PICKLED_SUFFIXES = (".pt", ".pth", ".pkl", ".pickle", ".bin", ".ckpt", ".joblib")
_PICKLE_STARTS = tuple(bytes((0x80, protocol)) for protocol in range(2, 6))
_AGAIN = "it may be cut off or damaged: save or download it again"
_CONVERT = (
    "pickled checkpoints can run any code when they are opened, so they are refused: where you "
    "trust it, convert it with safetensors.torch.save_file(model.state_dict(), 'model.safetensors')"
)


class Contents(NamedTuple):
    """What a file holds: arrays of numbers as stored, and lists of words."""

    arrays: Mapping[str, NDArray[Any]]
    words: Mapping[str, tuple[str, ...]]  # of WORD_LISTS, those that are there


def read(path: Path) -> Contents:
    """Read a checkpoint's arrays. Raises ``WeightsError``."""
    suffix = path.suffix.lower()
    if suffix in PICKLED_SUFFIXES:
        raise WeightsError(f"{path}: {_CONVERT}")
    if suffix not in _READERS:
        raise WeightsError(f"{path}: unknown kind of file, must be one of {', '.join(_READERS)}")
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(9)
    except OSError as error:
        raise WeightsError(
            f"{path}: cannot be read ({error.strerror}): check the path of the weights"
        ) from error
    if size > MAX_BYTES:
        raise WeightsError(f"{path}: {size} bytes, must be at most {MAX_BYTES}")
    # The length of a safetensors header may look like the start of a pickle; its brace does not.
    if start.startswith(_PICKLE_STARTS) and start[8:] != b"{":
        raise WeightsError(f"{path}: a pickle in spite of its name; {_CONVERT}")
    return _READERS[suffix](path)


def to_bytes(contents: Contents, suffix: str) -> bytes:
    """The content of a file of the kind of ``suffix``. Raises ``WeightsError``."""
    if suffix.lower() not in _WRITERS:
        raise WeightsError(f"{suffix or 'no suffix'}: must be one of {', '.join(_WRITERS)}")
    return _WRITERS[suffix.lower()](contents)


def _check_kind(path: Path, key: str, dtype: np.dtype[Any]) -> None:
    """Refuse an array by its type alone."""
    if dtype.kind == "O":
        raise WeightsError(
            f"{path}: {key} holds Python objects, which only pickle could read, must be numbers: "
            "save it as an array of floats"
        )
    if dtype.kind not in ("SU" if key in WORD_LISTS else "fiu"):
        wanted = "strings" if key in WORD_LISTS else "real numbers"
        raise WeightsError(f"{path}: {key} has type {dtype}, must be {wanted}")


def _check_size(path: Path, key: str, shape: Sequence[int], itemsize: int) -> int:
    """Refuse an array by its shape alone; its size in bytes if it may be read."""
    size = math.prod(shape) * max(itemsize, 8)  # numbers become float64
    if size > MAX_BYTES:
        raise WeightsError(
            f"{path}: {key} has shape {tuple(shape)}, {size} bytes, must be at most {MAX_BYTES}"
        )
    return size


def _check_total(path: Path, sizes: Iterable[int]) -> None:
    if (total := sum(sizes)) > MAX_BYTES:
        raise WeightsError(f"{path}: {total} bytes of arrays, must be at most {MAX_BYTES}")


def _words(path: Path, key: str, strings: object) -> tuple[str, ...]:
    """A list of different words. Raises ``WeightsError``."""
    if not isinstance(strings, list) or not all(isinstance(word, str) for word in strings):
        raise WeightsError(f"{path}: {key} must be a list of strings")
    repeated = len(strings) - len(set(strings))
    if repeated:
        raise WeightsError(f"{path}: {key} repeats {repeated} of its entries, each must be unique")
    return tuple(strings)


def _contents(path: Path, arrays: dict[str, NDArray[Any]]) -> Contents:
    """Take the arrays of strings out of all arrays."""
    words = {}
    for key in WORD_LISTS:
        if key in arrays:
            strings = np.ravel(arrays.pop(key))
            try:
                decoded = np.char.decode(strings, "utf-8") if strings.dtype.kind == "S" else strings
            except UnicodeDecodeError as error:
                raise WeightsError(f"{path}: {key} must be UTF-8 text") from error
            words[key] = _words(path, key, [str(word) for word in decoded])
    return Contents(arrays, words)


# safetensors


def _read_safetensors(path: Path) -> Contents:
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
                _check_size(path, key, described.get_shape(), 8)
                arrays[key] = file.get_tensor(key)
    except (OSError, ValueError, safetensors.SafetensorError) as error:
        raise WeightsError(f"{path}: no readable safetensors file ({error}); {_AGAIN}") from error
    words = {}
    for key in WORD_LISTS:
        if key in metadata:
            try:
                words[key] = _words(path, key, json.loads(metadata[key]))
            except (json.JSONDecodeError, RecursionError) as error:
                raise WeightsError(f"{path}: {key} in the metadata must be a JSON list") from error
    return Contents(arrays, words)


def _write_safetensors(contents: Contents) -> bytes:
    metadata = {key: json.dumps(list(words)) for key, words in contents.words.items()}
    return safetensors.numpy.save(dict(contents.arrays), metadata)


# npz


def _read_npz(path: Path) -> Contents:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if any(member.filename.endswith(".pkl") for member in members):
                raise WeightsError(f"{path}: holds a pickle; {_CONVERT}")
            _check_total(path, (member.file_size for member in members))
            arrays = {
                member.filename.removesuffix(".npy"): _read_npy(path, archive, member)
                for member in members
            }
    except (
        OSError, ValueError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile,
        zlib.error,
    ) as error:  # fmt: skip
        raise WeightsError(f"{path}: no readable npz file ({error}); {_AGAIN}") from error
    return _contents(path, arrays)


def _read_npy(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> NDArray[Any]:
    key = member.filename.removesuffix(".npy")
    with archive.open(member) as file:
        version = np.lib.format.read_magic(file)
        read_header = {
            (1, 0): np.lib.format.read_array_header_1_0,
            (2, 0): np.lib.format.read_array_header_2_0,
        }.get(version)
        if read_header is None:
            raise ValueError(f"{key} is npy version {version}")
        shape, _, dtype = read_header(file)
    # NumPy makes room for what the header declares before it reads: look first.
    _check_kind(path, key, dtype)
    _check_size(path, key, shape, dtype.itemsize)
    if math.prod(shape) * dtype.itemsize > member.file_size:
        raise WeightsError(
            f"{path}: {key} declares shape {shape}, more than the {member.file_size} bytes that "
            f"are there; {_AGAIN}"
        )
    with archive.open(member) as file:
        array: NDArray[Any] = np.lib.format.read_array(file, allow_pickle=False)
    return array


def _write_npz(contents: Contents) -> bytes:
    file = io.BytesIO()
    words = {key: np.array(strings, dtype=np.str_) for key, strings in contents.words.items()}
    arrays: dict[str, Any] = {**contents.arrays, **words}
    np.savez(file, **arrays)
    return file.getvalue()


# HDF5


def _h5py(path: str) -> ModuleType:
    """The library, imported only where it is needed: it is optional."""
    try:
        return importlib.import_module("h5py")
    except ImportError as error:
        raise WeightsError(
            f"{path}: HDF5 files need h5py, which is not installed: pip install unrolled[hdf5], or "
            "convert the file to .safetensors"
        ) from error


def _read_hdf5(path: Path) -> Contents:
    h5py = _h5py(str(path))
    found: dict[str, Any] = {}

    def collect(name: str, item: Any) -> None:  # does not follow links to other files
        if isinstance(item, h5py.Dataset) and not name.startswith("optimizer/"):
            found[name] = item

    try:
        with h5py.File(path, "r") as file:
            file.visititems(collect)
            _check_total(path, [_check_dataset(path, key, item) for key, item in found.items()])
            arrays = {key: item[()] for key, item in found.items()}
    except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
        raise WeightsError(f"{path}: no readable HDF5 file ({error}); {_AGAIN}") from error
    return _contents(path, arrays)


def _check_dataset(path: Path, key: str, dataset: Any) -> int:
    """Refuse a dataset that would take more room, or other files, than its shape tells."""
    if dataset.external or dataset.is_virtual:
        raise WeightsError(f"{path}: {key} keeps its numbers in another file, must hold them")
    if dataset.chunks is not None:
        raise WeightsError(f"{path}: {key} is chunked or compressed, must be stored in one piece")
    if dataset.dtype.kind == "O":
        raise WeightsError(
            f"{path}: {key} has entries of varying length, must be of a fixed one: save words as "
            "numpy.array([word.encode() for word in words])"
        )
    _check_kind(path, key, dataset.dtype)
    return _check_size(path, key, dataset.shape, dataset.dtype.itemsize)


def _write_hdf5(contents: Contents) -> bytes:
    h5py = _h5py(".h5")
    buffer = io.BytesIO()
    with h5py.File(buffer, "w") as file:
        for key, array in contents.arrays.items():
            file[key] = array
        for key, words in contents.words.items():
            file[key] = np.array([word.encode() for word in words])
    return buffer.getvalue()


_READERS: dict[str, Callable[[Path], Contents]] = {
    ".safetensors": _read_safetensors,
    ".npz": _read_npz,
    ".h5": _read_hdf5,
    ".hdf5": _read_hdf5,
}
_WRITERS: dict[str, Callable[[Contents], bytes]] = {
    ".safetensors": _write_safetensors,
    ".npz": _write_npz,
    ".h5": _write_hdf5,
    ".hdf5": _write_hdf5,
}
