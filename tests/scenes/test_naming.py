"""What cannot be drawn says first which parameter is to blame."""

from typing import Any

import pytest

from rnn_math.errors import LayoutError
from scenes.naming import blaming, naming
from scenes.params import RollingParams
from scenes.questions import Choice, Question
from scenes.theme import Size

LONG = "W" * 18
CROWD = " ".join([LONG] * 10)
WORDY = Question(
    text="WWWWW " * 40,
    source="a",
    target="b",
    answer="encoder-decoder",
    choices=(
        Choice(architecture="encoder-decoder", why="yes"),
        Choice(architecture="sequence-to-vector", why="no"),
    ),
)


@pytest.mark.parametrize(
    ("clip", "params", "place"),
    [
        ("feedback", {"sentence": CROWD}, "feedback.sentence = 'WW"),
        ("rolling", {"sentence": CROWD}, "rolling.sentence = 'WW"),
        ("state", {"sentence": CROWD}, "state.sentence = 'WW"),
        ("state", {"sentence": "a " * 10, "swap_word": LONG}, "state.swap_word = 'WW"),
        ("sequence-to-sequence", {"sentence": CROWD}, "sequence-to-sequence.sentence = 'WW"),
        ("sequence-to-vector", {"message": CROWD}, "sequence-to-vector.message = 'WW"),
        ("sequence-to-vector", {"second_message": CROWD}, "sequence-to-vector.second_message = '"),
        ("architectures", {"message": CROWD}, "architectures.message = 'WW"),
        ("architectures", {"sentence": CROWD}, "architectures.sentence = 'WW"),
        ("quiz", {"questions": (WORDY,)}, "quiz.questions[1]: 'WWWWW"),
    ],
)
def test_a_refusal_begins_with_its_parameter(
    tell: Any, monkeypatch: pytest.MonkeyPatch, clip: str, params: dict[str, Any], place: str
) -> None:
    monkeypatch.setattr(Size, "SMALLEST", 0.3)  # as if nobody could read anything smaller
    with pytest.raises(LayoutError) as refusal:
        tell(clip, **params)
    assert str(refusal.value).startswith(place)


def test_the_innermost_name_stands() -> None:
    params = RollingParams(sentence="Apple")
    with (
        pytest.raises(LayoutError) as refusal,
        blaming("rolling", "elsewhere"),
        naming("rolling", params, "sentence"),
    ):
        raise LayoutError("no room")
    assert str(refusal.value) == "rolling.sentence = 'Apple': no room"
