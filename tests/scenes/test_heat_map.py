import itertools

import numpy as np
import pytest

from scenes.binding import Source
from scenes.lighting import DIM, LIT
from scenes.mobjects.numbers.heat_map import ColorScale, HeatMap, UnitLabels
from scenes.params import StateParams
from scenes.theme import DARK
from scenes.traces import traces_for


def heat_map(numbered=True, **params):
    trace = traces_for("state", StateParams(**params))["sentence"]
    xs = [1.2 * t for t in range(len(trace) + 1)]
    return HeatMap(Source("sentence", trace), DARK, xs, 1.2, 0.4, 0.25, numbered)


def test_units_go_down_and_steps_across():
    drawn = heat_map()
    here, below, next_step = drawn.cell(0, 1), drawn.cell(1, 1), drawn.cell(0, 2)
    assert below.get_y() == pytest.approx(here.get_y() - 0.4)
    assert next_step.get_x() == pytest.approx(here.get_x() + 1.2)


def test_every_cell_says_its_own_number_in_its_own_colour():
    drawn = heat_map()
    assert len(drawn.numbers) == 6 * 4
    for t, column in enumerate(drawn.columns):
        for unit, cell in enumerate(column):
            assert (cell.address.step, cell.address.index) == (t, (unit,))
            value = cell.number.source.trace.value(cell.address)
            assert cell.number.string == cell.number.expected
            fill = cell.cell.square.get_fill_color().to_hex().lower()
            assert fill == DARK.signed(value)


def test_the_memory_before_the_first_word_is_its_first_column():
    drawn = heat_map()
    assert [cell.number.string for cell in drawn.columns[0]] == ["0.00"] * 4


def test_strips_carry_no_numbers():
    drawn = heat_map(numbered=False, hidden_size=12)
    assert drawn.numbers == []
    assert len(drawn.columns[1]) == 12


def test_a_column_that_stands_narrower_gets_its_width_back():
    column = heat_map().columns[1]
    width, numbers = column.width, [cell.number.width for cell in column]
    column.stand(3.0, 0.8)
    assert column.width == pytest.approx(0.8 * width)
    assert [cell.number.width for cell in column] == pytest.approx(numbers)
    column.stand(1.0)
    assert (column.width, column.get_x()) == pytest.approx((width, 1.0))


def test_one_cell_can_be_lit_alone():
    drawn = heat_map()
    ring, other = drawn.cell(1, 2), drawn.cell(0, 2)
    ring.set_level(LIT)
    other.set_level(DIM)
    assert ring.cue[0].get_stroke_opacity() == 1
    assert other.cue[0].get_stroke_opacity() == 0
    assert drawn.cell(2, 2).level == 0


@pytest.mark.parametrize(
    ("params", "named"),
    [
        ({}, {0, 1, 2, 3}),
        ({"hidden_size": 64, "followed": 30}, {0, 30, 63}),
        ({"hidden_size": 64, "followed": 1}, {1, 63}),
        ({"hidden_size": 64, "followed": 63}, {0, 63}),
    ],
)
def test_rows_are_named_and_no_name_stands_on_another(params, named):
    followed = params.pop("followed", 0)
    size = params.get("hidden_size", 4)
    trace = traces_for("state", StateParams(**params))["sentence"]
    drawn = HeatMap(
        Source("sentence", trace), DARK, list(range(6)), 1, 2.0 / size, 0.25, numbered=size <= 8
    )
    labels = UnitLabels(drawn, "unit {unit}", DARK, followed).labels
    assert set(labels) == named
    words = sorted((part.body for part in labels.values()), key=lambda it: it.get_y())
    gaps = [b.get_bottom()[1] - a.get_top()[1] for a, b in itertools.pairwise(words)]
    assert min(gaps) > 0
    assert all(word.get_right()[0] < drawn.get_left()[0] for word in words)


def test_the_scale_runs_from_negative_to_positive():
    bars = ColorScale(DARK, 2.0)[0]
    colors = [bar.get_fill_color().to_hex().lower() for bar in bars]
    assert colors[0] == DARK.signed(-0.975)
    assert colors[-1] == DARK.signed(0.975)
    assert np.all(np.diff([bar.get_y() for bar in bars]) > 0)
