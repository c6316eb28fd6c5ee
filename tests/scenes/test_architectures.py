from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lecture.audit.clip import audit_scene
from lecture.video.format import VideoFormat
from rnn_math.errors import InputError, LayoutError, WeightsError
from rnn_math.tasks import captioning, spam_data, tagging, translation_data
from rnn_math.trace import Trace
from rnn_math.unroll import unroll
from rnn_math.wiring import (
    Source,
    Wiring,
    answering_at,
    encoder_decoder,
    sequence_to_sequence,
    sequence_to_vector,
    vector_to_sequence,
)
from scenes.architectures import CEILING, FLOOR, ROW_Y, Architectures
from scenes.binding import Source as Bound
from scenes.examples import Example, usage
from scenes.lecture_scene import LectureScene, numerals
from scenes.mobjects.network.rewiring import Rewiring
from scenes.mobjects.network.wired_network import WiringLayout
from scenes.numerals import format_percent
from scenes.params import ArchitecturesParams
from scenes.script import load_script
from scenes.theme import Frame
from scenes.traces import traces_for

WORDS = ["Mr", "Washington", "is", "hiring", "in", "Berlin", "today"]


def tagged(wiring: Wiring) -> Trace:
    """Our tagger, wired in a way that the lecture does not use."""
    model = tagging.load_model()
    words = WORDS[: len(wiring)]
    trace = unroll(
        model.cell,
        model.embed(words),
        readout=model.readout,
        tokens=words,
        known=model.trace(words).known,
        labels=model.tags,
        wiring=wiring,
    )
    return replace(trace, score=model.score)


ODD = {
    "7 in, 3 out": Wiring((Source.INPUT,) * 7, (False,) * 4 + (True,) * 3),
    "every second": answering_at(6, [2, 4, 6]),
}


@pytest.mark.parametrize(
    ("wiring", "inputs", "outputs"),
    [
        (sequence_to_sequence(5), "inputs-every", "outputs-every"),
        (sequence_to_sequence(1), "inputs-every", "outputs-every"),
        (sequence_to_vector(5), "inputs-every", "outputs-last"),
        (vector_to_sequence(4), "inputs-vector", "outputs-every-fed"),
        (vector_to_sequence(4, into_state=False), "inputs-once", "outputs-every-fed"),
        (encoder_decoder(3, 5), "inputs-first", "outputs-final-fed"),
        (ODD["7 in, 3 out"], "inputs-every", "outputs-final"),
        (ODD["every second"], "inputs-every", "outputs-some"),
        (Wiring((Source.NOTHING,) * 3, (False,) * 3), "inputs-none", "outputs-none"),
    ],
)
def test_what_is_used_is_read_off_the_wiring(wiring: Wiring, inputs: str, outputs: str) -> None:
    assert tuple(used.line for used in usage(wiring)) == (inputs, outputs)


def test_every_usage_of_any_wiring_has_a_line_in_the_script(tell) -> None:
    script = tell("architectures").script
    for side in ("inputs", "outputs"):
        for which in ("every", "none", "first", "last", "final", "once", "some"):
            for fed in ("",) if side == "inputs" else ("", "-fed"):
                assert f"{side}-{which}{fed}" in script.words


def test_every_word_and_share_is_what_its_model_says(tell) -> None:
    shown: dict[str, Any] = {}

    def look(scene: LectureScene, beat: str) -> None:
        assert isinstance(scene, Architectures)
        shown[beat] = {(n.source.name, n.address.step, n.string) for n in numerals(scene.mobjects)}

    scene = tell("architectures", after=look)
    for beat, name in {
        "answer-at-every-step": "sequence-to-sequence",
        "answer-once-at-the-end": "sequence-to-vector",
        "start-from-one-vector": "vector-to-sequence",
        "read-first-then-write": "encoder-decoder",
    }.items():
        row = scene.rows[name]
        source = row.example.sources[-1]
        expected = {
            (source.name, a.step, format_percent(a.probability)) for a in source.trace.answers
        }
        assert shown[beat] == expected
        said = [word.text for word in row.network.output_words.values()]
        assert said == [a.label.strip("<>") for a in source.trace.answers]


def test_the_scores_stand_beside_their_strongest_baselines(tell) -> None:
    scene = tell("architectures")
    for name, panel in zip(scene.examples, scene.grid.panels, strict=True):
        score = scene.examples[name].score
        model, baseline = (line[0] for line in panel.scores)
        assert model.string == f"{100 * score.held_out:.1f}\N{NO-BREAK SPACE}%"
        assert baseline.string == f"{100 * score.baseline:.1f}\N{NO-BREAK SPACE}%"
        assert str(score.items) in panel.scores[0][1].string


def test_the_four_wirings_are_those_of_the_lecture() -> None:
    traces = traces_for("architectures", ArchitecturesParams())
    assert traces["tagging"].wiring == sequence_to_sequence(5)
    assert traces["spam"].wiring == sequence_to_vector(7)
    assert traces["captioning"].wiring == vector_to_sequence(6)
    assert encoder_decoder(3, 5).parts() == (traces["encoder"].wiring, traces["decoder"].wiring)


def test_what_is_shown_was_held_out() -> None:
    params = ArchitecturesParams()
    assert tuple(params.phrase.split()) in {p.french for p in translation_data.pairs("test")}
    assert tuple(params.message.split()) in {m.words for m in spam_data.held_out(0)}


def test_a_mistake_is_framed_and_named(tell) -> None:
    wrong = captioning.load_model().mistakes[0]
    scene = tell("architectures", digit=wrong)
    row = scene.rows["vector-to-sequence"]
    assert row.frames
    assert all(step in row.network.output_words for step in row.frames)
    assert "mistake" in row.mistake[0].string
    assert not scene.rows["sequence-to-sequence"].frames


def test_labels_of_another_kind_are_no_mistakes() -> None:
    trace = traces_for("architectures", ArchitecturesParams())["tagging"]
    foreign = Bound("tagging", replace(trace, labels=("A", "B", "C", "D", "E")))
    assert Example((Bound("tagging", trace),)).wrong(("O",) * 5) == [1, 5]
    assert Example((foreign,)).wrong(("O",) * 5) == []


def test_words_that_are_not_known_are_marked_and_explained(tell) -> None:
    scene = tell("architectures", message="Zorblatt gives you cash")
    row = scene.rows["sequence-to-vector"]
    marked = [n for n, word in row.network.input_words.items() if len(word) > 1]
    assert marked == [n for n in row.network.input_words if not row.example.is_known(n)]
    assert 1 in marked
    assert len(row.key) == 1


@pytest.fixture
def odd(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let a trace of our own stand for one of the clip's."""

    def stand_in(**traces: Trace) -> None:
        def all_traces(clip: str, params: Any) -> dict[str, Trace]:
            return traces_for(clip, params) | traces

        for module in ("scenes.lecture_scene", "scenes.claims.facts"):
            monkeypatch.setattr(f"{module}.traces_for", all_traces)

    return stand_in


def test_wirings_that_the_lecture_does_not_use_draw_rewire_and_pass_the_audit(odd) -> None:
    odd(tagging=tagged(ODD["every second"]), spam=tagged(ODD["7 in, 3 out"]))
    script = load_script("architectures")
    keys = "answer-at-every-step", "answer-once-at-the-end"  # said of the wirings of the lecture
    unbound = {key: replace(script.lines[key], claims=()) for key in keys}
    script = replace(script, lines=script.lines | unbound)
    found = audit_scene(
        lambda renderer: Architectures(script=script, renderer=renderer), VideoFormat(320, 180, 15)
    )
    assert found == []


def test_the_audit_sees_a_row_whose_words_are_in_the_way(odd, monkeypatch) -> None:
    monkeypatch.setattr("scenes.architectures.INPUTS_Y", -1.6)
    found = audit_scene(
        lambda renderer: Architectures(renderer=renderer), VideoFormat(320, 180, 15)
    )
    assert any(finding.kind == "overlap" for finding in found)


vocabulary = st.sampled_from(["Apple", "is", "in", "Berlin", "Extraordinarywords", "#$<{{]", "W"])
sentences = st.lists(vocabulary, min_size=1, max_size=10).map(" ".join)
held_out = st.sampled_from(translation_data.pairs("test")).map(lambda pair: " ".join(pair.french))


@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sentence=sentences, message=sentences, digit=st.integers(0, 381), phrase=held_out)
def test_drawn_inputs_stay_on_the_frame(
    tell, sentence: str, message: str, digit: int, phrase: str
) -> None:
    def look(scene: LectureScene, beat: str) -> None:
        for mobject in scene.mobjects:
            for part in mobject.family_members_with_points():
                assert abs(part.get_x()) + part.width / 2 <= Frame.SAFE_X + 0.05, beat
                assert part.get_bottom()[1] >= Frame.CONTENT_BOTTOM - 0.01, beat
        assert not any(isinstance(mobject, Rewiring) for mobject in scene.mobjects)

    tell(
        "architectures", after=look, sentence=sentence, message=message, digit=digit, phrase=phrase
    )


def test_rows_of_short_words_stand_where_they_always_do(tell) -> None:
    scene = tell("architectures", sentence="Apple is hiring")
    assert scene.layout == WiringLayout(y=ROW_Y)


def test_all_rows_make_room_for_the_longest_words_of_one(tell) -> None:
    scene = tell("architectures", message=" ".join(["Extraordinarywords"] * 8))
    assert scene.layout != WiringLayout(y=ROW_Y)
    for row in scene.rows.values():
        low, high = row.ends
        assert low >= FLOOR - 1e-6
        assert high <= CEILING + 1e-6
        assert {row.network.layout.y, scene.network.layout.y} == {scene.layout.y}
        assert {row.network.layout.wire, scene.network.layout.wire} == {scene.layout.wire}


def test_words_that_have_no_room_name_the_parameter(monkeypatch) -> None:
    monkeypatch.setattr("scenes.architectures.FLOOR", -0.9)
    with pytest.raises(LayoutError, match=r"^architectures\.sentence = 'Apple.*units high.*use"):
        Architectures(ArchitecturesParams(sentence="Apple is hiring"))


@pytest.mark.parametrize(
    ("params", "error", "named"),
    [
        ({"sentence": "a " * 11}, InputError, "architectures.sentence = 'a a"),
        ({"message": "a " * 11}, InputError, "architectures.message"),
        ({"digit": 382}, InputError, "architectures.digit = 382"),
        ({"digit": "no.png"}, InputError, "architectures.digit = 'no.png'"),
        ({"phrase": "le zorblatt dort"}, InputError, "zorblatt"),
        ({"spam_weights": "no.safetensors"}, WeightsError, "architectures.spam_weights"),
        ({"translation_weights": "no.npz"}, WeightsError, "architectures.translation_weights"),
    ],
)
def test_bad_input_names_the_parameter(params: dict[str, Any], error: type, named: str) -> None:
    with pytest.raises(error, match="architectures") as caught:
        traces_for("architectures", ArchitecturesParams(**params))
    assert named in str(caught.value)


def test_a_state_too_large_to_be_drawn_is_refused(monkeypatch) -> None:
    monkeypatch.setattr("scenes.traces.drawable.MOST_UNITS", 16)
    with pytest.raises(LayoutError, match=r"captioning_weights.*32 units, must have at most 16"):
        traces_for("architectures", ArchitecturesParams())


def test_two_parts_are_one_network_with_a_context() -> None:
    traces = traces_for("architectures", ArchitecturesParams(phrase="je mange"))
    example = Example((Bound("encoder", traces["encoder"]), Bound("decoder", traces["decoder"])))
    assert example.wiring == encoder_decoder(2, len(traces["decoder"]))
    assert example.read == 2
    assert list(example.answers) == list(example.wiring.answering)
    assert example.inputs[3] == "start"
    assert [a.label for a in example.said] == ["I", "am", "eating"]
