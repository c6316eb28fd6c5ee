import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.languages import speaking
from scenes.numerals import MINUS, decimals_of, format_number, format_percent


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.317, "+0.32"), (-0.317, f"{MINUS}0.32"), (0.0, "0.00"), (-0.004, "0.00"), (12, "+12.00")],
)
def test_signs_and_rounding(value: float, text: str) -> None:
    assert format_number(value) == text


@given(st.floats(-1e5, 1e5), st.integers(0, 4))
def test_a_written_number_reads_back_within_half_a_last_digit(value: float, decimals: int) -> None:
    read = float(format_number(value, decimals).replace(MINUS, "-"))
    assert abs(read - value) <= 0.5 * 10**-decimals + 1e-9


def test_percentages_keep_their_sign_on_the_line() -> None:
    assert format_percent(0.9874, 1) == "98.7\N{NO-BREAK SPACE}%"


@pytest.mark.parametrize(
    ("share", "decimals", "text"),
    [
        (1.0, 1, "100.0"),
        (0.9996, 1, ">99.9"),
        (0.9994, 1, "99.9"),
        (0.9996, 0, ">99"),
        (0.0004, 1, "<0.1"),
        (0.0004, 0, "<1"),
        (0.0, 0, "0"),
    ],
)
def test_only_what_is_certain_is_written_so(share: float, decimals: int, text: str) -> None:
    assert format_percent(share, decimals) == f"{text}\N{NO-BREAK SPACE}%"


@given(st.floats(0, 1), st.integers(0, 3))
def test_what_is_written_of_a_share_is_true(share: float, decimals: int) -> None:
    digits = format_percent(share, decimals).removesuffix("\N{NO-BREAK SPACE}%")
    number, percent = float(digits.strip("<>")), 100 * share
    if digits[0] in "<>":
        assert percent < number if digits[0] == "<" else number < percent < 100
    else:
        assert abs(percent - number) <= 0.5 * 10**-decimals + 1e-9
        assert number < 100 or share == 1
        assert number > 0 or share == 0
    assert len(digits) <= len("100") + (decimals + 1 if decimals else 0), "no wider than certainty"


def test_numbers_are_written_as_their_language_writes_them() -> None:
    with speaking("fr"):
        assert format_number(-0.5) == f"{MINUS}0,50"
        assert format_number(0.00002, 4, signed=False, bounded=True) == "<0,0001"
        assert format_percent(0.9996, 1) == ">99,9\N{NARROW NO-BREAK SPACE}%"
        assert decimals_of(format_number(1.234, 3)) == 3
    assert format_number(-0.5) == f"{MINUS}0.50"
