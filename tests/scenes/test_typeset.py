import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_math.errors import InputError
from scenes.params import Notation
from scenes.roles import NOTATIONS, ROLES, symbol
from scenes.typeset import (
    BOLD,
    MONO,
    TEXT,
    Style,
    math_outlines,
    missing_characters,
    text_outline,
    word_spans,
)

MARKUP = "#$<>{{ }} [ ] * _ ` \\ \" @ ~ // /* */ -- ... ' = + - 1. http://x.y"


@pytest.mark.parametrize("style", [TEXT, BOLD, MONO])
def test_letters_stand_on_the_baseline_and_have_their_x_height(style: Style) -> None:
    x = text_outline("x", style)
    assert x[:, 1].min() == pytest.approx(0.0, abs=0.002)
    assert x[:, 1].max() == pytest.approx(style.x_height, abs=0.015)
    assert text_outline("g", style)[:, 1].min() < -0.1


def test_markup_is_drawn_as_it_stands() -> None:
    """Each character adds its own outline: none is swallowed or replaced as markup."""
    drawn = [c for c in MARKUP if c != " "]
    alone = sum(len(text_outline(c)) for c in drawn)
    assert len(text_outline(" ".join(drawn))) == alone


@given(st.text(st.characters(codec="ascii", categories=("L", "N", "P", "S")), min_size=1))
@settings(max_examples=40)
def test_no_ascii_text_breaks_out_of_its_string(text: str) -> None:
    assert len(text_outline(text)) > 0


@pytest.mark.parametrize("text", ["Ωμέγα", "Привет", "naïve café", "שלום", "مرحبا", "Łódź"])
def test_fonts_at_hand_draw_these_scripts(text: str) -> None:
    assert missing_characters(text) == ()


@pytest.mark.parametrize(
    ("text", "missing"), [("a日b", ("日",)), ("😀", ("😀",)), ("日本日", ("日", "本"))]
)
def test_characters_without_a_glyph_are_named(text: str, missing: tuple[str, ...]) -> None:
    assert missing_characters(text) == missing
    for style in (TEXT, BOLD, MONO):
        with pytest.raises(InputError, match=rf"{missing[0]}.*lecture\.fonts"):
            text_outline(text, style)


def test_labelling_moves_no_glyph() -> None:
    plain = math_outlines(["h_t", "=", "tanh", "paren.l", "W_x", "x_t", "+", "b", "paren.r"])
    labelled = math_outlines(
        [("h", "h_t"), "=", ("f", "tanh"), "paren.l", ("W", "W_x"), "x_t", "+", "b", "paren.r"]
    )
    together = np.concatenate([part.points for part in labelled])
    assert sorted(map(tuple, together.round(6))) == sorted(map(tuple, plain[0].points.round(6)))


def test_a_label_that_draws_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="empty"):
        math_outlines([("empty", '""'), "x"])


@pytest.mark.parametrize("notation", NOTATIONS)
def test_every_role_has_a_symbol_in_every_notation(notation: Notation) -> None:
    for role in ROLES:
        for step in ("t", 3):
            assert len(math_outlines([(role, symbol(role, notation, step))])) == 1


@pytest.mark.parametrize("line", ["We AV To fi, ffl", 'a "b" #c $d$', "état d’été ∑ x₁", "one"])
def test_words_on_a_line_reach_from_where_to_where(line: str) -> None:
    spans = word_spans(line)
    words = line.split()
    assert len(spans) == len(words)
    for first in range(len(words)):
        for last in range(first, len(words)):
            xs = text_outline(" ".join(words[first : last + 1]))[:, 0]
            assert spans[last][1] - spans[first][0] == pytest.approx(np.ptp(xs), abs=1e-9)
