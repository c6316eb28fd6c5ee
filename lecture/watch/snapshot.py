"""What lies in the files of this project at one moment. Imports nothing that may be edited."""

import os
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from lecture.imports import PACKAGES, ROOT

_SUFFIXES = frozenset(
    (".py", ".toml", ".json", ".html", ".safetensors", ".npz", ".tsv", ".csv", ".md")
)
"""What a clip may be made of; editors' temporary files have other names."""


class Snapshot:
    """Digests of files. A file is read again only when its time or size has changed."""

    def __init__(self, root: Path = ROOT) -> None:
        self._root = root
        self._seen: dict[str, tuple[tuple[int, ...], str]] = {}

    def of_project(self) -> dict[str, str]:
        """Every file of the three packages that a clip may be made of, by its path."""
        return self.of(path for name in PACKAGES for path in _files(str(self._root / name)))

    def of(self, paths: Iterable[str]) -> dict[str, str]:
        """The digest of each of ``paths``; what cannot be read is left out."""
        found = ((path, self._digest(path)) for path in paths)
        return {path: digest for path, digest in found if digest}

    def _digest(self, path: str) -> str:
        try:
            about = os.stat(path)  # noqa: PTH116 (a Path for each file doubles the time)
            stamp = (about.st_mtime_ns, about.st_size, about.st_ino)
            known = self._seen.get(path)
            if known is None or known[0] != stamp:
                known = stamp, sha256(Path(path).read_bytes()).hexdigest()
                self._seen[path] = known
        except OSError:
            return ""
        return known[1]


def _files(folder: str) -> Iterator[str]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith((".", "__pycache__")):
            continue
        if entry.is_dir():
            yield from _files(entry.path)
        elif os.path.splitext(entry.name)[1] in _SUFFIXES:  # noqa: PTH122
            yield entry.path
