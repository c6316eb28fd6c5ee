"""What is said: numbers and signs in words, sentences, marks, and when each of them comes."""

import pytest

from rnn_math.errors import InputError
from scenes.script import Line, script_in
from scenes.speech.marks import Mark
from scenes.speech.speech import RATE, Speech, Utterance, sentences_of
from scenes.speech.spell import spoken

FPS = 10


def said(text: str, **say: str) -> str:
    return spoken(text, (), "en", say)[0]


@pytest.mark.parametrize(
    ("shown", "heard"),
    [
        ("−0.23 and +0.45", "minus zero point two three and plus zero point four five"),
        ("-0.50", "minus zero point five zero"),
        ("99.2\N{NO-BREAK SPACE}%", "ninety-nine point two per cent"),
        (">\N{NO-BREAK SPACE}99.9 %", "more than ninety-nine point nine per cent"),
        (">99.9 % or <0.1 %", "more than ninety-nine point nine per cent or less than zero point "
         "one per cent"),
        ("after 1953", "after nineteen fifty-three"),
        ("1,797 images", "one thousand, seven hundred and ninety-seven images"),
        ("step 12.", "step twelve."),
        ("tanh, W_x and ORG", "tan h, w x and O R G"),
        ("a-b x2 top-5", "a-b x2 top-five"),
    ],
)  # fmt: skip
def test_what_is_no_word_is_said_in_words(shown: str, heard: str) -> None:
    assert said(shown) == heard


def test_a_pronunciation_of_the_lecturer_s_goes_first() -> None:
    assert said("tanh of Apple", tanh="tanch", Apple="Appel") == "tanch of Appel"
    assert said("Apples", Apple="Appel") == "Apples"


@pytest.mark.parametrize(
    ("text", "spoken_so"),
    [
        ("−0,23 et +1,05", "moins zéro virgule vingt-trois et plus un virgule zéro cinq"),
        ("99,2\u202f%", "quatre-vingt-dix-neuf virgule deux pour cent"),
        ("<0,0001", "moins de zéro virgule zéro zéro zéro un"),
        (">99,9\u202f%", "plus de quatre-vingt-dix-neuf virgule neuf pour cent"),
        ("0,00", "zéro virgule zéro zéro"),
        ("en 1953", "en mille neuf cent cinquante-trois"),
        ("12\u202f345 mots", "douze mille trois cent quarante-cinq mots"),
        ("la LSTM", "la L S T M"),
    ],
)
def test_numbers_and_names_are_said_as_french_says_them(text: str, spoken_so: str) -> None:
    assert spoken(text, (), "fr", {})[0] == spoken_so


def test_a_french_sentence_is_not_cut_before_its_quotation_mark() -> None:
    its = Line("", "Est-ce «\u202fquoi\u202f?\u202f» On répond. Rien\u202f!")
    assert [sentence.text for sentence in sentences_of(its, "fr", {})] == [
        "Est-ce «\u202fquoi\u202f?\u202f»",
        "On répond.",
        "Rien\u202f!",
    ]


def line(**table: str) -> Line:
    tables = {"rolling": {"title": "A title", "first": {"headline": "", **table}}}
    values = {"x": "−0.5", "word": "[[w]] {b}"}
    return script_in(tables, "rolling", "en.toml").line("first", **values)


def test_marks_are_taken_out_and_keep_their_places() -> None:
    its = line(narration="It is {x}, [[w]] word. Then [[next]]{word}.")
    assert its.narration == "It is −0.5, word. Then [[w]] {b}."
    assert [(mark.name, its.narration[mark.at :][:4]) for mark in its.marks] == [
        ("w", "word"),
        ("next", "[[w]"),
    ]
    first, second = sentences_of(its, "en", {})
    assert (first.spoken, first.marks) == (
        "It is minus zero point five, word.",
        (Mark("w", first.spoken.index("word")),),
    )
    assert second.marks == (Mark("next", len("Then ")),)


def test_what_is_to_be_said_otherwise_has_the_captions_of_the_narration() -> None:
    its = line(narration="One [[a]]x. Two.", say="The first is {x}. [[a]]The second.")
    first, second = sentences_of(its, "en", {})
    assert (first.text, first.spoken) == ("One x.", "The first is minus zero point five.")
    assert (second.text, second.marks) == ("Two.", (Mark("a", 0),))


@pytest.mark.parametrize(
    ("narration", "told"),
    [
        ("a [[b]]c [[b]]d", "the mark [[b]] stands there twice"),
        ("a [[b c]] d", "a mark is [[name]]"),
        ("a [[b d", "a mark is [[name]]"),
    ],
)
def test_a_mark_that_is_none_is_told_with_its_place(narration: str, told: str) -> None:
    with pytest.raises(InputError, match=r"en\.toml: \[rolling\.first\] narration: ") as error:
        line(narration=narration)
    assert told in str(error.value)


def test_sentences_and_marks_come_when_the_sound_does() -> None:
    its = line(narration="Aaaa [[w]]bbbb. Next [[v]]one.")
    speech = Speech(
        "en",
        utterances={
            "Aaaa bbbb.": Utterance(2 * RATE, ((5, RATE),), "k"),
            "Next one.": Utterance(9 * RATE // 10 + 1),
        },
    )
    delivery = speech.deliver(its, FPS)
    first, second = delivery.sentences
    assert (first.start, first.frames, delivery.marks["w"]) == (2, 20, 12)
    assert (second.start, second.frames) == (24, 10)  # ends after the last sample
    assert delivery.marks["v"] == 24 + 5  # where its letters are, as its words are not known
    assert delivery.frames == 24 + 10 + 5


def test_nothing_is_said_of_nothing() -> None:
    assert Speech("en").deliver(Line("", " "), FPS).frames == 0
