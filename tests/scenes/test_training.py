"""Where the weights come from: what is shown of a lesson and of the course was computed."""

import numpy as np
import pytest

from rnn_math.errors import InputError
from rnn_math.learning import Lesson
from rnn_math.tasks.tagging_course import SNAPSHOTS
from scenes.claims.facts import facts_of
from scenes.claims.judge import Judge
from scenes.lecture_scene import LectureScene, numerals
from scenes.params import Look, TrainingParams
from scenes.traces import traces_for
from scenes.words import lessons


def test_it_tells_the_two_words_apart_only_later() -> None:
    traces = traces_for("training", TrainingParams())
    assert lessons.told_apart(traces) == (2, 5)
    right = [lessons.right_of(read) for read in lessons.snapshots(traces)]
    assert right[0] < len(traces["lesson"])
    assert right[-1] == 5


def test_every_number_of_the_lesson_is_on_screen_when_it_is_told(tell) -> None:
    seen = {}

    def look(scene: LectureScene, beat: str) -> None:
        seen[beat] = {
            (n.source.name, n.address.quantity, n.address.step) for n in numerals(scene.mobjects)
        }

    scene = tell("training", after=look)
    steps = range(1, 6)
    assert {("lesson", "loss", t) for t in steps} <= seen["measure-the-loss"]
    assert {("lesson", "length", t) for t in steps} <= seen["carry-it-back"]
    assert {("lesson", "share", t) for t in steps} <= seen["add-the-shares"]
    assert ("lesson", "gradient_W_h", 0) in seen["add-the-shares"]
    moved = {("lesson", "next_W_h", 0), ("lesson", "mean_loss", 0), ("stepped", "mean_loss", 0)}
    assert moved <= seen["take-a-step"]
    assert {("after-2000", "o", t) for t in steps} <= seen["train-on"]
    assert ("lesson", "held_out_loss", 0) in seen["look-at-what-was-held-out"]
    assert [beat.name for beat in scene.timeline.beats] == list(scene.script.beats)


def test_what_stands_between_the_plus_signs_adds_up(tell) -> None:
    lesson = traces_for("training", TrainingParams())["lesson"]
    assert isinstance(lesson, Lesson)
    entry = lessons.entry_shown(lesson)
    assert lessons.adds_up(lesson, entry)
    shown = [round(float(share[entry]), lessons.DECIMALS) for share in lesson.shares]
    total = round(float(lesson.array("gradient_W_h", 0)[entry]), lessons.DECIMALS)
    assert sum(shown) == pytest.approx(total, abs=1e-9)
    scene = tell("training")
    assert "=" in [part.string for part in scene.view.shares.total if hasattr(part, "string")]


def test_where_digits_do_not_add_up_the_picture_says_about(tell, monkeypatch) -> None:
    monkeypatch.setattr("scenes.mobjects.charts.share_sum.adds_up", lambda *_: False)
    total = tell("training").view.shares.total
    assert "≈" in [part.string for part in total if hasattr(part, "string")]


def test_the_step_is_told_as_it_went() -> None:
    def holding(rate: float) -> set[str]:
        holds = Judge(facts_of("training", TrainingParams(rate=rate), Look()))
        names = ("loss-falls-by-the-step", "loss-rises-by-the-step")
        return {name for name in names if holds(name)}

    assert holding(0.5) == {"loss-falls-by-the-step"}
    assert holding(100.0) == {"loss-rises-by-the-step"}
    assert holding(1e-6) == set()


def test_own_tags_are_learnt_from() -> None:
    own = TrainingParams(sentence="Zorg sees Flim", tags="PER O ORG")
    lesson = traces_for("training", own)["lesson"]
    assert isinstance(lesson, Lesson)
    assert lesson.right == ("PER", "O", "ORG")
    assert np.isfinite(lesson.mean_loss)


@pytest.mark.parametrize("params", [{"sentence": "Go", "tags": "O"}, {"hidden_size": 9}])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_is_told_of_any_sentence(tell, params, language) -> None:
    assert tell("training", Look(language=language), **params).timeline.beats


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"sentence": "Zorg sees Flim"}, r"training\.sentence = 'Zorg sees Flim': nobody has said"),
        ({"sentence": "Go", "tags": "O O"}, r"training\.tags = 'O O': 2 right answers, must be 1"),
        ({"sentence": "Go", "tags": "VERB"}, r"training\.tags = 'VERB': 'VERB': no such answer"),
    ],
)
def test_what_cannot_be_learnt_from_is_refused_by_its_key(params, said: str) -> None:
    with pytest.raises(InputError, match=said):
        traces_for("training", TrainingParams(**params))


def test_it_ends_with_the_last_update() -> None:
    assert f"after-{SNAPSHOTS[-1]}" in traces_for("training", TrainingParams())
