from hypothesis import given
from hypothesis import strategies as st

from lecture.production.split import ALL, shares, split

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


lengths = st.lists(st.integers(1, 12), max_size=12)


@given(lengths, st.integers(1, 40))
def test_every_beat_of_a_new_clip_is_filmed_once(guesses: list[int], workers: int) -> None:
    given_out = list(shares(guesses, workers))
    for clip in range(len(guesses)):
        for beat in range(20):
            assert sum(beat in share for number, share in given_out if number == clip) == 1


@given(lengths)
def test_one_worker_films_each_new_clip_at_once(guesses: list[int]) -> None:
    assert sorted(shares(guesses, 1), key=lambda its: its[0]) == [
        (clip, ALL) for clip in range(len(guesses))
    ]


def test_after_the_first_new_clip_come_the_longest_and_the_last_are_cut() -> None:
    def parts(guesses: list[int], workers: int) -> list[tuple[int, int]]:
        given_out = list(shares(guesses, workers))
        return [(clip, share.of) for clip, share in given_out if not share.first]

    assert parts([2, 5, 9, 5], 1) == [(0, 1), (2, 1), (1, 1), (3, 1)]
    assert parts([5, 5, 5, 5, 5], 2) == [(0, 1), (1, 1), (2, 1), (3, 1), (4, 2)]
    assert parts([4, 4, 8, 4], 4) == [(0, 1), (2, 2), (1, 2), (3, 4)]
    assert parts([6], 40) == [(0, 6)]
    assert parts([], 2) == []
