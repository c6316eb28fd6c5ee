"""How takes are named: ``rolling/unroll-it.wav`` is a beat, ``rolling/unroll-it.2.wav`` the
second sentence of it. What follows the last dot is of no meaning: any kind of file will do.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_NUMBERED = re.compile(r"(?P<beat>.+)\.(?P<number>[1-9]\d?)")
_NO_TAKES = ("thumbs", "desktop", "readme")  # what systems and people leave in folders


@dataclass(frozen=True)
class TakeFile:
    """A file in the folder of takes: of a whole beat, or of its sentence ``number``, from 1."""

    clip: str
    beat: str
    number: int | None
    path: Path

    @property
    def name(self) -> str:
        """How messages name it."""
        return f"{self.clip}/{self.path.name}"


def name_of(clip: str, beat: str, number: int | None = None) -> str:
    """The name of a take, as it is shown: the ending may be another."""
    return f"{clip}/{beat}.wav" if number is None else f"{clip}/{beat}.{number}.wav"


def files_of(folder: Path, clip: str) -> Iterator[TakeFile]:
    """All takes of ``clip``, by name; none if there is no such folder."""
    try:
        found = sorted((folder / clip).iterdir())
    except OSError:
        return
    for path in found:
        stem = path.stem
        if not path.is_file() or path.name.startswith(".") or stem.lower() in _NO_TAKES:
            continue
        numbered = _NUMBERED.fullmatch(stem)
        if numbered:
            yield TakeFile(clip, numbered["beat"], int(numbered["number"]), path)
        else:
            yield TakeFile(clip, stem, None, path)
