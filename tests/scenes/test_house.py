"""The rules of the house that a reader could break without noticing."""

import ast
from pathlib import Path

import pytest

import scenes
from scenes.languages import languages
from scenes.lines import names_in
from scenes.params import CLIPS
from scenes.script import CHARACTERS_A_SECOND, load_script

ROOT = Path(scenes.__file__).parent
WITHOUT_MANIM = ("lines", "numerals", "params", "roles", "script", "theme", "timeline", "truths")
ROOMS_WITHOUT_MANIM = ("claims", "clip_params", "traces", "words")


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
    if (
        path.parent == ROOT and path.stem in WITHOUT_MANIM
    ) or path.parent.name in ROOMS_WITHOUT_MANIM:
        assert "manim" not in imported(path)


@pytest.mark.parametrize("clip", CLIPS)
def test_every_line_is_told_and_can_be_read(clip: str) -> None:
    script = load_script(clip)
    source = (ROOT / f"{clip.replace('-', '_')}.py").read_text(encoding="utf-8")
    for beat in script.beats:
        assert f"def {beat.replace('-', '_')}(" in source, f"{clip}.{beat} is never told"
    for line in script.lines.values():
        assert len(line.headline) <= 60
        assert line.narration.strip()
    assert CHARACTERS_A_SECOND <= 17


def test_every_language_has_the_same_beats_and_values() -> None:
    def shape(language: str) -> dict[str, dict[str, object]]:
        scripts = {clip: load_script(clip, language) for clip in CLIPS}
        return {
            clip: {key: (line.names, line.rules) for key, line in script.lines.items()}
            | {
                f"{name}.{key}": (names_in(text.text), text.rules)
                for name, variants in script.phrases.items()
                for key, text in variants.items()
            }
            | {key: (names_in(text.text), text.rules) for key, text in script.bound.items()}
            for clip, script in scripts.items()
        }

    shapes = [shape(language) for language in languages()]
    assert shapes
    assert all(s == shapes[0] for s in shapes)
