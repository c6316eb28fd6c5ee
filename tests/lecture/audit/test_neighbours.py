import pytest

from scenes.binding import Source
from scenes.lighting import DIM, LIT, REST
from scenes.mobjects.numbers.heat_map import HeatMap
from scenes.params import StateParams
from scenes.theme import THEMES
from scenes.traces import traces_for
from tests.lecture.audit.probe import Probe, kinds


def strip(scene: Probe) -> HeatMap:
    """Nine units of two words: too many for numbers."""
    params = StateParams(sentence="Apple is", hidden_size=9)
    scene.sources["sentence"] = Source("sentence", traces_for("state", params)["sentence"])
    heat_map = HeatMap(scene.sources["sentence"], scene.theme, (-1, 0, 1), 1.0, 0.2, 0.2, False)
    scene.add(heat_map)
    return heat_map


@pytest.mark.parametrize("theme", THEMES)
def test_a_pale_cell_that_stays_bright_is_told_from_its_neighbours(theme: str) -> None:
    def act(scene: Probe, level: float) -> None:
        heat_map = strip(scene)
        for cell in heat_map.cells:  # the state before the first word is all zeros
            cell.set_level(level if cell.address.index[0] == 4 else DIM)

    assert "contrast" in kinds(lambda scene: act(scene, REST), theme), "nothing marks it"
    assert kinds(lambda scene: act(scene, LIT), theme) == []


def test_a_row_without_its_marks_is_found() -> None:
    def act(scene: Probe, *, is_marked: bool) -> None:
        heat_map = strip(scene)
        for cell in heat_map.cells:
            if not is_marked:
                cell.remove(cell.cue)
            cell.set_level(LIT if cell.address.index[0] == 4 else DIM)

    assert kinds(lambda scene: act(scene, is_marked=True)) == []
    assert set(kinds(lambda scene: act(scene, is_marked=False))) == {"contrast"}


def test_cells_that_are_all_alike_are_not_asked() -> None:
    assert kinds(lambda scene: strip(scene) and None) == []
    assert kinds(lambda scene: [cell.set_level(DIM) for cell in strip(scene).cells] and None) == []
