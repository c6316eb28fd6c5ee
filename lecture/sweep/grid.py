"""``--grid TABLE.KEY=VALUE,VALUE``: every combination of the values, and a name for each."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

from lecture.config.model import LectureConfig, load_config
from lecture.config.source import Entry, parse_override
from rnn_math.errors import InputError
from scenes.params import CLIPS

MOST = 256
"""Combinations at most: each is a folder, and a place on the page."""

LONGEST_NAME = 100

_UNSAFE = re.compile(r"[^a-z0-9._+-]+")  # folders may not tell A from a
_DIGEST = 8
_OPENING = ('"', "'", "[")


@dataclass(frozen=True)
class Combination:
    """A value for every axis of the grid, and the lecture that it gives."""

    settings: tuple[Entry, ...]
    config: LectureConfig

    @property
    def values(self) -> dict[str, Any]:
        """By parameter: ``{"equation.hidden_size": 2}``."""
        return {f"{entry.table}.{entry.key}": entry.value for entry in self.settings}

    @property
    def folder(self) -> str:
        """A name that is short, plain and no other combination's, whatever the values are.

        It does not depend on the order of the axes. What cannot be shown is told by a digest.
        """
        pairs = sorted((key, show_whole(value)) for key, value in self.values.items())
        exact = ",".join(f"{key}={value}" for key, value in pairs)
        safe = not any(_UNSAFE.search(value) for _, value in pairs) and exact[-1] not in ".-"
        if safe and len(exact) <= LONGEST_NAME:
            return exact
        digest = sha256(repr(pairs).encode()).hexdigest()[:_DIGEST]
        plain = ",".join(f"{key}={_UNSAFE.sub('-', value.lower())}" for key, value in pairs)
        return f"{plain[: LONGEST_NAME - _DIGEST - 1].rstrip('-.,')}-{digest}"


def combinations(
    grid: Sequence[str],
    config_file: Path | None,
    overrides: Sequence[Entry],
    clips: Sequence[str],
) -> tuple[Combination, ...]:
    """Every combination of the axes in ``grid``, the first changing slowest.

    Raises :class:`InputError` that lists all that is wrong with the grid.
    """
    axes, mistakes = _axes(grid)
    mistakes += _clashes(axes, overrides)
    count = prod(len(axis) for axis in axes)
    if count > MOST:
        shown = " × ".join(str(len(axis)) for axis in axes)
        mistakes.append(
            f"--grid: {shown} = {count} combinations, must be at most {MOST}: give fewer values"
        )
    for entry in (entry for axis in axes for entry in axis):
        mistakes += _mistakes(config_file, [*overrides, entry])
    if mistakes:
        raise InputError("\n".join(dict.fromkeys(mistakes)))
    found = tuple(
        Combination(settings, load_config(config_file, [*overrides, *settings]))
        for settings in product(*axes)
    )
    _check_reach(axes, found, clips)
    return found


def _axes(grid: Sequence[str]) -> tuple[list[tuple[Entry, ...]], list[str]]:
    axes, mistakes = [], []
    for text in grid:
        try:
            axes.append(parse_axis(text))
        except InputError as mistake:
            mistakes.append(str(mistake))
    return axes, mistakes


def parse_axis(text: str) -> tuple[Entry, ...]:
    """Read ``table.key=value,value``: each value as in TOML, or a bare string without a comma.

    Raises :class:`InputError` if it is anything else.
    """
    path, equals, values = text.partition("=")
    if not equals or not re.fullmatch(r"\s*[^.\s]+\.[^.\s]+\s*", path):
        raise InputError(
            f"--grid {text}: must be TABLE.KEY=VALUE,VALUE, such as state.hidden_size=2,4"
        )
    pieces = list(_split(values))
    if "" in pieces:
        raise InputError(f'--grid {text}: a value is missing; write "" for an empty text')
    entries = [replace(parse_override(f"{path}={piece}"), origin="--grid") for piece in pieces]
    twice = [piece for piece, times in Counter(map(_exact, entries)).items() if times > 1]
    if twice:
        raise InputError(f"--grid {text}: holds {twice[0]} twice")
    return tuple(entries)


def _split(values: str) -> Iterator[str]:
    """``values`` cut at commas, but not at those inside of a quoted text or a list."""
    parts = values.split(",")
    while parts:
        length = 1
        if parts[0].lstrip().startswith(_OPENING):
            whole = (n for n in range(1, len(parts) + 1) if _is_toml(",".join(parts[:n])))
            length = next(whole, 1)
        yield ",".join(parts[:length]).strip()
        parts = parts[length:]


def _is_toml(text: str) -> bool:
    """Was it read as TOML? Otherwise it is taken as it stands."""
    return bool(parse_override(f"a.b={text}").value != text.strip())


def _exact(entry: Entry) -> str:
    return show_whole(entry.value)


def show_whole(value: Any) -> str:
    """A value as the command line would have it: texts that need no quotes have none."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and value and parse_override(f"a.b={value}").value == value:
        return value
    return repr(value)


def _clashes(axes: list[tuple[Entry, ...]], overrides: Sequence[Entry]) -> Iterator[str]:
    names = [(axis[0].table, axis[0].key) for axis in axes]
    for (table, key), times in Counter(names).items():
        if times > 1:
            yield f"--grid {table}.{key}: given twice; put all its values behind one"
        for other in overrides:
            if (other.table, other.key) == (table, key):
                yield f"--grid {table}.{key}: {other.origin} sets it too; leave one of them out"


def _mistakes(config_file: Path | None, overrides: Iterable[Entry]) -> list[str]:
    try:
        load_config(config_file, overrides)
    except InputError as mistake:
        return str(mistake).splitlines()
    return []


def _check_reach(
    axes: list[tuple[Entry, ...]], found: Sequence[Combination], clips: Sequence[str]
) -> None:
    """A table of a clip that is nowhere rendered would give the same clips many times."""
    found[0].config.jobs(clips)  # refuses names that are no clip's
    reached = set(clips) or {clip for each in found for clip in each.config.clips}
    for table, key in ((axis[0].table, axis[0].key) for axis in axes):
        if table in CLIPS and table not in reached:
            raise InputError(
                f"--grid {table}.{key}: changes none of {', '.join(sorted(reached))}; "
                f"name {table} too"
            )
