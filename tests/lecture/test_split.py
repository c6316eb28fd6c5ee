from hypothesis import given
from hypothesis import strategies as st

from lecture.split import shares, split

clips = st.lists(st.lists(st.integers(1, 900), max_size=9), min_size=1, max_size=6)


@given(clips, st.integers(1, 40))
def test_every_beat_is_in_one_run_and_in_order(lengths: list[list[int]], workers: int) -> None:
    wanted = [list(enumerate(its)) for its in lengths]
    for its, runs in zip(wanted, split(wanted, workers, 15), strict=True):
        assert [beat for run in runs for beat in run] == [beat for beat, _ in its]
        assert all(runs)


@given(clips)
def test_one_worker_films_each_clip_at_once(lengths: list[list[int]]) -> None:
    wanted = [list(enumerate(its)) for its in lengths]
    assert all(len(runs) <= 1 for runs in split(wanted, 1, 15))


def test_runs_are_of_like_lengths() -> None:
    (runs,) = split([[(n, 300) for n in range(8)]], 2, 15)
    assert runs == [(0, 1), (2, 3), (4, 5), (6, 7)]
    (runs,) = split([[(0, 900), (1, 100), (2, 100), (3, 900)]], 1, 15)
    assert runs == [(0, 1, 2, 3)]


def test_short_clips_are_not_cut() -> None:
    assert split([[(0, 40), (1, 40)]], 16, 15) == [[(0, 1)]]


@given(st.integers(1, 12), st.integers(1, 40))
def test_every_beat_of_a_new_clip_is_filmed_once(count: int, workers: int) -> None:
    for its in shares(count, workers):
        for beat in range(20):
            assert sum(beat in share for share in its) == 1


def test_the_last_new_clips_are_filmed_together() -> None:
    assert [len(its) for its in shares(5, 2)] == [1, 1, 1, 1, 2]
    assert [len(its) for its in shares(10, 8)] == [1, 1, 1, 1, 1, 1, 1, 1, 4, 4]
    assert [len(its) for its in shares(2, 2)] == [2, 2]
    assert [len(its) for its in shares(3, 1)] == [1, 1, 1]
    assert [len(its) for its in shares(1, 40)] == [4]
    assert shares(0, 2) == []
