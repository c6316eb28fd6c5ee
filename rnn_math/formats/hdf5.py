"""HDF5 files, with h5py, which is optional."""

import importlib
import io
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from rnn_math.errors import WeightsError
from rnn_math.formats.contents import (
    AGAIN,
    TEXTS,
    Contents,
    check_kind,
    check_size,
    check_total,
    contents_of,
    from_bfloat16,
)  # fmt: skip


def _h5py(path: str) -> ModuleType:
    """The library, imported only where it is needed: it is optional."""
    try:
        return importlib.import_module("h5py")
    except ImportError as error:
        raise WeightsError(
            f"{path}: HDF5 files need h5py, which is not installed: pip install unrolled[hdf5], or "
            "convert the file to .safetensors"
        ) from error


def read(path: Path) -> Contents:
    """Read all arrays. Raises ``WeightsError``."""
    h5py = _h5py(str(path))
    found: dict[str, Any] = {}

    def collect(name: str, item: Any) -> None:  # does not follow links to other files
        if isinstance(item, h5py.Dataset) and not name.startswith("optimizer/"):
            found[name] = item

    try:
        with h5py.File(path, "r") as file:
            file.visititems(collect)
            check_total(path, [_check_dataset(path, key, item) for key, item in found.items()])
            arrays = {
                key: from_bfloat16(item[()].view(np.uint16)) if _is_bfloat16(item) else item[()]
                for key, item in found.items()
            }
    except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
        raise WeightsError(f"{path}: no readable HDF5 file ({error}); {AGAIN}") from error
    return contents_of(path, arrays)


def _check_dataset(path: Path, key: str, dataset: Any) -> int:
    """Refuse a dataset that would take more room, or other files, than its shape tells."""
    if dataset.external or dataset.is_virtual:
        raise WeightsError(f"{path}: {key} keeps its numbers in another file, must hold them")
    if dataset.chunks is not None:
        raise WeightsError(f"{path}: {key} is chunked or compressed, must be stored in one piece")
    if dataset.dtype.kind == "O":
        many = "numpy.array([word.encode() for word in words])"
        raise WeightsError(
            f"{path}: {key} has entries of varying length, must be of a fixed one: save "
            + (f"it as numpy.bytes_('{TEXTS[key]}')" if key in TEXTS else f"words as {many}")
        )
    if not _is_bfloat16(dataset):
        check_kind(path, key, dataset.dtype)
    return check_size(path, key, dataset.shape, dataset.dtype.itemsize)


def _is_bfloat16(dataset: Any) -> bool:
    """HDF5 has no such type: Keras writes two plain bytes a number, and what they are beside it."""
    is_opaque = dataset.dtype.kind == "V" and dataset.dtype.itemsize == 2
    return bool(is_opaque and dataset.attrs.get("dtype") == "bfloat16")


def write(contents: Contents) -> bytes:
    """The bytes of a file that holds ``contents``. Raises ``WeightsError`` without h5py."""
    h5py = _h5py(".h5")
    buffer = io.BytesIO()
    with h5py.File(buffer, "w") as file:
        for key, array in contents.arrays.items():
            file[key] = array
        for key, words in contents.words.items():
            file[key] = np.array([word.encode() for word in words])
        for key, text in contents.texts.items():
            file[key] = np.bytes_(text.encode())
    return buffer.getvalue()
