"""What was computed before, by key, in ``renders/.cache``.

An entry is written whole or not at all and is checked before it is used; where nothing can be
written nothing is kept. The cache may be removed at any time.
"""

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

DEFAULT_MEGABYTES = 2000

_DIGEST = sha256().digest_size


class Cache:
    """Entries of bytes in ``folder``, of ``megabytes`` in all after :meth:`prune`."""

    def __init__(self, folder: Path, megabytes: int = DEFAULT_MEGABYTES) -> None:
        self._folder = folder
        self._limit = megabytes * 1_000_000

    @property
    def locks(self) -> Path:
        """A folder for locks of what is being made."""
        return self._folder / "locks"

    def get(self, key: str) -> bytes | None:
        """The content stored under ``key``; None if there is none, or not all of it."""
        file = self._folder / key
        try:
            stored = file.read_bytes()
        except OSError:
            return None
        content = stored[_DIGEST:]
        if sha256(content).digest() != stored[:_DIGEST]:
            return None
        with suppress(OSError):
            os.utime(file)  # the oldest are pruned first, by when they were used
        return content

    def put(self, key: str, content: bytes) -> None:
        """Store ``content``; a full or read-only disk only means that it is not kept."""
        part = self._folder / f"{key}.{os.getpid()}.part"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            part.write_bytes(sha256(content).digest() + content)
            part.replace(self._folder / key)
        except OSError:
            with suppress(OSError):
                part.unlink()

    def prune(self) -> None:
        """Remove what was not used for longest until the rest is small enough."""
        found = []
        with suppress(OSError):
            for entry in os.scandir(self._folder):
                with suppress(OSError):
                    if entry.is_dir():
                        continue
                    about = entry.stat()
                    found.append((about.st_mtime, about.st_size, Path(entry.path)))
        total = sum(size for _, size, _ in found)
        for _, size, file in sorted(found):
            if total <= self._limit:
                break
            with suppress(OSError):
                file.unlink()
            total -= size
