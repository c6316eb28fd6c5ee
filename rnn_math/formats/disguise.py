"""What a file is, whatever its name says: known by its content, of which nothing is run."""

import pickletools
import zipfile
from pathlib import Path

from rnn_math.errors import WeightsError
from rnn_math.formats.contents import CONVERT, KERAS_ARCHIVE

_LIKE_HDF5 = (".h5", ".hdf5")
_PICKLE_STARTS = tuple(bytes((0x80, protocol)) for protocol in range(2, 6))
_OLD_PICKLE_BYTES = 1_000_000  # of protocols 0 and 1, which are only known by reading them through
_NO_CHECKPOINTS = {
    b"version https://git-lfs": "a pointer of Git LFS, not the file itself: run git lfs pull",
    b"<!doctype html": "a web page, not a checkpoint: download the file itself",
    b"<html": "a web page, not a checkpoint: download the file itself",
    b"\x93NUMPY": "a single NumPy array, must be named ones: save them with numpy.savez",
}


def refuse_disguise(path: Path) -> None:
    """Refuse a file whose content is of another kind than its name says.

    Raises ``WeightsError``, which says what it is, and ``OSError``.
    """
    with path.open("rb") as file:
        start = file.read(64)
    if start[8:9] == b"{":  # safetensors, whose length may look like the start of anything
        _check_name(path, (".safetensors",), "a safetensors file")
    elif start.startswith(b"\x89HDF\r\n\x1a\n"):
        _check_name(path, _LIKE_HDF5, "an HDF5 file")
    elif start.startswith(b"PK\x03\x04"):
        _check_archive(path)
    elif start.startswith(_PICKLE_STARTS) or _is_old_pickle(path):
        raise WeightsError(f"{path}: a pickle in spite of its name; {CONVERT}")
    for beginning, what in _NO_CHECKPOINTS.items():
        if start.lower().startswith(beginning.lower()):
            raise WeightsError(f"{path}: {what}")


def _check_name(path: Path, suffixes: tuple[str, ...], what: str) -> None:
    if path.suffix.lower() not in suffixes:
        right = path.with_suffix(suffixes[0]).name
        raise WeightsError(f"{path}: {what} in spite of its name: rename it to {right}")


def _check_archive(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return  # cut off or damaged, which its reader says
    if any(name.endswith(".pkl") for name in names):
        raise WeightsError(f"{path}: a pickle of PyTorch's in spite of its name; {CONVERT}")
    if any(name.endswith(".weights.h5") for name in names):
        raise WeightsError(f"{path}: {KERAS_ARCHIVE}")
    if any(name.endswith(".npy") for name in names):
        _check_name(path, (".npz",), "an npz file")


def _is_old_pickle(path: Path) -> bool:
    """Protocols 0 and 1 have no mark: a pickle is what reads as one from its start to its end."""
    if path.stat().st_size > _OLD_PICKLE_BYTES:
        return False
    content = path.read_bytes()
    try:
        last = max(position or 0 for _, _, position in pickletools.genops(content))
    except Exception:  # it raises whatever its reading of a stranger's bytes comes upon
        return False
    return last == len(content) - 1 > 0
