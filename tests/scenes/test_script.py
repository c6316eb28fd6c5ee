"""What is wrong with a script is told with its file, its table and what to do."""

from pathlib import Path

import pytest

from rnn_math.errors import InputError
from scenes.script import Line, Script, script_in
from scenes.tables import read_table

GOOD = {
    "rolling": {
        "title": "A title",
        "word": "a word",
        "first": {"headline": "One", "narration": "There are {count}, {{so}}."},
    }
}


def edited(**changes: object) -> dict[str, object]:
    return {"rolling": {**GOOD["rolling"], **changes}}


def test_a_script_has_a_title_lines_and_words() -> None:
    script = script_in(GOOD, "rolling", "en.toml")
    assert (script.title, script.words) == ("A title", {"word": "a word"})
    assert script.line("first", count="2", other="3") == Line("One", "There are 2, {so}.")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"title": 3}, "[rolling] title = 3, must be text, in quotes"),
        ({"word": ["a"]}, "[rolling] word = ['a'], must be text, in quotes"),
        ({"first": {"narration": "a"}}, "[rolling.first] has no headline"),
        (
            {"first": {"headline": 3, "narration": "a"}},
            "[rolling.first] headline = 3, must be text, in quotes",
        ),
        (
            {"first": {"headline": "a", "narration": "b", "narations": "c"}},
            "[rolling.first]: no key 'narations'; "
            "there are headline, narration, say, when and claims",
        ),
        (
            {"first": {"headline": "a", "narration": "{b"}},
            "[rolling.first] narration: expected '}' before end of string: "
            "a brace that holds no value is written twice",
        ),
    ],
)
def test_a_mistake_in_a_table_is_told_with_its_place(changes: dict[str, object], told: str) -> None:
    with pytest.raises(InputError) as error:
        script_in(edited(**changes), "rolling", "en.toml")
    assert str(error.value) == f"en.toml: {told}"


def test_all_mistakes_of_a_clip_are_told_and_none_of_another() -> None:
    tables = edited(title=3, first={}) | {"state": 3}
    with pytest.raises(InputError) as error:
        script_in(tables, "rolling", "en.toml")
    assert len(str(error.value).splitlines()) == 3
    with pytest.raises(InputError, match=r"no table \[state\]"):
        script_in(tables, "state", "en.toml")
    with pytest.raises(InputError, match=r"no table \[quiz\]"):
        script_in(tables, "quiz", "en.toml")
    del tables["rolling"]["title"]
    with pytest.raises(InputError, match=r"\[rolling\] has no title"):
        script_in(tables, "rolling", "en.toml")


@pytest.mark.parametrize("name", ["cuont", "", "count.__class__"])
def test_a_value_that_the_beat_does_not_have_is_told(name: str) -> None:
    script = Script("rolling", "A title", {"first": Line("One", f"There are {{{name}}}.")})
    with pytest.raises(InputError) as error:
        script.line("first", count="2", word="a")
    assert str(error.value) == (
        f"script of rolling: [rolling.first] has no value {{{name}}}; there is {{count}}, {{word}}"
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"a = 1\nx = = 3", r"no valid TOML: .*at line 2, column 5"),
        (b"a = '\xff'", "byte 5 is no UTF-8: save it as UTF-8"),
        (None, "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, content: bytes | None, told: str
) -> None:
    file = tmp_path / "en.toml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(InputError, match=rf"^en\.toml: {told}"):
        read_table(file, "en.toml")
