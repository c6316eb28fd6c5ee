"""What a fresh clone is installed from."""

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version
from setuptools import find_namespace_packages

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONSTRAINTS = (ROOT / ".constraints.txt").read_text(encoding="utf-8")


def pinned() -> dict[str, Version]:
    lines = [line for line in CONSTRAINTS.splitlines() if not line.startswith("#")]
    pairs = [line.split("==") for line in lines]
    return {re.sub(r"[-_.]+", "-", name).lower(): Version(version) for name, version in pairs}


def requirements() -> list[Requirement]:
    project = PROJECT["project"]
    extras = project["optional-dependencies"].values()
    return [Requirement(text) for group in (project["dependencies"], *extras) for text in group]


def test_constraints_hold_names_and_versions_only() -> None:
    for line in CONSTRAINTS.splitlines():
        assert line.startswith("# ") or re.fullmatch(r"[\w.-]+==[\w.]+", line), line


@pytest.mark.parametrize("requirement", requirements(), ids=lambda r: r.name)
def test_every_dependency_is_pinned_within_its_range(requirement: Requirement) -> None:
    version = pinned()[re.sub(r"[-_.]+", "-", requirement.name).lower()]
    assert version in requirement.specifier
    assert any(spec.operator in ("<", "==") for spec in requirement.specifier), "no upper end"


def test_every_package_is_found() -> None:
    include = PROJECT["tool"]["setuptools"]["packages"]["find"]["include"]
    found = set(find_namespace_packages(str(ROOT), include=include))
    written = {
        ".".join(file.parent.relative_to(ROOT).parts)
        for top in ("rnn_math", "scenes", "lecture")
        for file in (ROOT / top).rglob("__init__.py")
    }
    assert written <= found
    assert {name.split(".")[0] for name in found} == {"rnn_math", "scenes", "lecture"}


@pytest.mark.parametrize("script", [".ci/setup", ".ci/run"])
def test_scripts_can_be_run(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)
    subprocess.run(["bash", "-n", str(ROOT / script)], check=True)


def test_top_level_stays_small() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode:
        pytest.skip("not a git checkout")
    top = {line.split("/")[0] for line in listed.stdout.splitlines()}
    assert {name for name in top if not name.startswith(".")} <= {
        "scenes", "rnn_math", "lecture", "renders", "tests",
        "pyproject.toml", "README.md", "Makefile", "LICENSE",
    }  # fmt: skip
