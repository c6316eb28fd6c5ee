"""The clips of the four architectures, on inputs that nobody chose.

``UNROLLED_EXAMPLES=20 pytest tests/lecture/audit/test_drawn_tasks.py`` draws 20 new inputs a clip.
"""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecture.audit import audit_clip
from lecture.job import Job
from lecture.video_format import VideoFormat
from rnn_math.tasks import spam_data, translation_data
from scenes.params import CLIPS, Look
from tests.lecture.audit.drawing import drawn

VIDEO = VideoFormat(320, 180, 15)
LETTERS = st.characters(codec="latin-1", categories=("L",))
WORDS = st.text(LETTERS, min_size=1, max_size=12)

messages = st.sampled_from([" ".join(m.words) for m in spam_data.messages()]) | st.lists(
    WORDS, min_size=1, max_size=8
).map(" ".join)
sentences = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
phrases = st.sampled_from([" ".join(pair.french) for pair in translation_data.pairs("test")])
digits = st.integers(0, 381)
own_params: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "sequence-to-sequence": {"sentence": sentences, "window": st.integers(1, 15)},
    "sequence-to-vector": {"message": messages, "second_message": messages},
    "vector-to-sequence": {"digit": digits, "second_digit": digits},
    "encoder-decoder": {"sentence": phrases, "second_sentence": phrases},
    "architectures": {"sentence": sentences, "message": messages, "digit": digits},
    "quiz": {"seconds": st.integers(3, 60)},
}
looks = st.fixed_dictionaries(
    {
        "theme": st.sampled_from(["dark", "light"]),
        "notation": st.sampled_from(["hidden", "output", "pytorch", "keras", "geron", "d2l"]),
    }
)


@pytest.mark.parametrize("clip", own_params)
@drawn(2)
@given(data=st.data())
def test_nothing_is_found_whatever_the_task_is_given(clip: str, data: st.DataObject) -> None:
    params = data.draw(st.fixed_dictionaries(own_params[clip]))
    look = data.draw(looks)
    found = audit_clip(Job(clip, CLIPS[clip](**params), Look(**look), VIDEO))
    assert not found, "\n".join(map(str, found))


MENDED = {
    "unknown words on two levels, over the line about inputs": (
        "architectures",
        {
            "message": "aXcÁ Lincoln ÙÓhùÆêÞõjÔqV PcZÝCXäÅÁÒ q A A A",
            "sentence": "p Ü Õ QÀõmÃüMqÃìl måNËëY rFíÉÒidseü",
        },
    ),
    "words broken on two lines, on two levels": (
        "architectures",
        {"message": " ".join(["Donaudampfschiff"] * 10), "sentence": "Donaudampfschiff " * 8},
    ),
}


@pytest.mark.parametrize("case", MENDED)
def test_nothing_is_found_where_something_was(case: str) -> None:
    clip, params = MENDED[case]
    found = audit_clip(Job(clip, CLIPS[clip](**params), Look(), VIDEO))
    assert not found, "\n".join(map(str, found))
