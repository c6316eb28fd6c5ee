import pytest

from rnn_math.score import Baseline, Score


def score(held_out: float, baseline: float, items: int, **others: bool) -> Score:
    return Score(held_out, items, "things", (Baseline("guess", baseline),), **others)


@pytest.mark.parametrize(
    ("held_out", "baseline", "items", "clear"),
    [
        (0.98, 0.97, 200, False),
        (0.98, 0.97, 20_000, True),
        (0.6, 0.5, 190, False),  # two of sqrt((0.24 + 0.25) / 196) are 0.1
        (0.6, 0.5, 200, True),
        (0.5, 0.6, 20_000, False),
        (1.0, 0.9, 40, True),
        (1.0, 1.0, 40, False),
    ],
)
def test_a_margin_is_clear_beyond_two_standard_errors(
    held_out: float, baseline: float, items: int, clear: bool
) -> None:
    assert score(held_out, baseline, items).is_clear is clear


def test_an_error_is_no_share() -> None:
    with pytest.raises(ValueError, match="not a share"):
        _ = score(0.1, 0.2, 9, lower_is_better=True).is_clear
