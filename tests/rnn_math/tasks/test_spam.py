from collections import Counter

import numpy as np
import pytest

from rnn_math import weights
from rnn_math.errors import InputError, WeightsError
from rnn_math.tasks import shipped, spam, spam_data, words
from rnn_math.tasks.spam import DEFAULT, TASKS, load_model, tokenize, true_label
from rnn_math.tasks.spam_data import (
    FOLDS,
    LABELS,
    SHOWN,
    Message,
    fold_of,
    held_out,
    messages,
    trained_on,
)
from rnn_math.tasks.spam_score import (
    cross_validated,
    majority,
    naive_bayes,
    score_of_one,
    share_right,
)
from rnn_math.tasks.spam_training import Settings, train, vocabulary
from rnn_math.tasks.text import bare
from rnn_math.weights import Checkpoint
from rnn_math.wiring import sequence_to_vector

# Of the cross-validation, measured for seeds 0 to 4: 0.982, 0.982, 0.977, 0.986, 0.982.
BAR = 0.95


@pytest.fixture(scope="module")
def model():
    return load_model()


@pytest.fixture(scope="module")
def retrained():
    return TASKS[0].retrain(0)


def test_the_messages_are_many_short_and_balanced():
    assert Counter(message.label for message in messages()) == {"ham": 110, "spam": 110}
    assert len({tuple(map(str.lower, message.words)) for message in messages()}) == 220
    assert all(4 <= len(message.words) <= 10 for message in messages())
    for message in messages():
        assert tokenize(" ".join(message.words)) == message.words


def test_no_message_is_nearly_another_one():
    bags = [{bare(word).lower() for word in message.words} for message in messages()]
    alike = max(len(a & b) / len(a | b) for i, a in enumerate(bags) for b in bags[:i])
    assert alike <= 0.5


def test_every_message_is_held_out_once_and_the_folds_are_fixed():
    assert [len(held_out(fold)) for fold in range(FOLDS)] == [57, 38, 52, 40, 33]
    for fold in range(FOLDS):
        assert not set(held_out(fold)) & set(trained_on(fold))
        assert set(held_out(fold)) | set(trained_on(fold)) == set(messages())
    assert fold_of(Message(("See", "you", "soon"), "ham")) == 2


def test_what_the_lecture_shows_is_one_of_each_and_was_not_trained_on(model):
    assert [message.label for message in SHOWN] == ["spam", "ham"]
    assert set(SHOWN) <= set(held_out(spam.SHIPPED_FOLD))
    assert set(model.vocabulary) == set(vocabulary(trained_on(spam.SHIPPED_FOLD)))
    for message in SHOWN:
        assert model.predict(message.words).label == message.label


def test_the_recorded_score_is_reached_by_training_again(model, retrained):
    assert shipped.facts_of("spam")["settings"] == shipped.told(DEFAULT)
    recorded = shipped.score_of("spam")
    assert retrained.items == recorded.items == 220
    assert retrained.networks == recorded.networks == FOLDS
    assert retrained.held_out == pytest.approx(recorded.held_out, abs=0.015)
    assert retrained.held_out >= BAR
    assert retrained.baselines == recorded.baselines
    assert retrained.held_out > 1.5 * cross_validated(majority)


def test_the_baselines_are_what_they_say():
    assert cross_validated(majority) == 0.5
    assert cross_validated(naive_bayes) == pytest.approx(0.977, abs=0.001)
    guess = naive_bayes(0)
    assert guess(("claim", "your", "prize")) == "spam"
    assert guess(tuple(reversed(SHOWN[1].words))) == guess(SHOWN[1].words)  # without their order
    assert {majority(fold)(()) for fold in range(FOLDS)} == {"spam"}


def test_the_shipped_weights_answer_as_often_as_recorded_for_their_fold(model):
    right = [model.predict(message.words).label == message.label for message in held_out(0)]
    read = load_model(weights=shipped.path_of("spam"))
    assert (read.score.held_out, read.score.items) == (sum(right) / len(right), 57)
    assert read.score.held_out >= BAR
    assert read.score == score_of_one(lambda said: model.predict(said).label, 0)


def test_an_untrained_model_fails_the_bar():
    p = train(Settings(8, 4, 0, updates=1), trained_on(0))
    index = {word: row for row, word in enumerate(vocabulary(trained_on(0)))}
    read = [[index.get(bare(w).lower(), 0) for w in message.words] for message in held_out(0)]
    h = words.read(p, *words.side_by_side(read)).h[-1]
    said = (h @ p["W_o"].T + p["b_o"]).argmax(axis=1)
    right = [LABELS[k] == message.label for k, message in zip(said, held_out(0), strict=True)]
    assert np.mean(right) < 0.8


def test_only_the_last_output_is_used_but_all_are_in_the_trace(model):
    for message in SHOWN:
        trace = model.trace(message.words)
        T = len(message.words)
        assert trace.wiring == sequence_to_vector(T)
        assert trace.tokens == message.words
        assert trace.o.shape == (T, 2)
        (answer,) = trace.answers
        assert answer == model.predict(message.words)
        assert answer.step == T
        assert answer.probability == trace.o[-1].max()
        assert trace.score == model.score


def test_free_looks_like_spam_until_lunch_is_read(model):
    trace = model.trace(tokenize("Are you free for lunch on Friday"))
    as_spam = dict(zip(trace.tokens, trace.o[:, LABELS.index("spam")], strict=True))
    assert as_spam["free"] > 0.5 > as_spam["lunch"]
    assert model.predict(trace.tokens).label == "ham"


def test_a_trace_computes_what_training_computes(model):
    chosen = held_out(0)
    index = {word: row for row, word in enumerate(model.vocabulary)}
    rows, mask = words.side_by_side(
        [[index.get(bare(w).lower(), 0) for w in message.words] for message in chosen]
    )
    p = {"embedding": model.embedding} | {
        name: getattr(model.cell, name) for name in ("W_x", "W_h", "b")
    }
    h = words.read(p, rows, mask).h
    for n, message in enumerate(chosen):
        trace = model.trace(message.words)
        np.testing.assert_allclose(trace.h, h[: len(message.words), n], atol=1e-12)
        np.testing.assert_allclose(trace.h[-1], h[-1, n], atol=1e-12)  # it stands still on padding


def test_own_messages_are_read_and_unknown_words_are_flagged(model):
    trace = model.trace(tokenize("WIN a free zeppelin now!"))
    assert trace.known == (True, True, True, False, True)
    assert (trace.x[3] == model.embedding[model.vocabulary.index("<unk>")]).all()
    assert trace.answers[0].label == "spam"
    assert model.predict(tokenize("Meet me at the zoo tomorrow")).label == "ham"
    with pytest.raises(InputError, match="message: empty"):
        model.trace(())


def test_its_numbers_are_fit_to_be_drawn(model):
    for array in (model.cell.W_x, model.cell.W_h, model.cell.b, model.readout.W_o, model.embedding):
        assert abs(array).max() < 10
    h = np.concatenate([model.trace(message.words).h for message in held_out(0)])
    assert (abs(h) > 0.95).mean() < 0.1


def test_the_same_seed_gives_the_same_bits_and_another_one_others():
    chosen = trained_on(0)
    first, again, other = (train(Settings(3, 2, seed, updates=5), chosen) for seed in (1, 1, 2))
    assert all(first[name].tobytes() == again[name].tobytes() for name in first)
    assert (first["W_x"] != other["W_x"]).any()


@pytest.mark.parametrize(("H", "F"), [(1, 1), (1, 64), (64, 1)])
def test_every_size_trains(H, F):
    p = train(Settings(H, F, seed=1, updates=4), trained_on(0))
    assert p["W_x"].shape == (H, F)
    assert all(np.isfinite(array).all() for array in p.values())


def test_other_sizes_are_trained_once_with_a_score_of_their_own(monkeypatch, tmp_path):
    monkeypatch.setenv("UNROLLED_CACHE", str(tmp_path))
    trained = []

    def counted(settings, chosen):
        trained.append(settings)
        return train(Settings(2, 2, settings.seed, updates=3), chosen)

    monkeypatch.setattr(spam, "train", counted)
    first = load_model(2, 2, seed=7)
    spam._trained.cache_clear()  # as another process would
    assert load_model(2, 2, seed=7).score == first.score
    assert len(trained) == FOLDS
    assert (first.score.items, first.score.networks) == (57, 1)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"hidden_size": 0}, "hidden_size = 0, must be 1 to 64"),
        ({"embedding_size": 65}, "embedding_size = 65, must be 1 to 64"),
        ({"seed": -1}, "seed = -1, must be 0 or more"),
    ],
)
def test_sizes_out_of_range_are_refused(options, message):
    with pytest.raises(InputError, match=message):
        load_model(**options)


@pytest.mark.parametrize("layout", ["numpy", "pytorch", "keras"])
def test_an_own_checkpoint_is_read_with_its_words(model, tmp_path, layout):
    path = tmp_path / "own.npz"
    weights.save(path, model.checkpoint(), layout)
    read = load_model(weights=path)
    for message in SHOWN:
        assert read.trace(message.words).o.tobytes() == model.trace(message.words).o.tobytes()


def test_an_own_checkpoint_of_another_language_has_no_score_of_ours(model, tmp_path):
    path = tmp_path / "own.safetensors"
    rows = model.embedding[1:3]
    weights.save(path, Checkpoint(model.cell, model.readout, rows, ("hallo", "Welt")))
    read = load_model(weights=path)
    assert read.labels == ("o_1", "o_2")
    assert read.score is None
    with pytest.raises(InputError, match='"free": not in the vocabulary of 2 words'):
        read.trace(("free",))


def test_a_checkpoint_that_cannot_answer_says_what_is_missing(model, tmp_path):
    path = tmp_path / "own.npz"
    weights.save(path, Checkpoint(model.cell, None, model.embedding, model.vocabulary))
    with pytest.raises(WeightsError, match=r"own\.npz: no readout, must have W_o"):
        load_model(weights=path)
    weights.save(path, Checkpoint(model.cell, model.readout))
    with pytest.raises(WeightsError, match=r"own\.npz: no embedding and no vocabulary"):
        load_model(weights=path)


def test_a_share_is_counted():
    chosen = (Message(("a",), "spam"), Message(("b",), "ham"))
    assert share_right(lambda said: "spam" if said == ("a",) else "x", chosen) == 0.5
    assert spam_data.FILE.read_text(encoding="utf-8").startswith("# Our own messages")


def test_what_is_right_is_known_for_our_own_messages_only():
    assert [true_label(message.words) for message in SHOWN] == ["spam", "ham"]
    assert true_label(("Hello", "there")) is None
