"""Numbers as people export them: one reading for a whole column, decided by all of its cells.

``1.299,99`` and ``1,299.99`` say themselves which sign marks decimals. ``1,299`` does not: it is
read as the other cells of its column are, or refused.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rnn_math.errors import InputError
from rnn_math.series.table import Row, Table, shown

MISSING = frozenset({"", ".", "-", "–", "—", "nan", "null", "none", "na", "n/a", "#n/a", "nil"})
"""How exports write that there is no value, in lower case."""

_SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE} "
_GROUPS = f"'’{_SPACES}"  # that only ever group digits
_SIGNS = "$€£¥₹%"
_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_GROUPED = re.compile(rf"\d{{1,3}}([{_GROUPS}]\d{{3}})+")


@dataclass(frozen=True)
class Cell:
    """A cell without its signs: digits, and dots and commas between them."""

    row: Row
    written: str
    body: str  # "1.299,99"
    negative: bool
    sign: str  # "€", "%" or nothing


@dataclass(frozen=True)
class Numbers:
    """A column of numbers; nan where a value is missing."""

    values: tuple[float, ...]
    sign: str  # of money or of per cent, if they bear one


def is_missing(cell: str) -> bool:
    """Does the cell say that there is no value?"""
    return cell.strip().lower() in MISSING


def is_number(cell: str) -> bool:
    """Can the cell be read as a number, in whichever way?"""
    return _split(Row(0, ()), cell) is not None


def read_numbers(table: Table, rows: Sequence[Row], k: int, name: str, mark: str | None) -> Numbers:
    """The numbers in column ``k`` (from 0) of ``rows``; ``mark`` says which sign marks decimals.

    Raises ``InputError``, which names the row, for what is no number, and when the column can be
    read in two ways.
    """

    def place(row: Row) -> str:
        return f"{table.path}: row {row.line}, column {shown(name)}"

    cells: list[Cell | None] = []
    for row in rows:
        text = row.cell(k)
        cell = None if is_missing(text) else _split(row, text)
        if cell is None and not is_missing(text):
            finite = "a finite number" if text.lower().lstrip("+-") in ("inf", "infinity") else ""
            raise InputError(f"{place(row)}: {shown(text)}, must be {finite or 'a number'}")
        cells.append(cell)
    found = [cell for cell in cells if cell is not None]
    signs = dict.fromkeys(cell.sign for cell in found)
    if len(signs) > 1:
        other = next(cell for cell in found if cell.sign != found[0].sign)
        raise InputError(
            f"{place(other.row)}: {shown(other.written)} beside {shown(found[0].written)}, must "
            "all bear one sign of money or per cent, or none"
        )
    mark = mark or _mark(table.separator, found, place)
    values = []
    for cell in cells:
        value = math.nan if cell is None else _value(cell, mark)
        if value is None or math.isinf(value):
            assert cell is not None
            how = "a finite number" if value else f'a number with decimals after "{mark}"'
            raise InputError(f"{place(cell.row)}: {shown(cell.written)}, must be {how}")
        values.append(value)
    return Numbers(tuple(values), next(iter(signs), ""))


def _split(row: Row, text: str) -> Cell | None:
    bare = text.replace("\N{MINUS SIGN}", "-").strip(_SPACES)
    signs = [c for c in bare if c in _SIGNS]
    for sign in signs:
        bare = bare.replace(sign, "")
    bare = bare.strip(_SPACES)
    negative = bare.startswith("-")
    body = bare.lstrip("+-").strip(_SPACES) if bare[:1] in "+-" else bare
    whole, marked, decimals = body, "", ""
    for mark in ".,":
        if body.count(mark) == 1 and any(group in body for group in _GROUPS):
            whole, marked, decimals = body.partition(mark)
    if _GROUPED.fullmatch(whole) and (not marked or decimals.isdigit()):
        body = "".join(c for c in whole if c.isdigit()) + marked + decimals
    exponent = _PLAIN.fullmatch(body)
    digits = body.replace(".", "").replace(",", "")
    if len(signs) > 1 or not (exponent or (digits.isascii() and digits.isdigit())):
        return None
    return Cell(row, text, body, negative, signs[0] if signs else "")


def _mark(separator: str, cells: Sequence[Cell], place: Callable[[Row], str]) -> str:
    """The sign that marks decimals, as the column itself says."""
    certain: dict[str, Cell] = {}
    doubtful: list[Cell] = []
    for cell in cells:
        possible = [mark for mark in ".," if _value(cell, mark) is not None]
        if not possible:
            raise InputError(f"{place(cell.row)}: {shown(cell.written)}, must be a number")
        if len(possible) == 1:
            certain.setdefault(possible[0], cell)
        elif not cell.body.isdigit():
            doubtful.append(cell)
    if len(certain) > 1:
        one, other = certain.values()
        raise InputError(
            f"{place(other.row)}: {shown(other.written)} after {shown(one.written)}, must mark "
            "decimals in one way"
        )
    if certain:
        return next(iter(certain))
    # Where commas separate cells, a dot marks decimals: whoever groups by dots writes decimals
    # with commas, and separates cells by semicolons.
    if not doubtful or (separator == "," and all("." in cell.body for cell in doubtful)):
        return "."
    first = doubtful[0]
    raise InputError(
        f"{place(first.row)}: {shown(first.written)} can be read in two ways, and no other number "
        'of the column decides: say which sign marks decimals, decimal_mark = "." or ","'
    )


def _value(cell: Cell, mark: str) -> float | None:
    """The number, if decimals come after ``mark`` and the other sign groups thousands."""
    if "e" in cell.body.lower():
        return _signed(cell, cell.body) if mark == "." else None
    whole, _, decimals = cell.body.partition(mark)
    group = "," if mark == "." else "."
    if group in whole:
        first, *others = whole.split(group)
        is_grouped = 1 <= len(first) <= 3 and first[0] != "0" and all(len(o) == 3 for o in others)
        if not is_grouped:
            return None
        whole = first + "".join(others)
    if not (decimals.isdigit() or not decimals):
        return None
    return _signed(cell, f"{whole or 0}.{decimals or 0}")


def _signed(cell: Cell, digits: str) -> float:
    return -float(digits) if cell.negative else float(digits)
