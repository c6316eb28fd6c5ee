"""The languages of the lecture: a folder each in ``scenes/scripts``, with all that is said there.

Adding a language is adding a folder; ``scripts/README.md`` says what is in it. While a scene or a
page is made, its language is the :func:`current` one: whoever writes a number or a name then
need not be told which it is.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

from rnn_math.errors import InputError
from scenes.tables import read_table
from scenes.typography import Typography

SCRIPTS = "scenes/scripts"
ENGLISH = "en"

DRAWN = ("names", "roles", "typography")
"""Files of a language that any clip may draw on."""

_CURRENT: ContextVar[str] = ContextVar("language", default=ENGLISH)


def languages() -> list[str]:
    """The languages that there is a folder for."""
    return sorted(path.name for path in _scripts().iterdir() if (path / "clips").is_dir())


def current() -> str:
    """The language that is written in now."""
    return _CURRENT.get()


def use(language: str) -> None:
    """Write in ``language`` from now on."""
    _CURRENT.set(language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Write in ``language`` for a while."""
    before = _CURRENT.set(language)
    try:
        yield
    finally:
        _CURRENT.reset(before)


def file_of(language: str, name: str) -> str:
    """The place of a language's file ``name``, as it is told: ``clips/rolling``, ``roles``, …"""
    return f"{SCRIPTS}/{language}/{name}.toml"


def folder_of(language: str) -> Traversable:
    """Where all that is said in ``language`` lies."""
    return _scripts() / language


def path_of(language: str, name: str) -> Traversable:
    """Where a language's file ``name`` lies."""
    return folder_of(language).joinpath(*f"{name}.toml".split("/"))


@lru_cache(maxsize=128)
def words_of(language: str, name: str) -> MappingProxyType[str, Any]:
    """The table of a language's file ``name``, with the spaces that the language has.

    Raises :class:`InputError`.
    """
    if language not in (known := languages()):
        raise InputError(
            f"lecture.language = {language!r}: no such script; there is {', '.join(known)}"
        )
    table = read_table(path_of(language, name), file_of(language, name))
    return MappingProxyType(typography(language).set(table))


@lru_cache(maxsize=8)
def typography(language: str) -> Typography:
    """How ``language`` writes numbers and spaces."""
    return Typography(
        **read_table(path_of(language, "typography"), file_of(language, "typography"))
    )


def quoted(text: str) -> str:
    """``text`` in the quotation marks of the current language."""
    return typography(current()).quotes.format(text)


def name_of(english: str) -> str:
    """What the lecture calls something that the numbers name in English: a baseline, a unit.

    What has no other name, such as the column of a lecturer's file, keeps its own.
    """
    for pattern, name in _names(current()):
        if match := pattern.fullmatch(english):
            return name.format(*match.groups())
    return english


@lru_cache(maxsize=8)
def _names(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Names by what matches the English one, in which {} stands for anything."""
    table = words_of(language, "names")
    return tuple(
        (re.compile("(.*)".join(map(re.escape, key.split("{}")))), name)
        for key, name in table.items()
    )


def _scripts() -> Traversable:
    return resources.files("scenes") / "scripts"
