import os
from pathlib import Path

import pytest

from lecture.freshness.cache import Cache
from lecture.video.segment import Segment


def test_what_is_stored_comes_back(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "deep" / "cache")
    assert cache.get("a") is None
    cache.put("a", b"content")
    assert cache.get("a") == b"content"
    cache.put("a", b"other")
    assert cache.get("a") == b"other"
    assert [p.name for p in (tmp_path / "deep" / "cache").iterdir()] == ["a"]


@pytest.mark.parametrize(
    "damage", [lambda b: b[:-1], lambda b: b[:10], lambda b: b"", lambda b: b[:-1] + b"?"]
)
def test_damaged_entries_count_as_absent(tmp_path: Path, damage: object) -> None:
    Cache(tmp_path).put("a", b"content")
    file = tmp_path / "a"
    file.write_bytes(damage(file.read_bytes()))  # type: ignore[operator]
    assert Cache(tmp_path).get("a") is None


def test_what_was_not_used_for_longest_is_pruned_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path, megabytes=1)
    for age, key in enumerate("abcd"):
        cache.put(key, bytes(300_000))
        os.utime(tmp_path / key, (1000 - age, 1000 - age))
    cache.get("d")
    cache.prune()
    assert {p.name for p in tmp_path.iterdir()} == {"a", "b", "d"}
    Cache(tmp_path, megabytes=0).prune()
    assert not list(tmp_path.iterdir())


def test_a_cache_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    cache = Cache(tmp_path / "file")
    cache.put("a", b"content")
    cache.prune()
    assert cache.get("a") is None


def test_segments_are_packed_and_unpacked() -> None:
    segment = Segment(7, b"video\n\0", b"\nposter", 12)
    assert Segment.unpacked(segment.packed()) == segment
