"""Trained parameters, kept by the content of everything that made them.

The key is a hash of the sources, the data and the settings: change any of them and the model is
trained again, change none and it is read. An entry that cannot be read is made again, and where
nothing can be written nothing is cached: the cache never stands in the way.
"""

import inspect
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from types import ModuleType

import numpy as np
import safetensors
import safetensors.numpy

from rnn_math.arrays import FloatArray
from rnn_math.files import write_atomically

Parameters = dict[str, FloatArray]


def cache_dir() -> Path | None:
    """The user's cache folder, ``$UNROLLED_CACHE`` if set; None where there is no home."""
    if chosen := os.environ.get("UNROLLED_CACHE"):
        return Path(chosen)
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "unrolled"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "unrolled"
    xdg = Path(os.environ.get("XDG_CACHE_HOME", ""))
    # The XDG base directory specification says to ignore relative paths.
    return (xdg if xdg.is_absolute() else home / ".cache") / "unrolled"


def key_of(sources: Iterable[ModuleType], **facts: object) -> str:
    """A hash of the modules' source text, of NumPy's version and of ``facts`` (JSON values)."""
    facts |= {"numpy": np.__version__, "sources": [inspect.getsource(module) for module in sources]}
    return sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def fetch(name: str, key: str, make: Callable[[], Parameters]) -> Parameters:
    """The parameters stored under ``name`` and ``key``; made and stored if there are none."""
    folder = cache_dir()
    path = folder / "models" / f"{name}-{key[:24]}.safetensors" if folder else None
    stored = _read(path, key) if path else None
    if stored is not None:
        return stored
    made = make()
    if path:
        with suppress(OSError):  # a read-only or full disk only means: no caching
            path.parent.mkdir(parents=True, exist_ok=True)
            metadata = {"key": key, "digest": _digest(made)}
            write_atomically(path, safetensors.numpy.save(made, metadata))
    return made


def _digest(parameters: Mapping[str, FloatArray]) -> str:
    """A hash of every name, shape and number: safetensors would not notice a flipped bit."""
    digest = sha256()
    for name, array in sorted(parameters.items()):
        digest.update(f"{name} {array.shape} {array.dtype.str}".encode())
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()


def _read(path: Path, key: str) -> Parameters | None:
    try:
        with safetensors.safe_open(path, framework="numpy") as file:
            metadata = file.metadata() or {}
            parameters = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except (OSError, safetensors.SafetensorError, ValueError):
        return None
    intact = metadata.get("key") == key and metadata.get("digest") == _digest(parameters)
    return parameters if intact else None
