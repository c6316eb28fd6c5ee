"""Rows and cells: which sign separates them, and how many rows at the top are names."""

import csv
from dataclasses import dataclass
from pathlib import Path

from rnn_math.errors import InputError

SEPARATORS = "\t;,"
MOST_NAMES = 4  # rows of names: prices, tickers, units and an empty date row are some


@dataclass(frozen=True)
class Row:
    """One line of the file."""

    line: int  # from 1
    cells: tuple[str, ...]

    def cell(self, k: int) -> str:
        """The cell of column ``k``, from 0; empty where the row has none."""
        return self.cells[k] if k < len(self.cells) else ""


@dataclass(frozen=True)
class Table:
    """All rows that hold something, of one width."""

    path: Path
    rows: tuple[Row, ...]
    separator: str

    @property
    def width(self) -> int:
        """Cells in a row."""
        return len(self.rows[0].cells)


def shown(cell: str) -> str:
    """A stranger's text on one line, and not too long."""
    cut = cell if len(cell) <= 24 else f"{cell[:24]}…"
    return f'"{cut}"' if cut.isprintable() else ascii(cut)


def read_table(path: Path, text: str) -> Table:
    """Split ``text`` into rows; empty lines and those that begin with ``#`` are skipped.

    Raises ``InputError`` when it is empty or no CSV, and for a row longer or shorter than the
    first one: what is cut off or missing would shift every number after it.
    """
    lines = text.splitlines()
    filled = [line for line in lines if line.strip() and not line.startswith("#")]
    if not filled:
        raise InputError(f"{path}: empty, must have rows of numbers")
    separator = _separator(filled)
    reader = csv.reader(lines, delimiter=separator)
    try:
        rows = tuple(
            Row(reader.line_num, tuple(cell.strip() for cell in cells))
            for cells in reader
            if any(cell.strip() for cell in cells) and not cells[0].startswith("#")
        )
    except csv.Error as error:
        raise InputError(f"{path}: row {reader.line_num}: no readable CSV ({error})") from error
    _check_widths(path, rows, separator)
    return Table(path, rows, separator)


def _separator(lines: list[str]) -> str:
    """The sign that most lines hold; a comma last, since it also marks decimals."""
    counts = {sign: sum(sign in line for line in lines) for sign in SEPARATORS}
    return max(SEPARATORS, key=lambda sign: counts[sign] * (1 if sign == "," else 2))


def _check_widths(path: Path, rows: tuple[Row, ...], separator: str) -> None:
    width = len(rows[0].cells)
    for row in rows:
        if len(row.cells) == width:
            continue
        why = f"{path}: row {row.line}: {len(row.cells)} cells, must be {width} as in the first row"
        if separator == "," and len(row.cells) > width:
            why += (
                ": does the comma also mark decimals? Separate cells by semicolons, or put numbers "
                "in quotes"
            )
        raise InputError(why)
