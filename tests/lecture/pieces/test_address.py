"""How pieces are named, and what is said of names that are wrong."""

import pytest

from lecture.pieces.address import Moment, Run
from lecture.pieces.forms import FORMS, refuse_transparency
from rnn_math.errors import InputError
from scenes.timeline import Beat, Timeline

TIMELINE = Timeline(
    "rolling",
    "Rolling",
    10,
    tuple(
        Beat(name, start, frames, "", "")
        for name, start, frames in (("one", 0, 20), ("two", 20, 30), ("three", 50, 5))
    ),
)


def names(text: str) -> list[str]:
    return [beat.name for beat in Run.parse(text).beats(TIMELINE)]


def test_runs() -> None:
    assert names("rolling") == ["one", "two", "three"]
    assert names("rolling@two") == ["two"]
    assert names("rolling@one..two") == ["one", "two"]


def test_moments() -> None:
    assert Moment.parse("rolling@two").frame(TIMELINE) == 49
    assert Moment.parse("rolling@two+0s").frame(TIMELINE) == 20
    assert Moment.parse("rolling@two+1.25s").frame(TIMELINE) == 32
    assert Moment.parse("rolling@two+2.9").frame(TIMELINE) == 49
    assert Moment.parse("rolling@two").is_last(TIMELINE) == 1
    assert Moment.parse("rolling@two+1s").is_last(TIMELINE) is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("roling@two", "no clip 'roling', did you mean rolling?"),
        ("rolling@tow", "clip rolling: no beat 'tow', did you mean two? There are one, two, three"),
        ("rolling@two..thre", "no beat 'thre', did you mean three?"),
        ("rolling@two..one", "runs backwards, write rolling@one..two"),
        ("rolling@", "must be CLIP, CLIP@BEAT or CLIP@BEAT..BEAT"),
        ("rolling@one..two..three", "must be CLIP"),
        ("../rolling", "must be CLIP"),
    ],
)
def test_a_run_that_is_not_there(text: str, says: str) -> None:
    with pytest.raises(InputError) as told:
        names(text)
    assert says in str(told.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("rolling", "must be CLIP@BEAT or CLIP@BEAT+SECONDSs"),
        ("rolling@two+soon", "must be CLIP@BEAT"),
        ("rolling@tow", "still rolling: no beat 'tow', did you mean two?"),
        ("rolling@two+3s", "the beat is 3.0 s long"),
        ("rolling@two+-1s", "must be CLIP@BEAT"),
    ],
)
def test_a_moment_that_is_not_there(text: str, says: str) -> None:
    with pytest.raises(InputError) as told:
        Moment.parse(text).frame(TIMELINE)
    assert says in str(told.value)


@pytest.mark.parametrize("name", ["mp4", "gif"])
def test_a_form_without_transparency_is_refused(name: str) -> None:
    with pytest.raises(InputError, match=f"{name} has none, take --as webm, webp, apng, prores"):
        refuse_transparency(name)


def test_every_other_form_has_it() -> None:
    for name in FORMS.keys() - {"mp4", "gif"}:
        refuse_transparency(name)
