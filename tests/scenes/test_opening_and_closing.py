"""The question of the lecture and its answer, on the numbers of a real sentence."""

from pathlib import Path

import numpy as np
import pytest

from rnn_math.errors import InputError
from rnn_math.tasks.tagging import load_model
from rnn_math.weights import Checkpoint, save
from scenes.lecture_scene import LectureScene, numerals
from scenes.params import ClosingParams, Look, OpeningParams
from scenes.traces import traces_for
from scenes.words.riddles import PROMISES


def test_one_word_comes_in_equally_and_is_answered_differently() -> None:
    trace = traces_for("opening", OpeningParams())["sentence"]
    assert np.array_equal(trace.x[1], trace.x[4])
    assert not np.array_equal(trace.h[1], trace.h[4])
    assert [trace.answers[t].label for t in (1, 4)] == ["PER", "LOC"]


def test_its_numbers_stand_there_twice_and_then_its_answers(tell) -> None:
    seen = {}

    def look(scene: LectureScene, beat: str) -> None:
        seen[beat] = {
            (n.address.quantity, n.address.step, n.address.index): n.string
            for n in numerals(scene.mobjects)
        }

    tell("opening", after=look)
    both = seen["look-it-up"]
    assert {step for _, step, _ in both} == {2, 5}
    assert all(both["x", 2, (i,)] == both["x", 5, (i,)] for i in range(3))
    shares = {step: text for (what, step, _), text in seen["ask-how"].items() if what == "o"}
    assert shares == {2: "99.1\N{NO-BREAK SPACE}%", 5: "99.9\N{NO-BREAK SPACE}%"}


def test_only_what_follows_is_announced(tell) -> None:
    assert set(PROMISES) == set(tell("opening").ahead)
    scene = tell("opening", clips=("rolling", "quiz"))
    assert scene.ahead == ["build", "choose"]
    (told,) = (beat.narration for beat in scene.timeline.beats if beat.name == "ask-how")
    assert "take it apart" in told
    assert "learns" not in told
    assert "wiring" in told


def test_the_lecture_says_which_clips_follow() -> None:
    from lecture.config.model import load_config
    from lecture.config.source import parse_override

    config = load_config(None, [parse_override("lecture.clips=['opening', 'quiz']")])
    assert config.params["opening"].clips == ("opening", "quiz")


def test_a_word_is_followed_until_the_network_is_rolled_up(tell) -> None:
    seen = {}

    def look(scene: LectureScene, beat: str) -> None:
        seen[beat] = (
            {(n.address.quantity, n.address.step) for n in numerals(scene.mobjects)},
            scene.network.progress,
        )

    tell("closing", after=look)
    assert seen["follow-one-word"][0] == {("h", step) for step in range(1, 6)}
    assert seen["answer-the-question"][0] == {("o", step) for step in range(1, 6)}
    assert seen["roll-it-up"] == (set(), 0.0)


@pytest.mark.parametrize("clip", ["opening", "closing"])
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("params", [{}, {"sentence": "Go Go"}, {"hidden_size": 9}])
def test_they_are_told_of_any_sentence(tell, clip, language, params) -> None:
    assert tell(clip, Look(language=language), **params).timeline.beats


@pytest.mark.parametrize(
    ("clip", "params"), [("opening", OpeningParams), ("closing", ClosingParams)]
)
def test_what_they_cannot_show_is_refused_by_its_key(clip, params, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=rf"{clip}\.sentence = 'Apple is'.*repeat one"):
        traces_for(clip, params(sentence="Apple is"))
    model = load_model(4, 3, 0)
    file = tmp_path / "own.npz"
    save(file, Checkpoint(model.cell, None, model.embedding, model.vocabulary))
    with pytest.raises(InputError, match=rf"{clip}\.weights = .*must have a readout"):
        traces_for(clip, params(weights=str(file), sentence="Apple is Apple"))
