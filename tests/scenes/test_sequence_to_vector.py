import pytest

from rnn_math.errors import LectureError
from scenes.lecture_scene import LectureScene, numerals
from scenes.params import SequenceToVectorParams
from scenes.sequence_to_vector import earlier, final
from scenes.traces import traces_for


def test_only_the_last_output_is_used_and_the_rest_are_dead_ends(tell) -> None:
    scene = tell("sequence-to-vector")
    trace, network = scene.sources["message"].trace, scene.first.network
    assert set(network.output_wires) == {len(trace)}
    assert set(network.dead_ends) == set(range(1, len(trace)))


def test_what_it_would_have_said_is_what_it_computed(tell) -> None:
    shown = {}

    def look(scene: LectureScene, beat: str) -> None:
        shown[beat] = {
            n.address.step: n.string
            for n in numerals(scene.mobjects)
            if n.address.quantity == "o" and n.source.name == "message"
        }

    scene = tell("sequence-to-vector", after=look)
    trace = scene.sources["message"].trace
    assert set(shown["read-to-the-end"]) == {len(trace)}, "nobody asks on the way"
    assert set(shown["ask-too-early"]) == set(range(1, len(trace) + 1))
    spam = trace.labels.index("spam")
    for step in range(1, len(trace)):
        assert shown["ask-too-early"][step].startswith(f"{100 * trace.o[step - 1, spam]:.0f}")


def test_the_second_message_changes_its_mind() -> None:
    """What the narration claims: it leans one way on the way, and says the other at the end."""
    trace = traces_for("sequence-to-vector", SequenceToVectorParams())["second"]
    assert earlier(trace)["early"] == "spam"
    assert final(trace)["label"] == "ham"


def test_a_known_mistake_is_shown_as_one(tell) -> None:
    scene = tell("sequence-to-vector", message="Verify your account now or it will be closed")
    assert [note.string for note in scene.first.mistake] == ["a mistake: it is spam"]
    assert not scene.second.mistake


@pytest.mark.parametrize(
    ("key", "value"),
    [("message", "word " * 60), ("second_message", "word " * 11), ("weights", "none.pt")],
)
def test_bad_input_names_its_key(key: str, value: str) -> None:
    with pytest.raises(LectureError, match=rf"sequence-to-vector\.{key}"):
        traces_for("sequence-to-vector", SequenceToVectorParams(**{key: value}))
