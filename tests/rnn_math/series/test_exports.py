"""Files as people export them: read for what they say, or refused by row."""

from contextlib import nullcontext, suppress
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_math.errors import InputError
from rnn_math.series.options import Found, Options
from rnn_math.series.read import read_csv
from rnn_math.tasks.forecasting_data import own_series

N = 60
VALUES = [1234.5 + 7 * (k % 9) + 0.25 * k for k in range(N)]
DAYS = [date(2024, 1, 1) + timedelta(k) for k in range(N)]


@pytest.fixture
def read(tmp_path):
    """Reads a text, or bytes, as a file with some options."""

    def of(content, **options):
        path = tmp_path / "own.csv"
        content = content if isinstance(content, bytes) else content.encode()
        path.write_bytes(content)
        return read_csv(path, Options(**options))

    return of


def table(times, values, header="Date,Close", separator=","):
    return "\n".join([header, *(f"{t}{separator}{v}" for t, v in zip(times, values, strict=True))])


def german(value):
    return f"{value:,.2f}".translate(str.maketrans(",.", ".,"))


# Time

TIMES = {
    "iso": "%Y-%m-%d",
    "iso with a clock": "%Y-%m-%d 00:00:00",
    "iso with a zone": "%Y-%m-%dT00:00:00+01:00",
    "zulu": "%Y-%m-%dT00:00:00Z",
    "day first": "%d.%m.%Y",
    "day first, slashes": "%d/%m/%Y",
    "month first": "%m/%d/%Y",
    "month first, short": "%m/%d/%y",
    "in words": "%d-%b-%Y",
    "english": '"%b %d, %Y"',
    "digits": "%Y%m%d",
}


@pytest.mark.parametrize("form", TIMES.values(), ids=TIMES)
def test_falling_time_is_turned_round(read, form):
    times = [day.strftime(form) for day in DAYS]
    rising = read(table(times, VALUES))
    falling = read(table(times[::-1], VALUES[::-1]))
    assert rising.values.tolist() == falling.values.tolist() == VALUES
    assert rising.times == falling.times
    assert (rising.found, falling.found) == (Found(), Found(turned=True))


@pytest.mark.parametrize(
    ("times", "gaps"),
    [
        ([str(1900 + k) for k in range(N)], 0),
        ([str(1900 + k + (k > 30)) for k in range(N)], 1),
        ([f"{2000 + k // 12}-{k % 12 + 1:02}" for k in range(N)], 0),
        ([f"01/{k % 12 + 1:02}/{2000 + k // 12}" for k in [*range(40), *range(42, N + 2)]], 2),
        ([str(np.busday_offset("2024-01-01", k)) for k in range(N)], 0),
        ([str(np.busday_offset("2024-01-01", k + (k > 9))) for k in range(N)], 1),
        ([f"2024-01-0{k // 24 + 1} {k % 24:02}:00" for k in range(N)], 0),
        ([f"week {k}" for k in range(N)], 0),
    ],
)
def test_gaps_of_a_calendar_are_counted(read, times, gaps):
    found = read(table(times, VALUES), dates="day-first").found
    assert found == Found(gaps=gaps)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda t: t.__setitem__(9, t[8]),
            r'row 11, column "Date": "2024-01-09" stands there twice',
        ),
        (lambda t: t.__setitem__(9, "2023-01-01"), r'row 11, .* "2023-01-01" is out of order'),
        (lambda t: t.__setitem__(9, "soon"), r'row 11, .* "soon", must be a time like the others'),
        (lambda t: t.__setitem__(9, t[9] + "T00:00Z"), r"row 11, .* must have a time zone as"),
    ],
)
def test_time_that_does_not_run_one_way_is_refused_by_row(read, change, message):
    times = [str(day) for day in DAYS]
    change(times)
    with pytest.raises(InputError, match=message):
        read(table(times, VALUES))


def test_dates_that_can_be_read_in_two_ways_are_refused_until_somebody_says(read):
    days = [date(2020 + k // 12, k % 12 + 1, 1) for k in range(N)]  # of two columns, 01/02/2020
    text = table([day.strftime("%d/%m/%Y") for day in days], VALUES)
    with pytest.raises(InputError, match=r'row 2, .*"01/01/2020" can be read in two ways.*dates ='):
        read(text)
    assert read(text, dates="day-first").found == Found()
    with pytest.raises(InputError, match="is out of order"):
        read(
            table([day.strftime("%d/%m/%Y") for day in days[::-1]], VALUES) + "\n02/03/2090,1",
            dates="day-first",
        )


# Numbers

NUMBERS = {
    "plain": (",", "{:.2f}".format),
    "scientific": (",", "{:.6e}".format),
    "semicolons and commas": (";", lambda v: f"{v:.2f}".replace(".", ",")),
    "german": (";", german),
    "german money": (";", lambda v: f"{german(v)} €"),
    "dollars": (",", lambda v: f'"${v:,.2f}"'),
    "swiss": (";", lambda v: f"{v:,.2f}".replace(",", "’")),
    "french": (
        ";",
        lambda v: f"{v:,.2f}".replace(",", "\N{NARROW NO-BREAK SPACE}").replace(".", ","),
    ),
    "quoted": (",", lambda v: f'"{german(v)}"'),
    "tabs": ("\t", "{:.2f}".format),
    "per cent": (",", "{:.2f}%".format),
    "true minus": (",", lambda v: f"\N{MINUS SIGN}{v:.2f}"),
}


@pytest.mark.parametrize("way", NUMBERS)
def test_numbers_are_what_they_say(read, way):
    separator, write = NUMBERS[way]
    text = table(DAYS, map(write, VALUES), f"Date{separator}Kurs", separator)
    sign = -1 if way == "true minus" else 1
    assert read(text).values == pytest.approx([sign * v for v in VALUES], rel=1e-6)
    assert read(text).sign == {"german money": "€", "dollars": "$", "per cent": "%"}.get(way, "")


@given(
    values=st.lists(st.integers(-10_000_000, 10_000_000), min_size=40, max_size=60),
    way=st.sampled_from(["german", "dollars", "swiss", "plain", "semicolons and commas", "french"]),
    places=st.integers(0, 4),
)
@settings(max_examples=60, deadline=None)
def test_nothing_is_ever_off_by_a_thousand(tmp_path_factory, values, way, places):
    """Read as it was written, or refused; never shifted."""
    marks = {"german": ".,", "dollars": ",.", "swiss": "’.", "plain": " .", "french": " ,"}
    group, mark = marks.get(way, " ,")
    numbers = [value / 10**places for value in values]
    written = [
        f"{v:,.{places}f}".replace(",", "\0").replace(".", mark).replace("\0", group.strip())
        for v in numbers
    ]
    separator = NUMBERS[way][0]
    quoted = [f'"{w}"' if separator in w else w for w in written]
    path = tmp_path_factory.mktemp("csv") / "own.csv"
    path.write_text(table(range(1000, 1000 + len(values)), quoted, f"t{separator}v", separator))
    may_be_doubtful = places in (0, 3)  # a group of three digits is like three decimals
    with suppress(InputError) if may_be_doubtful else nullcontext():
        found = read_csv(path).values.tolist()
        assert found == pytest.approx(numbers, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "Kurs\n" + "92,76\n" * 50,
            r"row 2: 2 cells, must be 1 .*does the comma also mark decimals",
        ),
        ("Datum,Kurs\n" + "2021-01-04,92,76\n" * 50, r"row 2: 3 cells, must be 2"),
        ("92,76\n" * 50, r'row 1: "92,76" can be read in two ways: name the two columns'),
        ("".join(f"{k},{k % 90 + 10}\n" for k in range(90, 150)), r'"90,10" can be read in two'),
        ("a,b\n1,2\n1\n" + "1,2\n" * 50, r"row 3: 1 cells, must be 2 as in the first row"),
        ("t;v\n" + "".join(f"{k};12.{k:03}\n" for k in range(100, 150)), r"decimal_mark ="),
        ("t;v\n" + "1;1.299,99\n2;1,299.99\n" * 30, r'row 3, .*"1,299.99" after "1.299,99"'),
        ("t;v\n" + "1;3 €\n2;3 $\n" * 30, r'"3 \$" beside "3 €", must all bear one sign'),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused(read, text, message):
    with pytest.raises(InputError, match=message):
        read(text)


def test_a_parameter_settles_the_mark(read):
    rows = "".join(f"{1000 + k};12.{k:03}\n" for k in range(100, 150))
    assert read("t;v\n" + rows, decimal_mark=".").values[0] == 12.1
    assert read("t;v\n" + rows, decimal_mark=",").values[0] == 12100.0


# Missing values


@pytest.mark.parametrize("mark", ["", "null", ".", "NaN", "N/A", "-", "#N/A"])
def test_missing_values_are_refused_dropped_or_filled(read, mark):
    cells = [mark if k in (0, 9, 20, 21) else str(v) for k, v in enumerate(VALUES)]
    text = table(DAYS, cells)
    with pytest.raises(InputError, match=r"row 2, .*must be a number, as must 3 more rows"):
        read(text)
    dropped = read(text, missing="drop")
    assert dropped.values.tolist() == [v for k, v in enumerate(VALUES) if k not in (0, 9, 20, 21)]
    assert dropped.found.dropped == 4
    assert "2024-01-10" not in dropped.times
    filled = read(text, missing="interpolate")
    assert filled.found == Found(dropped=1, filled=3), "before the first value there is none"
    assert filled.values[8] == (VALUES[8] + VALUES[10]) / 2
    third = (VALUES[22] - VALUES[19]) / 3
    assert filled.values[19:21] == pytest.approx([VALUES[19] + third, VALUES[19] + 2 * third])


# Headers and encodings


def test_the_header_of_yfinance_is_read(read):
    rows = [f"{day},{v},{v + 1}" for day, v in zip(DAYS, VALUES, strict=True)]
    text = "\n".join(["Price,Close,High", "Ticker,AAPL,AAPL", "Date,,", *rows])
    assert read(text, column="High").values.tolist() == [v + 1 for v in VALUES]
    assert read(text, column=2).name == "Close"
    with pytest.raises(InputError, match="2 columns bear that name, must be a number: 2, 3"):
        read(text, column="AAPL")
    with pytest.raises(InputError, match=r'3 columns \(1 "Price", 2 "Close", 3 "High"\): say'):
        read(text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_spreadsheets(read, encoding):
    text = table(DAYS, [f"{german(v)} €" for v in VALUES], "Datum\tHöhe", "\t")
    column = read(text.encode(encoding))
    assert (column.name, column.sign) == ("Höhe", "€")
    assert column.values.tolist() == VALUES


def test_other_encodings_are_refused(read):
    with pytest.raises(InputError, match="not UTF-8 text"):
        read(table(DAYS, VALUES, "Дата,Курс").encode("koi8-r"))


# Names


def test_a_series_is_called_what_says_something(tmp_path):
    for header, name in (("date,value", "gold"), ("date,Close", "Close")):
        path = tmp_path / "gold.csv"
        path.write_text(table(DAYS, VALUES, header))
        assert own_series(path).name == name
        assert own_series(path).unit == ""
        named = own_series(path, name="Gold", unit="$ an ounce")
        assert (named.name, named.unit) == ("Gold", "$ an ounce")
