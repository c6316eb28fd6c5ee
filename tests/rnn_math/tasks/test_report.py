import json

import numpy as np
import pytest

from rnn_math.errors import InputError, WeightsError
from rnn_math.tasks import report, shipped
from rnn_math.tasks.report import TASKS, measure, tasks
from rnn_math.tasks.task import Baseline, Score, Task


def score_of(seed, *, lower_is_better=False):
    baselines = (Baseline("weak", 0.25), Baseline("strong", 0.5))
    return Score(0.25 * seed, 40, "things", baselines, lower_is_better=lower_is_better)


def errors_of(seed):
    return score_of(seed, lower_is_better=True)


def test_every_task_is_there_with_its_architecture_and_a_name_of_its_own():
    found = tasks()
    assert found == TASKS
    assert len({task.key for task in found}) == len(found)
    assert {task.name: task.architecture for task in found} == {
        "tagging": "sequence to sequence",
        "forecasting": "sequence to sequence",
        "spam": "sequence to vector",
        "captioning": "vector to sequence",
        "translation": "encoder-decoder",
    }
    assert {task.data for task in tasks("forecasting")} == {"price", "sunspots"}


def test_tasks_are_chosen_by_name():
    assert [task.key for task in tasks("spam", "tagging")] == [
        "tagging",
        "tagging_lstm",
        "tagging_gru",
        "tagging_gru-reset-before",
        "spam",
    ]
    with pytest.raises(InputError, match="poetry: no task, must be one of tagging, forecasting"):
        tasks("spam", "poetry")


def test_a_row_holds_every_seed_and_what_it_is_compared_with():
    told = []
    task = Task("toy", "sequence to vector", score_of)
    (row,) = measure([task], (3, 4, 2), lambda task, seed: told.append((task.name, seed)))
    assert told == [("toy", 3), ("toy", 4), ("toy", 2)]
    table = row.table()
    assert json.loads(json.dumps(table)) == table
    assert table["held_out"] == [0.75, 1.0, 0.5]
    assert (table["mean"], table["min"], table["max"]) == (0.75, 0.5, 1.0)
    assert (table["items"], table["unit"]) == (40, "things")
    assert (table["baseline"], table["baseline_name"]) == (0.5, "strong")
    assert table["beats_baseline"]
    assert table["seconds"] >= 0.0


def test_of_errors_the_lowest_is_best():
    (row,) = measure([Task("toy", "any", errors_of)], (0, 1))
    assert (row.table()["baseline"], row.table()["baseline_name"]) == (0.25, "weak")
    assert row.mean == 0.125
    assert row.beats_baseline
    (worse,) = measure([Task("toy", "any", errors_of)], (1, 2))
    assert not worse.beats_baseline


def test_rows_come_one_by_one():
    rows = measure([Task("toy", "any", score_of), Task("broken", "any", lambda seed: 1 // 0)])
    assert next(rows).seeds == report.SEEDS
    with pytest.raises(ZeroDivisionError):
        next(rows)


@pytest.mark.parametrize(
    ("seeds", "message"),
    [((), "none given"), ((0, -2), "seed = -2, must be 0 or more"), ((1, 1), "1, 1, must differ")],
)
def test_seeds_that_make_no_table_are_refused(seeds, message):
    with pytest.raises(InputError, match=message):
        next(measure([Task("toy", "any", score_of)], seeds))


def test_the_tagger_is_trained_again_for_the_table():
    task = tasks("tagging")[0]
    reached = task.retrain(0)
    assert reached.held_out >= 0.98
    assert reached.beats_baseline


def test_shipped_weights_are_small_and_written_by_their_task():
    for task in tasks():
        if task.ship is not None:
            assert shipped.path_of(task.key).stat().st_size < 200_000
            # Of the others one is as good without a network, the other a little better.
            ahead = shipped.score_of(task.key).beats_baseline
            assert ahead == (task.name not in ("spam", "captioning"))
            assert {"settings", "score"} <= set(shipped.facts_of(task.key))


def test_the_same_weights_are_the_same_bytes(tmp_path, monkeypatch):
    contents = {
        shipped.content_of({"W": np.eye(2), "é": np.ones(3)}, **facts)
        for facts in ({"a": 1, "score": [2]}, {"score": [2], "a": 1})
    }
    assert len(contents) == 1
    monkeypatch.setattr(shipped, "FOLDER", tmp_path)
    shipped.path_of("toy").write_bytes(contents.pop())
    assert shipped.facts_of("toy") == {"a": 1, "score": [2]}
    with pytest.raises(WeightsError, match=r"other.*: shipped weights cannot be read"):
        shipped.facts_of("other")
