"""Files that appear whole or not at all."""

from contextlib import suppress
from pathlib import Path
from uuid import uuid4


def write_atomically(path: Path, content: bytes) -> None:
    """Write ``content`` beside ``path`` and move it there in one step.

    Readers see the old file or the new one, never a half. Raises ``OSError``.
    """
    part = path.with_name(f".{path.name}.{uuid4().hex}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
