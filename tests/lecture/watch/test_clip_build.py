import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecture.watch.clip_build import Run, WatchedClip, runs_of


def beats(count: int) -> list[dict[str, Any]]:
    return [{"name": str(number), "frames": 10} for number in range(count)]


def footage(run: Run, count: int) -> dict[str, Any]:
    """What a worker answers that films ``run`` of a clip of ``count`` beats."""
    wanted = {n for n in range(count) if n in run.beats or n >= (run.onward or 0) > 0}
    if run.onward == 0:
        wanted = set(range(count))
    seen = count if run.onward is not None else min(max(run.beats) + 1, count)
    timeline = json.dumps({"beats": beats(seen)}).encode()
    return {"segments": {n: b"%d" % n for n in wanted}, "timeline": timeline, "video": None}


def plan(frames: list[int], missing: list[int] | None) -> dict[str, Any]:
    known = missing is not None
    timeline = json.dumps({"beats": beats(len(frames))}).encode() if known else None
    return {
        "clip": "rolling", "request": b"", "timeline": timeline, "frames": frames,
        "missing": missing or [], "worth_a_walk": False,
    }  # fmt: skip


def test_the_watched_beat_comes_first_and_the_far_end_next() -> None:
    assert runs_of([], [10] * 6, first=2, workers=2, is_known=False) == [
        Run((2,)),
        Run((3, 4, 5), onward=6),
        Run((0, 1)),
    ]
    assert runs_of([1, 4], [10] * 6, first=4, workers=2, is_known=True) == [Run((4,)), Run((1,))]
    assert runs_of([], [10] * 4, first=None, workers=2, is_known=False) == [
        Run((2, 3), onward=4),
        Run((0, 1)),
    ]
    assert runs_of([3], [10] * 6, first=3, workers=2, is_known=True) == [Run((3,))]
    assert runs_of([], [10] * 6, first=3, workers=2, is_known=True) == []


@given(
    frames=st.lists(st.integers(1, 300), max_size=9),
    count=st.integers(1, 12),
    watched=st.none() | st.integers(0, 12),
    workers=st.integers(1, 5),
)
def test_whatever_the_guess_every_beat_is_filmed_once(
    frames: list[int], count: int, watched: int | None, workers: int
) -> None:
    clip = WatchedClip(plan(frames, None), watched, workers)
    filmed: list[int] = []
    while clip.runs:
        assert not clip.is_whole
        run = clip.begin()
        answer = footage(run, count)
        filmed += answer["segments"]
        clip.filmed(run, answer)
    assert sorted(filmed) == list(range(count))
    assert clip.is_whole


@given(
    frames=st.lists(st.integers(1, 300), min_size=1, max_size=9),
    kept=st.sets(st.integers(0, 8)),
    watched=st.none() | st.integers(0, 12),
    workers=st.integers(1, 5),
)
def test_what_is_kept_is_not_filmed(
    frames: list[int], kept: set[int], watched: int | None, workers: int
) -> None:
    missing = [n for n in range(len(frames)) if n not in kept]
    clip = WatchedClip(plan(frames, missing), watched, workers)
    runs = [clip.begin() for _ in list(clip.runs)]
    assert sorted(n for run in runs for n in run.beats) == missing
    assert all(run.onward is None for run in runs)


def test_two_walks_that_differ_are_found_out() -> None:
    clip = WatchedClip(plan([10, 10], None), 0, 2)
    clip.begin()
    clip.filmed(Run((0,)), footage(Run((0,)), 2))
    other: dict[str, Any] = {
        "segments": {},
        "timeline": b'{"beats": [{"name": "another"}]}',
        "video": None,
    }
    with pytest.raises(RuntimeError, match="rolling: two walks through it gave two timelines"):
        clip.filmed(Run((1,)), other)


def test_what_has_gone_from_the_cache_is_filmed_also() -> None:
    clip = WatchedClip(plan([10, 10, 10], []), 0, 2)
    assert clip.is_whole
    clip.film_also([1])
    assert list(clip.runs) == [Run((1,))]
