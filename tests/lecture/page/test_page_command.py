"""``unrolled page`` as users run it: in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

CALL = """
import sys
from lecture.cli import main
sys.argv[0] = 'unrolled'
try: main()
finally: print('drawn by manim' if 'manim' in sys.modules else 'not drawn', file=sys.stderr)
"""
SMALL = ("--set", 'lecture.clips=["rolling"]', "--quality", "320x180@5")


def run(*arguments: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", CALL, *arguments],
        cwd=cwd, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the page was built once, from nothing."""
    made = tmp_path_factory.mktemp("course")
    answer = run("page", *SMALL, cwd=made)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    index = made / "renders" / "site" / "index.html"
    assert f"Open {index}" in answer.stdout
    assert answer.stderr == "drawn by manim\n", "no library of ours or its processes says a word"
    return made


def contents(folder: Path) -> dict[str, bytes]:
    site = folder / "renders" / "site"
    return {str(p.relative_to(site)): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def test_clips_are_rendered_first_and_made_smaller(folder: Path) -> None:
    site = folder / "renders" / "site"
    timeline = json.loads((folder / "renders" / "clips" / "rolling.json").read_text("utf-8"))
    assert (timeline["video"]["width"], timeline["video"]["fps"]) == (320, 5)
    mp4, webm = (site / "media" / f"rolling.{kind}" for kind in ("mp4", "webm"))
    assert mp4.read_bytes() == (folder / "renders" / "clips" / "rolling.mp4").read_bytes()
    assert 0 < webm.stat().st_size < mp4.stat().st_size
    assert not list((folder / "renders").glob(".tmp-*"))


def test_again_draws_and_changes_nothing(folder: Path) -> None:
    before = contents(folder)
    answer = run("page", *SMALL, cwd=folder)
    assert answer.returncode == 0, answer.stderr
    assert answer.stderr.split("\n")[-2] == "not drawn"
    assert "rolling.webm" not in answer.stdout
    assert contents(folder) == before


def test_the_smaller_videos_can_be_left_out(folder: Path) -> None:
    answer = run("page", *SMALL, "--no-render", "--no-webm", cwd=folder)
    assert answer.returncode == 0, answer.stderr
    assert "media/rolling.webm" not in contents(folder)
    assert b".webm" not in contents(folder)["index.html"]


def test_a_clip_that_has_changed_since_is_shown_as_it_was(folder: Path) -> None:
    """Drawn now it would show other pictures than the MP4 that lies there."""
    answer = run("page", *SMALL, "--no-render", "--set", "rolling.hidden_size=2", cwd=folder)
    assert answer.returncode == 0, answer.stderr
    assert "As MP4 alone, as they have changed since they were rendered: rolling" in answer.stdout
    assert "media/rolling.webm" not in contents(folder)
    assert run("page", *SMALL, cwd=folder).returncode == 0
    assert "media/rolling.webm" in contents(folder)


def test_what_was_not_rendered_is_said(folder: Path) -> None:
    clips = ("--set", 'lecture.clips=["rolling", "state"]')
    answer = run("page", *SMALL, *clips, "--no-render", cwd=folder)
    assert answer.returncode == 0, answer.stderr
    assert "not rendered: state" in answer.stdout


def test_without_clips_it_says_what_to_do(tmp_path: Path) -> None:
    answer = run("page", "--no-render", *SMALL, cwd=tmp_path)
    assert answer.returncode == 2
    assert "no clip of the lecture is there: unrolled render" in answer.stderr
    assert "Traceback" not in answer.stderr
