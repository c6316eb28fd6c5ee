"""The taggers with gates that come with the package are what their settings make of the data."""

from dataclasses import asdict

import pytest

from rnn_math.tasks import shipped, tagging
from rnn_math.tasks.tagging import GATED, TASKS


@pytest.mark.parametrize("kind", GATED)
def test_shipped_taggers_are_loaded_with_the_score_that_was_recorded(kind: str) -> None:
    settings = GATED[kind]
    model = tagging.load_model(settings.hidden_size, settings.embedding_size, kind=kind)
    assert model.cell.kind.name == kind
    assert shipped.facts_of(f"tagging_{kind}")["settings"] == asdict(settings)
    assert model.score == shipped.score_of(f"tagging_{kind}")
    assert model.score.beats_baseline


@pytest.mark.parametrize("kind", ["lstm", "gru"])
def test_training_makes_the_shipped_weights_again(kind: str) -> None:
    """To the byte where NumPy rounds alike; 2,000 updates carry a last bit far elsewhere."""
    task = next(task for task in TASKS if task.data == kind)
    stored = shipped.path_of(task.key)
    assert task.ship is not None
    made = task.ship()
    if made != stored.read_bytes():
        assert task.retrain(0).held_out == pytest.approx(
            shipped.score_of(task.key).held_out, abs=0.01
        )


def test_only_those_settings_are_read_from_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tagging.Settings] = []
    monkeypatch.setattr(tagging, "_trained", asked.append)
    for sizes, seed, kind in (((3, 3), 1, "gru"), ((4, 3), 0, "lstm"), ((3, 3), 0, "tanh")):
        tagging.load_model(*sizes, seed, kind=kind)
    assert [(each.hidden_size, each.seed, each.kind) for each in asked] == [
        (3, 1, "gru"),
        (4, 0, "lstm"),
        (3, 0, "tanh"),
    ]
