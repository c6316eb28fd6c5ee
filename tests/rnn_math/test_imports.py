"""What is true knows nothing of pictures: who may import what."""

import ast
import sys
from pathlib import Path

import pytest

import rnn_math

ROOT = Path(rnn_math.__file__).parent
ALLOWED = {"rnn_math", "numpy", "safetensors", "h5py", *sys.stdlib_module_names}


def imported(source: str) -> set[str]:
    """Top-level names of all modules that a source imports, wherever it does so."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add(node.module or "")
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in (
            "importlib.import_module",
            "import_module",
            "__import__",
        ):
            names.add(ast.literal_eval(node.args[0]))
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_only_numpy_safetensors_and_the_standard_library(path):
    allowed = ALLOWED | {"PIL"} if path.name == "captioning_image.py" else ALLOWED
    assert imported(path.read_text(encoding="utf-8")) <= allowed


@pytest.mark.parametrize(
    "source",
    [
        "import manim",
        "from scenes.theme import Theme",
        "def f():\n    import lecture.config.model as c",
        "import importlib\nimportlib.import_module('torch')",
    ],
)
def test_another_import_is_found(source):
    assert not imported(source) <= ALLOWED
