"""The clips of the four architectures, on inputs that nobody chose.

``UNROLLED_EXAMPLES=20 pytest tests/lecture/audit/test_drawn_tasks.py`` draws 20 new inputs a clip.
"""

import string
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecture.audit import audit_clip
from lecture.production.job import Job
from lecture.video.format import VideoFormat
from rnn_math.errors import LayoutError
from rnn_math.tasks import spam_data, translation_data
from scenes.params import CLIPS, Look
from scenes.questions import Architecture, Choice, Question
from tests.lecture.audit.drawing import drawn

VIDEO = VideoFormat(320, 180, 15)
LETTERS = st.characters(codec="latin-1", categories=("L",))
PUNCTUATION = st.text(string.punctuation, max_size=8)  # is no letter
WORDS = st.builds("{}{}".format, st.text(LETTERS, min_size=1, max_size=18), PUNCTUATION)

messages = st.sampled_from([" ".join(m.words) for m in spam_data.messages()]) | st.lists(
    WORDS, min_size=1, max_size=10
).map(" ".join)
sentences = st.lists(WORDS, min_size=1, max_size=10).map(" ".join)
phrases = st.sampled_from([" ".join(pair.french) for pair in translation_data.pairs("test")])
ARCHITECTURES = get_args(Architecture)
digits = st.integers(0, 381)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """A question of a lecturer's, with sentences of any kind."""
    names = draw(st.permutations(ARCHITECTURES))[: draw(st.integers(2, 4))]
    said = st.text(LETTERS | st.just(" "), min_size=1, max_size=240).filter(str.strip)
    pair = st.lists(WORDS, min_size=1, max_size=8).map(lambda words: " ".join(words)[:60])
    return Question(
        text=draw(said),
        source=draw(pair),
        target=draw(pair),
        answer=names[0],
        choices=tuple(Choice(architecture=name, why=draw(said)) for name in names),
    )


own_params: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "sequence-to-sequence": {
        "sentence": sentences,
        "window": st.integers(1, 15),
        "series": st.sampled_from(["price", "sunspots"]),
        "window_start": st.integers(1, 20),
    },
    "sequence-to-vector": {"message": messages, "second_message": messages},
    "vector-to-sequence": {"digit": digits, "second_digit": digits},
    "encoder-decoder": {"sentence": phrases, "second_sentence": phrases},
    "architectures": {
        "sentence": sentences,
        "message": messages,
        "digit": digits,
        "phrase": phrases,
    },
    "quiz": {"seconds": st.integers(3, 60), "questions": st.tuples(questions())},
}
looks = st.fixed_dictionaries(
    {
        "theme": st.sampled_from(["dark", "light"]),
        "notation": st.sampled_from(["hidden", "output", "pytorch", "keras", "geron", "d2l"]),
    }
)


def is_crowded(params: dict[str, Any]) -> bool:
    """May these inputs be refused? Long words side by side leave no room."""
    texts = [text for text in params.values() if isinstance(text, str)]
    texts += [f"{asked.source} {asked.target}" for asked in params.get("questions", ())]
    return any(len(t.split()) >= 8 and max(map(len, t.split())) >= 15 for t in texts)


@pytest.mark.parametrize("clip", own_params)
@drawn(2)
@given(data=st.data())
def test_nothing_is_found_whatever_the_task_is_given(clip: str, data: st.DataObject) -> None:
    params = data.draw(st.fixed_dictionaries(own_params[clip]))
    look = data.draw(looks)
    try:
        found = audit_clip(Job(clip, CLIPS[clip](**params), Look(**look), VIDEO))
    except LayoutError as refusal:
        if not is_crowded(params) or "leave no room" not in str(refusal):
            raise
        return
    assert not found, "\n".join(map(str, found))
