import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_math.errors import InputError
from rnn_math.tasks.text import find, index_of, stand_in, tokenize

INDEX = index_of(["<unk>", "<Unk>", "is", "Berlin", "Apple", "..."])


def test_words_are_split_on_white_space():
    assert tokenize("  Apple is\thiring\nin  Berlin ") == ("Apple", "is", "hiring", "in", "Berlin")
    assert tokenize(" ".join("abcdefghij")) == tuple("abcdefghij")
    assert tokenize("internationalising") == ("internationalising",)


@pytest.mark.parametrize(
    "sentence", ["#set", "$x$", "<b>", "{{x}}", "]", '"', "'", "😀", "שלום", "é", "e\u0301"]
)
def test_any_sign_is_text(sentence):
    assert tokenize(sentence) == (sentence,)


@pytest.mark.parametrize(
    ("sentence", "message"),
    [
        ("", "empty, must have 1 to 10 words"),
        (" \t\n", "empty"),
        ("a " * 11, "^11 words, must have 1 to 10: shorten or split it"),
        ("a " * 200, "^200 words, must have 1 to 10"),
        ("an " + "x" * 19, '"x{19}" has 19 letters, must have at most 18: use a'),
        ("#" * 27, '"#{27}" has 27 characters, must have at most 26: use a'),
        ("x" * 18 + "#" * 9, "has 27 characters, must have at most 26"),
        ("€" * 19, "has 19 letters, must have at most 18"),
        ("x" * 60, '"x{60}" has 60 letters'),
        ("x" * 100_000, '"x{18}…" has 100000 letters'),
        ("a" + "\u0301" * 80, '"a.*…" has 81 code points, must have at most 72'),
        ("a\x00b", r"character U\+0000 cannot be shown"),
        ("a\x1bb", r"character U\+001B cannot be shown"),
        ("a\ud800b", r"character U\+D800 cannot be shown"),
        ("a \u200b b", r"'\\u200b' shows no letter"),
    ],
)
def test_what_cannot_be_shown_is_refused(sentence, message):
    with pytest.raises(InputError, match=message) as raised:
        tokenize(sentence)
    assert len(str(raised.value)) < 250


@pytest.mark.parametrize(
    "sentence", ['<script>alert(1)</script> & "quotes"', "x" * 18 + "#" * 8, "#" * 26]
)
def test_punctuation_is_no_letter(sentence):
    assert " ".join(tokenize(sentence)) == sentence


def test_marks_add_no_letters():
    assert tokenize("e\u0301" * 18) == ("e\u0301" * 18,)


@given(st.text(max_size=40))
def test_every_text_is_read_or_refused(text):
    try:
        tokens = tokenize(text)
    except InputError:
        return
    assert 1 <= len(tokens) <= 10
    assert "".join(tokens) == "".join(text.split())
    for token in tokens:
        token.encode()
        row, known = find(token, INDEX)
        assert known or row in (0, 1)


@pytest.mark.parametrize(
    ("word", "row", "known"),
    [
        ("is", 2, True),
        ("Is", 2, True),
        ("Berlin", 3, True),
        ("Berlin,", 3, True),
        ("(Berlin)", 3, True),
        ("...", 5, True),
        ("berlin", 0, False),
        ("Paris", 1, False),
        ("42", 0, False),
        ("<unk>", 0, False),
        ("<Unk>", 0, False),
    ],
)
def test_words_are_looked_up(word, row, known):
    assert find(word, INDEX) == (row, known)


def test_words_that_stand_in():
    assert (stand_in("Zürich"), stand_in("zebra"), stand_in("Éa")) == ("<Unk>", "<unk>", "<Unk>")
    assert find("Paris", index_of(["<unk>", "is"])) == (0, False)
    with pytest.raises(InputError, match='"Paris": not in the vocabulary of 1 words'):
        find("Paris", index_of(["is"]))
