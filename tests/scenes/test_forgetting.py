from dataclasses import replace
from typing import Any

import pytest

from rnn_math.errors import InputError, LayoutError
from rnn_math.gradient import Reaching
from rnn_math.tasks.remembering import Remembering, measure, recorded
from rnn_math.tasks.tagging import load_model
from rnn_math.weights import Checkpoint, save
from scenes.binding import Source
from scenes.claims.facts import facts_of
from scenes.claims.judge import Judge
from scenes.mobjects.network.gradient_view import GradientView
from scenes.params import ForgettingParams, Look
from scenes.roles import NOTATIONS
from scenes.script import load_script
from scenes.terms import gradient_terms
from scenes.theme import DARK
from scenes.traces import traces_for
from scenes.words import gradients


def both(**params: Any) -> tuple[Remembering, Reaching]:
    sentence, larger = traces_for("forgetting", ForgettingParams(**params)).values()
    assert isinstance(sentence, Remembering)
    assert isinstance(larger, Reaching)
    return sentence, larger


def test_the_default_tells_the_whole_story(tell) -> None:
    scene = tell("forgetting")
    assert [beat.name for beat in scene.timeline.beats] == [
        "ask-the-last-step", "walk-back", "find-the-factor", "enlarge-the-weights", "cut-it",
        "remember-the-first-word", "open-the-gates", "reach-too-far",
    ]  # fmt: skip
    assert 60 <= scene.timeline.seconds <= 100


def test_bars_are_as_high_as_gradients_are_long_on_one_scale(manim: None) -> None:
    trace, larger = both()
    sources = Source("sentence", trace), Source("larger", larger)
    view = GradientView(*sources, DARK, "hidden", load_script("forgetting").words)
    longest = max(*trace.lengths, *larger.lengths)
    tallest = max(bar.height for bar in view.larger_bars.bars.values())
    for bars, lengths in ((view.small_bars, trace.lengths), (view.larger_bars, larger.lengths)):
        for t, length in enumerate(lengths, start=1):
            assert bars.bars[t].height == pytest.approx(tallest * length / longest, abs=2e-3)
    tall = view.bars.bars
    assert tall[5].height / tall[4].height == pytest.approx(
        trace.lengths[4] / trace.lengths[3], rel=0.01
    )


def test_what_is_said_of_the_task_is_what_was_recorded() -> None:
    trace, _ = both()
    assert gradients.remembered(trace) == {
        "short": "5", "apart": "20", "plain": "34\N{NO-BREAK SPACE}%",
        "gated": "100\N{NO-BREAK SPACE}%", "far": "40",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "kind", "length", "accuracies"),
    [
        ("all-remember-the-shortest", "lstm", 5, (1.0, 0.9, 1.0)),
        ("all-guess-at-the-longest", "gru", 40, (0.25, 0.4, 0.25)),
        ("plain-cell-falls-with-distance", "tanh", 20, (0.7, 0.7, 0.7)),
        ("gates-reach-further", "lstm", 10, (0.4, 0.4, 0.4)),
        ("three-trainings-of-each", "gru", 10, (1.0, 1.0)),
    ],
)
def test_another_record_would_make_the_sentences_untrue(
    rule: str, kind: str, length: int, accuracies: tuple[float, ...]
) -> None:
    facts = facts_of("forgetting", ForgettingParams(), Look())
    trace = facts.traces["sentence"]
    assert isinstance(trace, Remembering)
    assert Judge(facts)(rule)
    reaches = tuple(
        replace(each, accuracies=accuracies) if (each.kind, each.length) == (kind, length) else each
        for each in trace.reaches
    )
    other = {**facts.traces, "sentence": replace(trace, reaches=reaches)}
    assert not Judge(replace(facts, traces=other))(rule)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["tanh", "gru", "lstm"])
def test_what_was_recorded_is_measured_again(kind: str) -> None:
    (was,) = [each for each in recorded() if (each.kind, each.length) == (kind, 5)]
    assert measure(kind, 5) == was


@pytest.mark.parametrize("notation", NOTATIONS)
def test_the_way_back_is_written_as_the_notation_writes_the_way_there(notation: Any, tell) -> None:
    written = [part if isinstance(part, str) else part[1] for part in gradient_terms(notation)]
    transposed = any("W" in part and part.endswith("^top") for part in written)
    assert transposed != NOTATIONS[notation].transposed or "^top" in "".join(written)
    assert tell("forgetting", Look(notation=notation)).timeline.beats


@pytest.mark.parametrize(
    ("params", "told"),
    [
        ({"sentence": "Go"}, r"forgetting\.sentence = 'Go': one word, must be at least 2"),
        ({"sentence": "a " * 11}, r"forgetting\.sentence"),
    ],
)
def test_what_cannot_be_shown_is_refused_by_its_key(
    params: dict[str, Any], told: str, tell
) -> None:
    with pytest.raises((InputError, LayoutError), match=told):
        tell("forgetting", **params)


def test_a_model_that_answers_nothing_is_refused(tmp_path) -> None:
    model = load_model()
    file = tmp_path / "states.safetensors"
    save(file, Checkpoint(model.cell, None, model.embedding, model.vocabulary))
    with pytest.raises(InputError, match=r"forgetting\.weights = .*must have a readout"):
        both(weights=str(file))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (509.1, "509"), (14.47, "14.5"), (6.529, "6.53"), (0.0951, "0.095"), (0.0004, "0.0004"),
        (0.00002, "<0.0001"), (0.0, "0.00"),
    ],
)  # fmt: skip
def test_two_digits_tell_something(value: float, said: str) -> None:
    assert gradients.written(value) == said


def test_larger_weights_may_let_nothing_through(tell) -> None:
    params = {"sentence": "Apple is hiring", "factor": 100.0, "seed": 1}
    _, larger = both(**params)
    assert larger.lengths.min() < 1e-4
    assert "cut-it" not in {beat.name for beat in tell("forgetting", **params).timeline.beats}
