"""Modules of ours are imported from what their files hold, whenever they were saved."""

import json
import os
import subprocess
import sys
from importlib.util import cache_from_source
from pathlib import Path
from shutil import copy

import pytest

from lecture.imports import ROOT, digest_of

CALL = """
import json, lecture
from lecture import said
from lecture.imports import imported
print(json.dumps([said.WORD, imported(), said.__cached__]))
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "lecture").mkdir()
    for name in ("__init__.py", "imports.py"):
        copy(ROOT / "lecture" / name, tmp_path / "lecture" / name)
    return tmp_path


def save(tree: Path, word: str) -> None:
    """As long as any other word of three letters, and in the same second."""
    file = tree / "lecture/said.py"
    file.write_text(f"WORD = {word!r}\n", encoding="utf-8")
    os.utime(file, (1_000_000_000, 1_000_000_000))


def said(tree: Path, *arguments: str) -> tuple[str, str]:
    """What a new process imports, and the digest that it tells."""
    kept = {name: its for name, its in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    told = subprocess.check_output([sys.executable, *arguments, "-c", CALL], cwd=tree, env=kept)
    word, imported, compiled = json.loads(told)
    assert Path(compiled) == Path(cache_from_source(str(tree / "lecture/said.py")))
    return word, imported["lecture/said.py"]


def test_two_saves_in_one_second_are_two(tree: Path) -> None:
    for word in ("one", "two", "one"):
        save(tree, word)
        assert said(tree) == (word, digest_of(f"WORD = {word!r}\n".encode()))


def test_python_alone_takes_the_second_for_the_first(tree: Path) -> None:
    """Else there would be nothing to see to."""
    (tree / "lecture/__init__.py").write_text("", encoding="utf-8")
    without = CALL.replace("imported()", "{}")
    kept = {name: its for name, its in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    words = []
    for word in ("one", "two"):
        save(tree, word)
        told = subprocess.check_output([sys.executable, "-c", without], cwd=tree, env=kept)
        words.append(json.loads(told)[0])
    assert words == ["one", "one"]


def test_what_was_compiled_is_used_again(tree: Path) -> None:
    save(tree, "one")
    said(tree)
    compiled = Path(cache_from_source(str(tree / "lecture/said.py")))
    kept = compiled.stat()
    assert said(tree)[0] == "one"
    assert compiled.stat() == kept
    compiled.write_bytes(compiled.read_bytes()[:-5])  # cut off
    assert said(tree)[0] == "one"
    assert compiled.stat().st_size == kept.st_size


def test_nothing_is_written_where_nobody_wants_it(tree: Path) -> None:
    save(tree, "one")
    said(tree, "-B")
    assert not Path(cache_from_source(str(tree / "lecture/said.py"))).exists()
