"""What stands under two columns, whatever a model calls its outputs."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rnn_math.cell import Cell
from rnn_math.errors import LayoutError
from rnn_math.readout import Readout
from rnn_math.weights import Checkpoint, save
from scenes.mobjects.tasks.evidence import Evidence
from scenes.theme import Size


def model(folder: Path, label: str) -> str:
    """A model that always says ``label``."""
    random = np.random.default_rng(0)
    cell = Cell.tanh(random.normal(size=(4, 3)), random.normal(size=(4, 4)), random.normal(size=4))
    readout = Readout(np.zeros((2, 4)), np.array([3.0, 0.0]))
    words = ("<unk>", "<Unk>", "Mr", "Washington", "is", "in")
    path = folder / "own.npz"
    save(path, Checkpoint(cell, readout, random.normal(size=(6, 3)), words, (label, "other")))
    return str(path)


def evidence(tell: Any, folder: Path, label: str) -> Evidence:
    shown: Evidence = tell("feedback", weights=model(folder, label)).remembers
    return shown


@pytest.mark.parametrize("label", ["PER", "PERSON", "organization", "ORGANIZATION"])
def test_names_of_outputs_are_legible_and_apart(tell: Any, tmp_path: Path, label: str) -> None:
    first, second = (answer for answer in evidence(tell, tmp_path, label).answers)
    assert first.get_right()[0] < second.get_left()[0] - 0.1
    for name, share in (first, second):
        assert name.string == label
        assert min(name.size, share.size) >= Size.SMALLEST - 1e-9
        is_beside = share.get_left()[0] > name.get_right()[0]
        assert is_beside or share.get_top()[1] < name.baseline


def test_a_short_name_stands_beside_its_number_as_large_as_it_is(tell: Any, tmp_path: Path) -> None:
    name, share = evidence(tell, tmp_path, "PER").answers[0]
    assert name.size == pytest.approx(Size.LABEL)
    assert share.baseline == pytest.approx(name.baseline)


def test_a_name_that_is_too_long_is_refused(tell: Any, tmp_path: Path) -> None:
    with pytest.raises(LayoutError) as refusal:
        tell("feedback", weights=model(tmp_path, "NAME" * 8))
    assert str(refusal.value).startswith("feedback.weights = '")
    assert "'NAMENAME" in str(refusal.value)
    fits = int(str(refusal.value).split("at most ")[1].split()[0])
    evidence(tell, tmp_path, ("NAME" * 8)[: fits - 1])
