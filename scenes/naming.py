"""Say which parameter is to blame when something cannot be run or drawn."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from rnn_math.errors import LectureError
from scenes.section import Section


def naming(clip: str, params: Section, key: str) -> AbstractContextManager[None]:
    """Let every :class:`LectureError` begin with ``clip.key = value``."""
    return blaming(clip, f"{key} = {getattr(params, key)!r}")


def naming_model(clip: str, params: Section) -> AbstractContextManager[None]:
    """Blame the checkpoint if there is one, and else the size of the model that is trained."""
    is_given = getattr(params, "weights", None) is not None
    return naming(clip, params, "weights" if is_given else "hidden_size")


@contextmanager
def blaming(clip: str, what: str) -> Iterator[None]:
    """Let every :class:`LectureError` begin with ``clip.what``, unless it names a key already."""
    try:
        yield
    except LectureError as error:
        if str(error).startswith(f"{clip}."):  # something inside knew better
            raise
        raise type(error)(f"{clip}.{what}: {error}") from error
