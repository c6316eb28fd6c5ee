"""A column of numbers from a CSV file that comes from a stranger."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from rnn_math.arrays import FloatArray, read_only
from rnn_math.errors import InputError
from rnn_math.series.numbers import is_number, read_numbers
from rnn_math.series.options import AS_IT_STOOD, UNSETTLED, Found, Missing, Options
from rnn_math.series.table import MOST_NAMES, Row, Table, read_table, shown
from rnn_math.series.text import read_text
from rnn_math.series.times import is_time, read_times

SHORTEST = 40  # values: fewer cannot be learnt from and scored
LONGEST = 5000  # values: training stays a matter of seconds
MAX_TIME = 16  # letters of a time that can still be shown


class Column(NamedTuple):
    """Numbers, the name of their column and what stands beside them."""

    name: str
    values: FloatArray  # (N)
    times: tuple[str, ...]  # the first column, or "row 1", "row 2", ...
    sign: str = ""  # of money or of per cent
    found: Found = AS_IT_STOOD


def read_csv(path: Path, options: Options = UNSETTLED) -> Column:
    """Read one column of a CSV file, the oldest value first.

    Without ``options.column``, a file of one column is read, or the second of two, the first
    being the time. Cells are separated by commas, semicolons or tabs; up to four rows at the top
    may be names; empty lines and lines that begin with ``#`` are skipped. Where the first column
    holds dates or times, rows that begin with the newest are turned round.

    Raises ``InputError``, which names the file, the row, the column and the value, for whatever
    can be read in two ways and no option settles.
    """
    table = read_table(path, read_text(path))
    names, rows = _parted(table)
    _check_headless_pairs(table, names, options)
    k = _number_of(table, names, options.column) - 1
    name = next((row.cell(k) for row in names if row.cell(k)), f"column {k + 1}")
    numbers = read_numbers(table, rows, k, name, options.decimal_mark)
    times = read_times(table, rows, options.dates) if k > 0 else None
    order = times.order if times else tuple(range(len(rows)))
    values = np.array([numbers.values[n] for n in order])
    rows = [rows[n] for n in order]
    kept, dropped, filled = _without_missing(table, rows, values, k, name, options.missing)
    rows, values = [rows[n] for n in kept], values[kept]
    if not SHORTEST <= len(rows) <= LONGEST:
        raise InputError(f"{path}: {len(rows)} values, must be {SHORTEST} to {LONGEST}")
    found = Found(bool(times and times.turned), dropped, filled, times.gaps if times else 0)
    return Column(name, read_only(values), _labels(rows, k), numbers.sign, found)


def _parted(table: Table) -> tuple[list[Row], list[Row]]:
    """The rows of names at the top, and those of numbers."""
    count = 0
    while count < min(MOST_NAMES, len(table.rows) - 1) and _is_names(table.rows[count]):
        count += 1
    return list(table.rows[:count]), list(table.rows[count:])


def _is_names(row: Row) -> bool:
    """Are there words in it, and neither a time nor a number?"""
    return not any(is_number(cell) or is_time(cell) for cell in row.cells)


def _check_headless_pairs(table: Table, names: Sequence[Row], options: Options) -> None:
    """Two columns of digits and commas without names may be one of decimals."""
    if names or table.separator != "," or table.width != 2 or options.column is not None:
        return
    if not all(cell.lstrip("+-").isdigit() for row in table.rows for cell in row.cells):
        return
    if all(len(row.cells[0]) == 4 for row in table.rows):  # years
        return
    row = table.rows[0]
    raise InputError(
        f"{table.path}: row {row.line}: {shown(','.join(row.cells))} can be read in two ways: name "
        "the two columns in a first row, or mark decimals by a dot"
    )


def _number_of(table: Table, names: Sequence[Row], column: str | int | None) -> int:
    """The number, from 1, of the column that is asked for."""
    first = [row.cells for row in names] or [table.rows[0].cells]
    titles = [next((cells[k] for cells in first if cells[k]), "") for k in range(table.width)]
    listed = ", ".join(f"{k} {shown(title)}" for k, title in enumerate(titles[:8], start=1))
    if column is None:
        if table.width > 2:
            raise InputError(
                f"{table.path}: {table.width} columns ({listed}): say which by name or number"
            )
        return table.width
    asked = str(column)
    for cells in first:
        at = [k for k, cell in enumerate(cells, start=1) if cell == asked]
        if len(at) == 1:
            return at[0]
        if at:
            raise InputError(
                f"{table.path}: column = {shown(asked)}: {len(at)} columns bear that name, must be "
                f"a number: {', '.join(map(str, at))}"
            )
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    if not 1 <= number <= table.width:
        raise InputError(f"{table.path}: column = {shown(asked)}, must be one of {listed}")
    return number


def _without_missing(
    table: Table, rows: Sequence[Row], values: FloatArray, k: int, name: str, missing: Missing
) -> tuple[list[int], int, int]:
    """Which rows are kept, and how many were dropped and filled; ``values`` are filled in place."""
    absent = np.flatnonzero(np.isnan(values))
    if not len(absent):
        return list(range(len(rows))), 0, 0
    if missing == "refuse":
        row = rows[absent[0]]
        cell = row.cell(k)
        more = len(absent) - 1
        others = f", as must {more} more row{'s' * (more > 1)}" if more else ""
        raise InputError(
            f"{table.path}: row {row.line}, column {shown(name)}: "
            f"{shown(cell) if cell else 'empty'}, must be a number{others}: fill it in, or say "
            'missing = "drop" or "interpolate"'
        )
    present = np.flatnonzero(~np.isnan(values))
    inner = [int(n) for n in absent if len(present) and present[0] < n < present[-1]]
    if missing == "drop":
        inner = []
    if inner:
        values[inner] = np.interp(inner, present, values[present])
    kept = sorted({*map(int, present), *inner})
    return kept, len(rows) - len(kept), len(inner)


def _labels(rows: Sequence[Row], k: int) -> tuple[str, ...]:
    times = tuple(_short(row.cell(0)) for row in rows)
    if k > 0 and all(time.isprintable() and 0 < len(time) <= MAX_TIME for time in times):
        return times
    return tuple(f"row {number}" for number in range(1, len(rows) + 1))


def _short(time: str) -> str:
    """Without a clock that says midnight, and a zone."""
    return time[:10] if len(time) > MAX_TIME and time[10:19] in ("T00:00:00", " 00:00:00") else time
