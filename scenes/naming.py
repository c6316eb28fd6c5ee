"""Say which parameter is to blame when something cannot be run or drawn."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from rnn_math.errors import LectureError
from scenes.section import Section


def naming(clip: str, params: Section, key: str) -> AbstractContextManager[None]:
    """Let every :class:`LectureError` begin with ``clip.key = value``."""
    return blaming(clip, f"{key} = {getattr(params, key)!r}")


@contextmanager
def blaming(clip: str, what: str) -> Iterator[None]:
    """Let every :class:`LectureError` begin with ``clip.what``, unless it names a key already."""
    try:
        yield
    except LectureError as error:
        if str(error).startswith(f"{clip}."):  # something inside knew better
            raise
        raise type(error)(f"{clip}.{what}: {error}") from error
