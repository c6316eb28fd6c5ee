import ast
from pathlib import Path

import pytest

from lecture.freshness.sources import ROOT, Sources


def write(root: Path, **files: str) -> Path:
    for name, text in files.items():
        file = root / (name.replace("__", "/") + ".py")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        (file.parent / "__init__.py").touch()
    return root


def test_files_are_reached_through_imports(tmp_path: Path) -> None:
    root = write(
        tmp_path,
        scenes__a="from scenes import (\n    b,  # a comment\n)\nimport numpy\n",
        scenes__b="def f():\n    from rnn_math.deep import something\n",
        scenes__c="from scenes import a\n",
        rnn_math__deep="import scenes.d as d\n",
        scenes__d="",
    )
    reached = set(Sources(root).reached(["scenes.a"]))
    assert reached == {
        "scenes/__init__.py", "scenes/a.py", "scenes/b.py", "scenes/d.py",
        "rnn_math/__init__.py", "rnn_math/deep.py",
    }  # fmt: skip


def test_digests_are_of_contents(tmp_path: Path) -> None:
    root = write(tmp_path, scenes__a="from scenes import b", scenes__b="1", scenes__c="1")
    before = Sources(root).reached(["scenes.a"])
    (root / "scenes" / "b.py").write_text("2", encoding="utf-8")
    (root / "scenes" / "c.py").write_text("2", encoding="utf-8")
    after = Sources(root).reached(["scenes.a"])
    assert {file for file in after if before[file] != after[file]} == {"scenes/b.py"}


@pytest.mark.parametrize("package", ["rnn_math", "scenes", "lecture"])
def test_no_import_of_ours_is_overlooked(package: str) -> None:
    """The quick look at lines finds all that a parser finds."""
    sources = Sources()
    for file in (ROOT / package).rglob("*.py"):
        module = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for node in ast.walk(ast.parse(file.read_bytes())):
            if isinstance(node, ast.ImportFrom):
                assert node.level == 0, "the style asks for whole names"
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            else:
                continue
            ours = {name for name in names if sources._file(name or "")}
            assert ours <= sources._imported(module), module
