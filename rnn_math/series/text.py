"""The text of a file, whichever of the usual encodings it was saved in."""

import codecs
import re
from pathlib import Path

from rnn_math.errors import InputError

MAX_BYTES = 2**20

_MARKS = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_WORD = re.compile(r"[^\W\d_]+")
_SIGNS = frozenset("€£¥°§²³·–—‘’“”…‰\N{NO-BREAK SPACE}")
"""What texts in Windows-1252 hold besides letters; anything else is another encoding."""


def read_text(path: Path) -> str:
    """UTF-8, UTF-16 that begins with its mark, or Windows-1252 that reads as words and numbers.

    Raises ``InputError``, which names the file.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise InputError(
                f"{path}: {size} bytes, must be at most {MAX_BYTES}: keep the column you need and "
                "fewer rows"
            )
        content = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read ({error.strerror}): check the path of the series"
        ) from error
    text = _decoded(content)
    if text is None or "\0" in text:
        raise InputError(f"{path}: not UTF-8 text: save it as CSV UTF-8")
    return text


def _decoded(content: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _in(content, encoding)
    return _in(content, "utf-8-sig") or _plainly_windows_1252(content)


def _in(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _plainly_windows_1252(content: bytes) -> str | None:
    text = _in(content, "cp1252")
    if text is None:
        return None
    signs = {c for c in text if not c.isascii() and not c.isalpha()}
    # Words of another alphabet would come out as letters with accents alone.
    words = (word for word in _WORD.findall(text) if not word.isascii())
    is_plain = signs <= _SIGNS and all(2 * sum(map(str.isascii, w)) > len(w) for w in words)
    return text if is_plain else None
