"""A language is a folder; what is written in it has its spaces and its names."""

import pytest

from rnn_math.errors import InputError
from scenes.languages import current, languages, name_of, quoted, speaking, typography, words_of
from scenes.params import Look, RollingParams
from scenes.roles import ROLES
from scenes.rolling import Rolling
from scenes.typography import split

THIN = "\N{NARROW NO-BREAK SPACE}"


def test_there_are_two_languages() -> None:
    assert languages() == ["en", "fr"]


def test_spaces_are_those_of_the_language() -> None:
    set_in_french = typography("fr").set
    assert (
        set_in_french("Quoi ? « Ceci » : 5 %") == f"Quoi{THIN}? «{THIN}Ceci{THIN}»{THIN}: 5{THIN}%"
    )
    assert set_in_french({"a : b": ["c !", 1]}) == {f"a{THIN}: b": [f"c{THIN}!", 1]}
    assert typography("en").set("What ? « Ceci »") == "What ? « Ceci »"


def test_no_line_is_broken_at_a_space_of_the_language() -> None:
    assert split(f"Quoi{THIN}? «{THIN}Ceci{THIN}» 98\N{NO-BREAK SPACE}%\nlà") == [
        f"Quoi{THIN}?", f"«{THIN}Ceci{THIN}»", "98\N{NO-BREAK SPACE}%", "là",
    ]  # fmt: skip


def test_what_the_numbers_name_has_a_name_in_the_language() -> None:
    assert name_of("3 nearest neighbours") == "3 nearest neighbours"
    with speaking("fr"):
        assert name_of("3 nearest neighbours") == "3 plus proches voisins"
        assert name_of("no change") == "sans changement"
        assert name_of("a lecturer's own {column}") == "a lecturer's own {column}"
        assert quoted("O") == f"«{THIN}O{THIN}»"
        assert ROLES["h_prev"].title == "état précédent"
    assert ROLES["h_prev"].title == "previous state"


def test_a_scene_writes_in_its_language_and_leaves_none_behind() -> None:
    with speaking("en"):
        scene = Rolling(RollingParams(), Look(language="fr"))
        seen: list[str] = []
        scene.construct = lambda: seen.append(current())  # type: ignore[method-assign]
        with speaking("en"):
            scene.render()
            assert current() == "en"
    assert seen == ["fr"]


def test_a_language_that_there_is_not_is_told_with_those_that_there_are() -> None:
    with pytest.raises(InputError, match=r"'xx': no such script; there is en, fr"):
        words_of("xx", "roles")


@pytest.mark.parametrize("language", languages())
def test_every_name_stands_for_as_much_as_the_english_one(language: str) -> None:
    for english, name in words_of(language, "names").items():
        assert english.count("{}") == name.count("{}"), english
