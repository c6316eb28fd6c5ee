"""TOML files of ours, read so that what is wrong with one is told with its place."""

import tomllib
from importlib.resources.abc import Traversable
from typing import Any

from rnn_math.errors import InputError

Table = dict[str, Any]


def read_table(file: Traversable, place: str) -> Table:
    """What ``file`` holds, not looked into; ``place`` is its name in messages.

    Raises :class:`InputError`.
    """
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{place}: no valid TOML: {error}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{place}: byte {error.start} is no UTF-8: save it as UTF-8") from error
    except OSError as error:
        raise InputError(f"{place}: cannot be read ({error.strerror})") from error
