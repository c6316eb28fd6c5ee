import numpy as np
import pytest

from rnn_math.errors import InputError
from scenes.lecture_scene import LectureScene, numerals
from scenes.params import FeedbackParams
from scenes.traces import traces_for
from scenes.traces.repeated import repeated_steps


def test_the_plain_layer_forgets_and_the_other_does_not() -> None:
    traces = traces_for("feedback", FeedbackParams())
    first, second = repeated_steps(traces["plain"].tokens)
    plain, recurrent = traces["plain"], traces["recurrent"]
    assert np.array_equal(plain.array("h", first), plain.array("h", second))
    assert not np.array_equal(recurrent.array("h", first), recurrent.array("h", second))
    assert np.array_equal(plain.cell.W_x, recurrent.cell.W_x)


def test_the_model_itself_tells_the_person_from_the_place() -> None:
    trace = traces_for("feedback", FeedbackParams())["recurrent"]
    said = [trace.labels[int(o.argmax())] for o in trace.o]
    assert said == ["O", "PER", "O", "O", "LOC"]


def test_both_outputs_stand_side_by_side_with_their_true_signs(tell) -> None:
    seen = {}

    def look(scene: LectureScene, beat: str) -> None:
        seen[beat] = {
            (n.source.name, n.address.step): n.string
            for n in numerals(scene.mobjects)
            if n.address.quantity == "h" and n.address.index == (0,)
        }

    scene = tell("feedback", after=look)
    assert scene.forgets.equal
    assert not scene.remembers.equal
    last = seen["meet-it-with-memory"]
    assert last["plain", 2] == last["plain", 5]
    assert last["recurrent", 2] != last["recurrent", 5]


def test_a_sentence_without_a_repeated_word_is_refused() -> None:
    with pytest.raises(InputError, match=r"feedback\.sentence = 'Apple is hiring'.*repeat"):
        traces_for("feedback", FeedbackParams(sentence="Apple is hiring"))
