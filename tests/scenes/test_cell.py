from itertools import combinations

import numpy as np
import pytest

from scenes.lighting import LIT, REST
from scenes.mobjects.cell.cell import CellDiagram
from scenes.params import Notation
from scenes.roles import NOTATIONS, ROLES, symbol
from scenes.theme import DARK, Frame

NOTATION_NAMES: list[Notation] = list(NOTATIONS)


def box(mobject) -> tuple[np.ndarray, np.ndarray]:
    return mobject.get_corner((-1, -1, 0)), mobject.get_corner((1, 1, 0))


def overlap(one, other) -> bool:
    (a, b), (c, d) = box(one), box(other)
    return bool(((a < d) & (c < b))[:2].all())


@pytest.mark.parametrize("notation", NOTATION_NAMES)
def test_every_role_is_a_component(notation: Notation) -> None:
    diagram = CellDiagram(DARK, notation)
    assert set(diagram.parts) == set(ROLES)
    for role, part in diagram.parts.items():
        assert (part.role, part.kind) == (role, "component")
        assert part in diagram.get_family()
    bare = CellDiagram(DARK, notation, readout=False)
    assert set(diagram.parts) - set(bare.parts) == {"W_o", "o"}


@pytest.mark.parametrize("notation", NOTATION_NAMES)
def test_nothing_overlaps_and_symbols_keep_inside_their_shapes(notation: Notation) -> None:
    diagram = CellDiagram(DARK, notation)
    assert diagram.width <= 2 * Frame.SAFE_X
    assert diagram.height <= 4.05
    for one, other in combinations(diagram.shapes.values(), 2):
        assert not overlap(one, other)
    assert not overlap(diagram.wall, diagram.shapes["W_o"])
    for shape in diagram.shapes.values():
        if hasattr(shape, "label"):
            low, high = box(shape)
            inner_low, inner_high = box(shape.label)
            assert ((inner_low - low)[:2] > 0.05).all()
            assert ((high - inner_high)[:2] > 0.05).all()


def test_the_signal_comes_from_where_the_screenplay_says() -> None:
    shapes = CellDiagram(DARK, "hidden").shapes
    line = [shapes[r] for r in ("h_prev", "W_h", "plus", "z", "tanh", "h")]
    assert [s.get_x() for s in line] == sorted(s.get_x() for s in line)
    assert len({round(s.get_y(), 6) for s in line}) == 1
    assert shapes["x"].get_y() < shapes["W_x"].get_y() < shapes["plus"].get_y()
    assert shapes["b"].get_y() > shapes["plus"].get_y()
    assert shapes["W_o"].get_y() > shapes["h"].get_y()


def test_wires_lead_from_shape_to_shape() -> None:
    diagram = CellDiagram(DARK, "keras")
    ends = [diagram.wires["W_x"][0].route[-1], diagram.wires["b"][0].route[-1]]
    plus = diagram.shapes["plus"]
    assert np.allclose(ends, [plus.get_bottom(), plus.get_top()])
    assert len(diagram.pulses("z")) == len(diagram.wires["z"]) == 2
    assert diagram.pulses("o") == []


def test_numbers_of_steps_take_the_place_of_t() -> None:
    diagram = CellDiagram(DARK, "hidden")
    frames = {role: box(shape.frame) for role, shape in diagram.shapes.items() if role in "xzho"}
    diagram.write_step(3)
    for role in ("x", "h", "z", "o", "h_prev"):
        label = diagram.shapes[role].label
        assert label.plain.string == symbol(role, "hidden", 3)
        assert label.plain.get_fill_opacity() == 0.0
        assert label in diagram.names.submobjects
        assert label in diagram.get_family()
    for role, before in frames.items():
        assert np.allclose(box(diagram.shapes[role].frame), before)


def test_a_small_cell_has_thinner_lines_lit_or_not() -> None:
    diagram = CellDiagram(DARK, "hidden")
    frame = diagram.shapes["W_x"].frame
    before = frame.get_stroke_width()
    diagram.make_small(2.8).settle()
    assert diagram.width == pytest.approx(2.8)
    small = frame.get_stroke_width()
    assert small < before
    diagram["W_x"].set_level(LIT)
    assert frame.get_stroke_width() == pytest.approx(2 * small)
    diagram["W_x"].set_level(REST)
    assert frame.get_stroke_width() == pytest.approx(small)
