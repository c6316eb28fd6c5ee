import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.numerals import MINUS, format_number, format_percent


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
