"""The rules of the house that a reader could break without noticing."""

import ast
import tomllib
from pathlib import Path

import pytest

import scenes
from scenes.params import CLIPS
from scenes.script import CHARACTERS_A_SECOND, load_script

ROOT = Path(scenes.__file__).parent
WITHOUT_MANIM = ("numerals", "params", "roles", "script", "theme", "timeline", "truths")


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").split(".")[0])
            assert all(alias.name != "*" for alias in node.names), f"{path}: import *"
    return names


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_scenes_never_import_the_lecture(path: Path) -> None:
    assert "lecture" not in imported(path)
    if (path.parent == ROOT and path.stem in WITHOUT_MANIM) or path.parent.name == "traces":
        assert "manim" not in imported(path)


@pytest.mark.parametrize("clip", CLIPS)
def test_every_line_is_told_and_can_be_read(clip: str) -> None:
    script = load_script(clip)
    source = (ROOT / f"{clip.replace('-', '_')}.py").read_text(encoding="utf-8")
    for beat, line in script.lines.items():
        assert f"def {beat.replace('-', '_')}(" in source, f"{clip}.{beat} is never told"
        assert len(line.headline) <= 60
        assert line.narration.strip()
    assert CHARACTERS_A_SECOND <= 17


def test_every_language_has_the_same_beats_and_values() -> None:
    def shape(path: Path) -> dict[str, dict[str, set[str]]]:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        return {
            clip: {
                b: load_script(clip, path.stem).lines[b].names
                for b in load_script(clip, path.stem).lines
            }
            for clip in tables
        }

    paths = sorted((ROOT / "scripts").glob("*.toml"))
    shapes = [shape(path) for path in paths]
    assert shapes
    assert all(s == shapes[0] for s in shapes)
