"""Dates and times as people export them, and whether they run forwards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

import numpy as np

from rnn_math.errors import InputError
from rnn_math.series.table import Row, Table, shown

DAY_FIRST, MONTH_FIRST = "day-first", "month-first"

_SAMPLE = 50  # cells that tell which readings are likely
_REGULAR = 0.8  # of the steps of a calendar are of one length, if it is regular

_CLOCKS = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p")
_DATES = {
    DAY_FIRST: ("%d{0}%m{0}%Y", "%d{0}%m{0}%y"),
    MONTH_FIRST: ("%m{0}%d{0}%Y", "%m{0}%d{0}%y"),
}
_IN_WORDS = ("%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%b %d, %Y", "%B %d, %Y", "%d %B %Y")
_OTHER = ("%Y/%m/%d", "%Y.%m.%d", "%Y%m%d")
_MONTHS = ("%Y-%m", "%Y/%m", "%m/%Y", "%m.%Y", "%b %Y", "%B %Y", "%b-%y", "%b-%Y")

_Read = Callable[[str], datetime | None]


@dataclass(frozen=True)
class Times:
    """What a column of times says about the order of its rows."""

    order: tuple[int, ...]  # of the rows, from the oldest to the newest
    turned: bool = False  # did the newest come first?
    gaps: int = 0  # steps of a regular calendar that the rows leave out


def is_time(cell: str) -> bool:
    """Can the cell be read as a date or a time, in whichever way? Bare numbers are none."""
    return not cell.isdigit() and any(read(cell) for read in _readings(None))


def read_times(table: Table, rows: Sequence[Row], dates: str | None) -> Times:
    """The order of ``rows`` by their first cell; as they stand, if that holds no times.

    ``dates`` says what comes first in 03/04/2024. Raises ``InputError``, which names the row, for
    a column that can be read in two ways, and for times that repeat or do not run one way.
    """
    cells = [row.cell(0) for row in rows]
    read = _reading(table, rows, cells, dates)
    if read is None:
        return Times(tuple(range(len(rows))))
    moments: list[datetime] = []
    for row, cell in zip(rows, cells, strict=True):
        moment = read(cell)
        if moment is None:
            raise InputError(f"{_place(table, row)}: {shown(cell)}, must be a time like the others")
        if moments and (moment.tzinfo is None) != (moments[0].tzinfo is None):
            raise InputError(
                f"{_place(table, row)}: {shown(cell)}, must have a time zone as the others have, "
                "or none as they"
            )
        moments.append(moment)
    has_zone = moments[0].tzinfo is not None
    moments = [m.astimezone(UTC) if has_zone else m.replace(tzinfo=UTC) for m in moments]
    return _in_order(table, rows, moments)


def _reading(
    table: Table, rows: Sequence[Row], cells: Sequence[str], dates: str | None
) -> _Read | None:
    """The one way in which most cells can be read; None if they are no times."""
    sample = cells[:: max(len(cells) // _SAMPLE, 1)]
    likely = [read for read in _readings(dates) if 2 * _count(read, sample) >= len(sample)]
    counts = {read: _count(read, cells) for read in likely}
    most = max(counts.values(), default=0)
    if 2 * most < len(cells):
        return None
    best = [read for read, count in counts.items() if count == most]
    meanings = {tuple(read(cell) for cell in cells) for read in best}
    if len(meanings) > 1:
        raise InputError(
            f"{_place(table, rows[0])}: {shown(cells[0])} can be read in two ways, and no other "
            f'date decides: say which comes first, dates = "{DAY_FIRST}" or "{MONTH_FIRST}"'
        )
    return best[0]


def _count(read: _Read, cells: Sequence[str]) -> int:
    return sum(read(cell) is not None for cell in cells)


def _readings(dates: str | None) -> list[_Read]:
    return [_PLAIN, *(_IN_FIGURES[first] for first in ((dates,) if dates else _IN_FIGURES))]


def _reader(days: Sequence[str], months: Sequence[str] = (), *, iso: bool = False) -> _Read:
    """Reads a cell by the first pattern that fits, with any clock behind a day."""
    known = [*(day + clock for day in days for clock in _CLOCKS), *months]

    def read(cell: str) -> datetime | None:
        is_figures = cell.isdigit() and len(cell) in (4, 8)
        if not (is_figures or 6 <= len(cell) <= 40) or not any(c.isdigit() for c in cell):
            return None
        if cell.isdigit() and (not is_figures or not iso or not "1000" <= cell[:4] <= "2999"):
            return None
        if is_figures and len(cell) == 4:
            return datetime(int(cell), 1, 1)
        if iso and (moment := _iso(cell)):
            return moment
        for number, pattern in enumerate(known):
            try:
                moment = datetime.strptime(cell, pattern)
            except ValueError:
                continue
            known.insert(0, known.pop(number))  # a column is written in one pattern
            return moment
        return None

    return read


def _iso(cell: str) -> datetime | None:
    try:
        return datetime.fromisoformat(cell)
    except ValueError:
        return None


_PLAIN = _reader([*_OTHER, *_IN_WORDS], _MONTHS, iso=True)
_IN_FIGURES = {
    first: _reader([form.format(sign) for form in forms for sign in "/.-"])
    for first, forms in _DATES.items()
}


def _in_order(table: Table, rows: Sequence[Row], moments: Sequence[datetime]) -> Times:
    """Rising order is kept and falling order turned round; any other is refused."""
    order = tuple(range(len(rows)))
    turned = moments[0] > moments[-1]
    if turned:
        moments, rows, order = moments[::-1], rows[::-1], order[::-1]
    for (before, after), (earlier, later) in zip(pairwise(moments), pairwise(rows), strict=True):
        wrong = earlier if turned else later
        if before == after:
            raise InputError(
                f"{_place(table, wrong)}: {shown(wrong.cell(0))} stands there twice: keep one row "
                "of each time"
            )
        if before > after:
            raise InputError(
                f"{_place(table, wrong)}: {shown(wrong.cell(0))} is out of order: sort the rows by "
                "time"
            )
    return Times(order, turned, _gaps(moments))


def _gaps(moments: Sequence[datetime]) -> int:
    """How many steps are left out, where most are of one length: months, days, weekdays, hours."""
    steps = np.diff(np.array(_counted(moments)))
    usual = int(np.median(steps)) if len(steps) else 0
    if usual < 1 or (steps == usual).mean() < _REGULAR or (steps % usual).any():
        return 0
    return int((steps // usual - 1).sum())


def _counted(moments: Sequence[datetime]) -> list[int]:
    """Moments as whole numbers of what they go by: months, weekdays, days or seconds."""
    if len({(each.time(), each.day) for each in moments}) == 1:
        return [12 * each.year + each.month for each in moments]
    if len({each.time() for each in moments}) > 1:
        return [round((each - moments[0]).total_seconds()) for each in moments]
    days = np.array([each.date() for each in moments], dtype="datetime64[D]")
    if bool(np.is_busday(days).all()):
        return [int(n) for n in np.busday_count(days[0], days)]
    return [int(n) for n in (days - days[0]).astype(int)]


def _place(table: Table, row: Row) -> str:
    return f"{table.path}: row {row.line}, column {shown(table.rows[0].cell(0) or 'time')}"
