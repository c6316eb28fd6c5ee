"""The course is the training of the lecture's own tagger, which is watched and not touched."""

import numpy as np
import pytest

from rnn_math.tasks.tagging import DEFAULT, load_model, true_tags
from rnn_math.tasks.tagging_course import (
    MEASURED,
    SNAPSHOTS,
    after_one_step,
    course,
    schooled,
    watched,
)
from rnn_math.tasks.tagging_data import sentences
from rnn_math.tasks.tagging_training import Settings, train

WORDS = ("Mr", "Washington", "is", "in", "Washington")


def test_the_last_snapshot_is_the_tagger_of_the_lecture() -> None:
    last, ours = course(4, 3, 0).snapshots[-1], load_model()
    assert last.readout is not None
    assert ours.readout is not None
    assert np.array_equal(last.embedding, ours.embedding)
    assert np.array_equal(last.readout.W_o, ours.readout.W_o)
    for name, array in ours.cell.weights.items():
        assert np.array_equal(last.cell.weights[name], array)


def test_watching_changes_nothing() -> None:
    settings = Settings(hidden_size=2, embedding_size=2, seed=3, updates=20)
    seen: list[int] = []
    plain, seen_too = train(settings), train(settings, lambda update, p: seen.append(update))
    assert seen == [*range(21)]
    assert all(np.array_equal(plain[name], seen_too[name]) for name in plain)


@pytest.mark.parametrize("split", ["train", "test"])
def test_losses_are_those_of_reading_sentence_by_sentence(split: str) -> None:
    made = course(4, 3, 0)
    losses = made.training_loss if split == "train" else made.held_out_loss
    for model, update in zip(made.snapshots, SNAPSHOTS, strict=True):
        each = [
            -np.log(o[model.tags.index(tag)])
            for sentence in sentences(split)
            for o, tag in zip(model.trace(sentence.words).o, sentence.tags, strict=True)
        ]
        assert losses[MEASURED.index(update)] == pytest.approx(np.mean(each), abs=1e-10)


def test_one_step_moves_all_weights_against_their_gradients() -> None:
    model = course(4, 3, 0).snapshots[0]
    before = schooled(course(4, 3, 0), 0, WORDS, true_tags(WORDS), 0.5)
    after = after_one_step(model, before)
    assert np.array_equal(after.cell.weights["W_h"], before.array("next_W_h", 0))
    both = before.gradient_of_inputs[1] + before.gradient_of_inputs[4]  # of one word, twice
    assert after.x[1] == pytest.approx(before.x[1] - 0.5 * both)
    assert np.array_equal(after.x[1], after.x[4])
    assert after.mean_loss < before.mean_loss


def test_it_learns_what_came_before() -> None:
    """At first both are places; then the one after Mr becomes a person."""
    read = [schooled(course(4, 3, 0), n, WORDS, true_tags(WORDS), 0.5) for n in range(5)]
    assert [trace.answers[1].label for trace in read[2:]] == ["LOC", "PER", "PER"]
    assert [trace.answers[4].label for trace in read[2:]] == ["LOC", "LOC", "LOC"]
    assert [answer.label for answer in read[-1].answers] == list(true_tags(WORDS))


def test_a_course_is_kept_and_made_of_its_settings(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("UNROLLED_CACHE", str(tmp_path))
    first, again = course(1, 1, 5), course(1, 1, 5)
    assert first is again
    assert len(list((tmp_path / "models").glob("tagging_course-*"))) == 1
    assert (
        first.training_loss[0]
        == watched(Settings(hidden_size=1, embedding_size=1, seed=5, updates=1))["training_loss"][0]
    )
    assert DEFAULT.updates == SNAPSHOTS[-1] == MEASURED[-1]
