"""``unrolled script --check``: what a language lacks is listed, and the exit code says whether."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import scenes
from lecture.cli import cli
from scenes.languages import languages


def checked(language: str) -> tuple[int, str]:
    answer = CliRunner().invoke(cli, ["script", "--check", language])
    return answer.exit_code, answer.output


@pytest.mark.parametrize("language", languages())
def test_ours_lack_nothing(language: str) -> None:
    assert checked(language) == (
        0,
        f"{language}: nothing is missing, unknown, other than it must be or too long\n",
    )


def test_what_is_missing_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(Path(scenes.__file__).parent / "scripts", tmp_path / "scripts")
    monkeypatch.setattr("scenes.languages._scripts", lambda: tmp_path / "scripts")
    shutil.copytree(tmp_path / "scripts/en", tmp_path / "scripts/de")
    (tmp_path / "scripts/de/clips/quiz.toml").unlink()
    rolling = tmp_path / "scripts/de/clips/rolling.toml"
    rolling.write_text(rolling.read_text("utf-8").replace("{copies} copies", "Kopien"), "utf-8")
    code, said = checked("de")
    assert code == 1
    assert "missing: scenes/scripts/de/clips/quiz.toml" in said
    assert "wrong: scenes/scripts/de/clips/rolling.toml [rolling.share-the-weights.words]" in said


@pytest.mark.parametrize("language", ["xx", "../en", "", "."])
def test_a_language_that_is_not_there_is_told(language: str) -> None:
    called = [sys.executable, "-m", "lecture", "script", "--check", language]
    answer = subprocess.run(called, capture_output=True, text=True, check=False)
    code, said = answer.returncode, " ".join((answer.stdout + answer.stderr).split())
    assert code == 2
    assert f"no folder scenes/scripts/{language}: there is en, fr" in said
