"""A column of numbers from a CSV file that comes from a stranger."""

import csv
import math
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from rnn_math.arrays import FloatArray, read_only
from rnn_math.errors import InputError

SHORTEST = 40  # values: fewer cannot be learnt from and scored
LONGEST = 5000  # values: training stays a matter of seconds
MAX_BYTES = 2**20
MAX_TIME = 16  # letters of a time that can still be shown


class Column(NamedTuple):
    """Numbers, the name of their column and what stands beside them."""

    name: str
    values: FloatArray  # (N)
    times: tuple[str, ...]  # the first column, or "row 1", "row 2", ...


class _Row(NamedTuple):
    line: int  # in the file, from 1
    cells: list[str]


def read_csv(path: Path, column: str | int | None = None) -> Column:
    """Read one column of a CSV file: by its name, or by its number from 1.

    Without ``column``, a file of one column is read, or the second of two, the first being the
    time. Cells are separated by commas, semicolons (then a decimal comma is read) or tabs; the
    first row may be names; empty lines and lines that begin with ``#`` are skipped.

    Raises ``InputError``, which names the file, the row, the column and the value.
    """
    rows, separator = _rows(path)
    k = _number_of(path, rows[0].cells, column) - 1
    has_names = _parsed(_cell(rows[0], k), separator) is None
    name = _cell(rows[0], k) if has_names else f"column {k + 1}"
    rows = rows[1:] if has_names else rows
    if not SHORTEST <= len(rows) <= LONGEST:
        raise InputError(f"{path}: {len(rows)} values, must be {SHORTEST} to {LONGEST}")
    values = np.array([_value(path, row, k, name, separator) for row in rows])
    return Column(name, read_only(values), _times(rows, k))


def _rows(path: Path) -> tuple[list[_Row], str]:
    lines = _text(path).splitlines()
    filled = [line for line in lines if line.strip() and not line.startswith("#")]
    if not filled:
        raise InputError(f"{path}: empty, must have {SHORTEST} to {LONGEST} rows of numbers")
    separator = max(",;\t", key=filled[0].count)
    reader = csv.reader(lines, delimiter=separator)
    try:
        rows = [
            _Row(reader.line_num, [cell.strip() for cell in cells])
            for cells in reader
            if any(cell.strip() for cell in cells) and not cells[0].startswith("#")
        ]
    except csv.Error as error:
        raise InputError(f"{path}: row {reader.line_num}: no readable CSV ({error})") from error
    return rows, separator


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(
                f"{path}: {path.stat().st_size} bytes, must be at most {MAX_BYTES}: keep the "
                f"column you need and at most {LONGEST} rows"
            )
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read ({error.strerror}): check the path of the series"
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 text: save it as CSV UTF-8") from error


def _number_of(path: Path, first: Sequence[str], column: str | int | None) -> int:
    """The number, from 1, of the column that is asked for."""
    shown = ", ".join(f"{k} {_shown(cell)}" for k, cell in enumerate(first[:8], start=1))
    if column is None:
        if len(first) > 2:
            raise InputError(f"{path}: {len(first)} columns ({shown}): say which by name or number")
        return len(first)
    if column in first:
        return first.index(str(column)) + 1
    digits = str(column)
    number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 0
    if not 1 <= number <= len(first):
        raise InputError(f"{path}: column = {_shown(digits)}, must be one of {shown}")
    return number


def _cell(row: _Row, k: int) -> str:
    return row.cells[k] if k < len(row.cells) else ""


def _parsed(cell: str, separator: str) -> float | None:
    """The number in a cell, finite or not; None when there is none."""
    try:
        return float(cell.replace(",", ".") if separator == ";" else cell)
    except ValueError:
        return None


def _value(path: Path, row: _Row, k: int, name: str, separator: str) -> float:
    cell = _cell(row, k)
    place = f"{path}: row {row.line}, column {_shown(name)}"
    if not cell:
        raise InputError(f"{place}: empty, must be a number: fill it in or remove the row")
    value = _parsed(cell, separator)
    if value is None:
        raise InputError(f"{place}: {_shown(cell)}, must be a number")
    if not math.isfinite(value):
        raise InputError(f"{place}: {_shown(cell)}, must be a finite number")
    return value


def _times(rows: Sequence[_Row], k: int) -> tuple[str, ...]:
    times = tuple(row.cells[0] for row in rows)
    if k > 0 and all(time.isprintable() and 0 < len(time) <= MAX_TIME for time in times):
        return times
    return tuple(f"row {number}" for number in range(1, len(rows) + 1))


def _shown(cell: str) -> str:
    """A stranger's text on one line, and not too long."""
    cut = cell if len(cell) <= 24 else f"{cell[:24]}…"
    return f'"{cut}"' if cut.isprintable() else ascii(cut)
