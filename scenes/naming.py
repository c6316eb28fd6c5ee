"""Say which parameter is to blame when something cannot be drawn."""

from collections.abc import Iterator
from contextlib import contextmanager

from rnn_math.errors import LectureError
from scenes.section import Section


@contextmanager
def naming(clip: str, params: Section, key: str) -> Iterator[None]:
    """Let every :class:`LectureError` begin with ``clip.key = value``."""
    try:
        yield
    except LectureError as error:
        place = f"{clip}.{key} = {getattr(params, key)!r}"
        if str(error).startswith(f"{clip}."):  # something inside knew better
            raise
        raise type(error)(f"{place}: {error}") from error
