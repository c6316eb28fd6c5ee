"""What a language lacks is told with its place; ours lack nothing."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import scenes
from rnn_math.errors import InputError
from scenes.completeness import check_language
from scenes.languages import languages

SCRIPTS = Path(scenes.__file__).parent / "scripts"
ROLLING = "clips/rolling.toml"
HERE = f"scenes/scripts/fr/{ROLLING}"


@pytest.mark.parametrize("language", languages())
def test_our_languages_lack_nothing(language: str) -> None:
    assert [str(lack) for lack in check_language(language)] == []


@pytest.fixture
def french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the French folder, which is read in its place."""
    shutil.copytree(SCRIPTS, tmp_path / "scripts")
    monkeypatch.setattr("scenes.languages._scripts", lambda: tmp_path / "scripts")
    return tmp_path / "scripts" / "fr"


def edited(old: str, new: str, name: str = ROLLING) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text, old
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda folder: (folder / ROLLING).unlink(), f"missing: {HERE} "),
        (
            lambda folder: (folder / "clips/more.toml").write_text(""),
            "unknown: scenes/scripts/fr/clips/more.toml ",
        ),
        (edited("\nunknown = ", "\nunknwon = "), f"missing: {HERE} [rolling] unknown"),
        (edited("\nunknown = ", '\nmore = ""\nunknown = '), f"unknown: {HERE} [rolling] more"),
        (
            edited("{copies} copies", "Des copies"),
            f"wrong: {HERE} [rolling.share-the-weights.words] "
            "values: gates, numbers; must be copies, gates, numbers",
        ),
        (
            edited("Voici le", "Voici [[le]] le"),
            f"wrong: {HERE} [rolling.draw-it-rolled] "
            "marks: [[in]], [[le]], [[out]]; must be [[in]], [[out]]",
        ),
        (
            edited('= "a-copy-for-every-word"', '= "several-copies"'),
            f"wrong: {HERE} [rolling.unroll-it.words] rests on several-words, several-copies, "
            "a-copy-for-every-word, must rest on several-words, a-copy-for-every-word",
        ),
        (
            edited('"Deux façons" =', '"Trois façons" ='),
            f"wrong: {HERE} [rolling.title] "
            "claims 'Trois façons', which it does not say",
        ),
        (
            edited("Deux dessins, un réseau", "Deux dessins, un réseau " * 3),
            f"too long: {HERE} [rolling.roll-it-up.headline] "
            "72 characters, at most 60",
        ),
        (
            edited("en pointillé : hors vocabulaire", "en pointillé : " * 5),
            f"too long: {HERE} [rolling.unknown] "
            "75 characters, at most 46",
        ),
        (
            edited("Le mot courant", "Le mot courant, celui qui vient d'être lu", "roles.toml"),
            "too long: scenes/scripts/fr/roles.toml [plain.x] 83 characters, at most 80",
        ),
        (
            edited("{clips} clips", "Des clips", "page.toml"),
            "wrong: scenes/scripts/fr/page.toml [about] values: minutes; must be clips, minutes",
        ),
        (
            edited("[sections.quiz]", "[sections.quizz]", "page.toml"),
            "missing: scenes/scripts/fr/page.toml [sections] quiz",
        ),
    ],
)  # fmt: skip
def test_a_lack_is_told_with_its_place(
    french: Path, spoil: Callable[[Path], None], told: str
) -> None:
    spoil(french)
    assert told in [str(lack) for lack in check_language("fr")]


def test_a_language_without_a_folder_is_told_how_to_begin() -> None:
    with pytest.raises(InputError, match=r"no folder scenes/scripts/de: .* copy scenes/scripts/en"):
        check_language("de")
