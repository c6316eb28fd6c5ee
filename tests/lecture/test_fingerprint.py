"""What a clip is made of: all that can change it, and nothing else."""

from pathlib import Path

import cairo
import pytest

from lecture.freshness.fingerprint import Surroundings
from lecture.freshness.keys import pictures_key, plan_key
from lecture.freshness.sources import Sources
from lecture.production.job import Job
from lecture.publishing.store import state_of
from lecture.video.format import VideoFormat
from scenes.params import CLIPS, Look
from tests.lecture.small_tree import Tree

VIDEO = VideoFormat(320, 180, 5)


def job(clip: str, fonts: tuple[str, ...] = (), **params: object) -> Job:
    return Job(clip, CLIPS[clip](**params), Look(fonts=fonts), VIDEO)


def test_a_file_that_has_the_name_of_a_shipped_series_is_none_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "price").write_text("1\n2\n", encoding="utf-8")
    (tmp_path / "Maria").write_text("no file either", encoding="utf-8")
    for clip in ("sequence-to-sequence", "state"):
        assert Surroundings().fingerprint_of(job(clip)).contents == {}


def test_fonts_count_in_the_order_in_which_they_are_looked_for(tmp_path: Path) -> None:
    folders = []
    for name, content in (("a", b"one"), ("b", b"two")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "font.ttf").write_bytes(content)
        folders.append(str(tmp_path / name))
    surroundings = Surroundings()
    there, back = (
        pictures_key(surroundings.fingerprint_of(job("rolling", fonts=tuple(order))))
        for order in (folders, folders[::-1])
    )
    assert there != back


def test_libraries_count_that_are_no_packages_of_python() -> None:
    versions = Surroundings().fingerprint_of(job("rolling")).versions
    assert versions["cairo"] == cairo.cairo_version_string() != versions["pycairo"]
    assert {"scipy", "manim", "webvtt-py"} <= versions.keys()


def test_how_a_plan_is_written_counts_for_plans_and_not_for_pictures(tmp_path: Path) -> None:
    tree = Tree(tmp_path)
    its = job("rolling")
    before = Surroundings(Sources(tmp_path)).fingerprint_of(its)
    tree.edit("lecture/publishing/timeline.py", "", "# new")
    after = Surroundings(Sources(tmp_path)).fingerprint_of(its)
    assert plan_key(before) != plan_key(after)
    assert pictures_key(before) == pictures_key(after)
    assert state_of(after, tmp_path).state == "missing"


def test_what_was_imported_from_another_file_is_in_doubt(tmp_path: Path) -> None:
    Tree(tmp_path)
    fingerprint = Surroundings(Sources(tmp_path)).fingerprint_of(job("rolling"))
    same = {"scenes/rolling.py": fingerprint.files["scenes/rolling.py"], "elsewhere.py": "x"}
    assert fingerprint.unsure_of(fingerprint, same) == fingerprint
    doubted = fingerprint.unsure_of(fingerprint, {"scenes/rolling.py": "another"})
    assert {file for file, its in doubted.files.items() if its != fingerprint.files[file]} == {
        "scenes/rolling.py"
    }
