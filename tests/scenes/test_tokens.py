import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import VGroup

from rnn_math.errors import LayoutError
from scenes.mobjects.text.tokens import TokenRow, halves
from scenes.theme import DARK, Size

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZäé-<>(){}@"
words = st.text(LETTERS, min_size=1, max_size=18)


def places(count: int) -> list[float]:
    spacing = min(2.6, 11.7 / max(count - 1, 1))
    return [(t - (count - 1) / 2) * spacing for t in range(count)]


def overlap(first: VGroup, second: VGroup) -> bool:
    apart = abs(first.get_center() - second.get_center())
    return bool(
        apart[0] < (first.width + second.width) / 2
        and apart[1] < (first.height + second.height) / 2
    )


@given(st.lists(words, min_size=1, max_size=10))
@settings(max_examples=30)
def test_any_words_are_legible_and_apart(sentence: list[str]) -> None:
    row = TokenRow(sentence, places(len(sentence)), DARK)
    for line in (line for token in row for line in token):
        assert line.size >= Size.SMALLEST - 1e-9
    tokens = list(row)
    for i, token in enumerate(tokens):
        assert not any(overlap(token, other) for other in tokens[i + 1 :])


def test_words_on_one_level_share_a_baseline() -> None:
    row = TokenRow(["Apple", "is", "hiring"], places(3), DARK)
    assert {round(token[0].baseline, 6) for token in row} == {0.0}


def test_a_word_that_cannot_fit_is_refused_with_what_would() -> None:
    with pytest.raises(LayoutError, match=r"W{60}.*letters"):
        TokenRow(["W" * 60] * 10, places(10), DARK)


@pytest.mark.parametrize(
    ("word", "lines"),
    [
        ("<script>alert(1)</script>", ["<script>alert", "(1)</script>"]),
        ("recurrent_kernel", ["recurrent_", "kernel"]),
        ("Donaudampfschiff", ["Donaudam-", "pfschiff"]),
        ("((((((((", ["((((", "(((("]),
        ("e\u0301" * 3, ["e\u0301-", "e\u0301e\u0301"]),
        ("a" + "\u0301" * 5, ["a" + "\u0301" * 5]),
    ],
)
def test_a_word_is_broken_where_nothing_is_added_or_torn(word: str, lines: list[str]) -> None:
    assert halves(word) == lines


@given(words)
def test_a_broken_word_says_the_same(word: str) -> None:
    first, *rest = halves(word)
    assert word in (first + "".join(rest), first.removesuffix("-") + "".join(rest))
