"""NumPy's npz files, without pickle."""

import io
import math
import zipfile
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnn_math.errors import WeightsError
from rnn_math.formats.contents import (
    AGAIN,
    Contents,
    check_kind,
    check_size,
    check_total,
    contents_of,
)  # fmt: skip


def read(path: Path) -> Contents:
    """Read all arrays. Raises ``WeightsError``."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            check_total(path, (member.file_size for member in members))
            arrays = {
                member.filename.removesuffix(".npy"): _read_npy(path, archive, member)
                for member in members
            }
    except (
        OSError, ValueError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile,
        zlib.error,
    ) as error:  # fmt: skip
        raise WeightsError(f"{path}: no readable npz file ({error}); {AGAIN}") from error
    return contents_of(path, arrays)


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
    check_kind(path, key, dtype)
    check_size(path, key, shape, dtype.itemsize)
    if math.prod(shape) * dtype.itemsize > member.file_size:
        raise WeightsError(
            f"{path}: {key} declares shape {shape}, more than the {member.file_size} bytes that "
            f"are there; {AGAIN}"
        )
    with archive.open(member) as file:
        array: NDArray[Any] = np.lib.format.read_array(file, allow_pickle=False)
    return array


def write(contents: Contents) -> bytes:
    """The bytes of a file that holds ``contents``."""
    file = io.BytesIO()
    words = {key: np.array(strings, dtype=np.str_) for key, strings in contents.words.items()}
    arrays: dict[str, Any] = {**contents.arrays, **words, **contents.texts}
    np.savez(file, **arrays)
    return file.getvalue()
