"""Films for a page: filmed beside the clips or afterwards, and only what changed."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from lecture.freshness.cache import Cache
from lecture.production.job import Job
from lecture.production.produce import produce, smaller
from tests.lecture.small_tree import Here, Tree, jobs, script_file

SCRIPT = script_file("rolling")


class Counting(Here):
    """Counts the calls that it carries out."""

    calls = 0

    def submit(self, function: Any, /, *arguments: Any, **options: Any) -> Any:
        self.calls += 1
        return super().submit(function, *arguments, **options)


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    tree = Tree(tmp_path / "tree")
    tree.stand_for_ours(monkeypatch)
    return tree


def rendered(tree: Tree, out: Path, *also: Any) -> None:
    cache = Cache(out / ".cache")
    for outcome in produce(tree.fingerprint(jobs()), out, 2, cache, executor=Here(), also=also):
        assert outcome.result is not None, outcome.mistake + outcome.fault


def filmed(tree: Tree, out: Path, workers: int = 1) -> tuple[dict[str, bytes], int]:
    """The films by clip, and in how many calls something had to be drawn."""
    executor, made = Counting(), {}
    fingerprint = tree.fingerprint(jobs())
    for outcome in smaller(fingerprint, workers, Cache(out / ".cache"), executor=executor):
        assert outcome.result is not None, outcome.mistake + outcome.fault
        made[outcome.job.clip] = outcome.result
    return made, executor.calls


def test_what_is_filmed_beside_the_clips_is_not_drawn_again(tree: Tree, tmp_path: Path) -> None:
    rendered(tree, tmp_path, "webm")
    films, calls = filmed(tree, tmp_path)
    assert films.keys() == {"rolling", "state"}
    assert calls == 0


@pytest.mark.parametrize("workers", [1, 3])
def test_afterwards_and_by_any_number_of_workers_it_is_the_same(
    tree: Tree, tmp_path: Path, workers: int
) -> None:
    rendered(tree, tmp_path / "beside", "webm")
    rendered(tree, tmp_path / "after")
    films, calls = filmed(tree, tmp_path / "after", workers)
    assert calls > 0
    assert films == filmed(tree, tmp_path / "beside")[0]
    assert filmed(tree, tmp_path / "after") == (films, 0)


def test_clips_are_the_same_whether_they_are_filmed_twice(tree: Tree, tmp_path: Path) -> None:
    rendered(tree, tmp_path / "beside", "webm")
    rendered(tree, tmp_path / "alone")
    for clip in ("rolling", "state"):
        one, other = (tmp_path / at / "clips" / f"{clip}.mp4" for at in ("beside", "alone"))
        assert one.read_bytes() == other.read_bytes()


def test_only_beats_that_changed_are_filmed(tree: Tree, tmp_path: Path) -> None:
    rendered(tree, tmp_path, "webm")
    tree.edit(SCRIPT, "It has a name.", "It has a name, " * 3)
    beats: list[Any] = []
    told: dict[Job, int] = {}

    class Noting(Here):
        def submit(self, function: Any, /, *arguments: Any, **options: Any) -> Any:
            if isinstance(arguments[0], partial):  # not one that only walks
                beats.extend(arguments[0].keywords["beats"])
            return super().submit(function, *arguments, **options)

    cache = Cache(tmp_path / ".cache")
    tell = lambda job, done, expected: told.update({job: done})  # noqa: E731
    made = list(smaller(tree.fingerprint(jobs()), 1, cache, tell, Noting()))
    assert all(outcome.result for outcome in made)
    assert beats == [2]
    assert all(told.values()), "bars of clips that are there are full"


def test_a_source_that_is_saved_meanwhile_is_not_mixed_in(tree: Tree, tmp_path: Path) -> None:
    rendered(tree, tmp_path)

    class Saving(Here):
        def submit(self, function: Any, /, *arguments: Any, **options: Any) -> Any:
            made = super().submit(function, *arguments, **options)
            tree.edit("scenes/state.py", "#ff0000", "#00ff00")
            return made

    fingerprint = {job: its for job, its in tree.fingerprint(jobs()).items() if job.clip == "state"}
    (outcome,) = smaller(fingerprint, 1, Cache(tmp_path / ".cache"), executor=Saving())
    assert "state: changed while it was drawn: unrolled page" in outcome.mistake
