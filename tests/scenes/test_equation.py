import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_math.cell import Cell
from rnn_math.errors import LayoutError
from rnn_math.unroll import unroll
from scenes.binding import Source
from scenes.lecture_scene import LectureScene, numerals
from scenes.lighting import LIT
from scenes.mobjects.equation.step_pictures import ROOM, StepPictures
from scenes.mobjects.equation.worked_row import INPUT, MEMORY
from scenes.params import EquationParams, Look, Notation
from scenes.roles import NOTATIONS, ROLES
from scenes.script import load_script
from scenes.theme import DARK, THEMES
from scenes.traces import traces_for

WORDS = load_script("equation").words


def source_of(sizes: tuple[int, int], times: float = 1.0, sentence: str = "Apple is") -> Source:
    """Two words read by a cell of these sizes (H, F) with drawn weights, multiplied."""
    units, inputs = sizes
    rng = np.random.default_rng(7)
    weights = (rng.normal(0, times / n**0.5, (units, n)) for n in sizes[::-1])
    cell = Cell.tanh(*weights, rng.normal(0, 0.3 * times, units))
    words = sentence.split()
    return Source("sentence", unroll(cell, rng.normal(0, 1, (2, inputs)), tokens=words))


def pictures(source: Source, notation: Notation = "hidden", theme: str = "dark") -> StepPictures:
    return StepPictures(source, 2, THEMES[theme], notation, WORDS)


def test_the_numbers_at_the_end_of_every_beat_are_those_of_the_step(tell) -> None:
    seen: dict[str, dict[tuple, str]] = {}
    lit: dict[str, set[tuple[str, str]]] = {}

    def look(scene: LectureScene, beat: str) -> None:
        shown = numerals(scene.mobjects)
        assert all(n.string == n.expected for n in shown)
        seen[beat] = {(n.address.quantity, n.address.step, n.address.index) for n in shown}
        lit[beat] = {(p.role, p.kind) for p in scene.parts() if p.level == LIT}

    scene = tell("equation", after=look)
    units, inputs = scene.sources["sentence"].trace.cell.W_x.shape

    def column(quantity: str, step: int = 2) -> set[tuple]:
        return {(quantity, step, (i,)) for i in range(units)}

    assert column("Wx") <= seen["weigh-the-word"]
    worked = {("Wx_partial", 2, (units - 1, j)) for j in range(inputs)}
    assert worked <= seen["weigh-the-word"]
    assert column("Wx") | column("Wh") <= seen["weigh-the-memory"]
    added = column("Wx") | column("Wh") | column("b", 0) | column("z")
    assert seen["add-them-up"] == added
    assert seen["bend-every-entry"] == column("z") | column("h")
    assert column("h") <= seen["hand-it-on"]
    for beat, roles in (("weigh-the-word", ("x", "W_x")), ("weigh-the-memory", ("W_h",))):
        for role in roles:
            assert {(role, "term"), (role, "component")} <= lit[beat]
    told = [role for beat in scene.timeline.beats[1:3] for role in beat.roles]
    assert told == ["x", "W_x", "h_prev", "W_h", "b", "z", "tanh", "h", "W_o", "o"]
    assert set(told) == set(ROLES)
    assert 60 <= scene.timeline.seconds <= 95


def test_the_name_becomes_h_only_where_it_does(tell) -> None:
    first = {
        notation: tell("equation", look=Look(notation=notation)).timeline.beats[0].name
        for notation in ("hidden", "keras")
    }
    assert first == {"hidden": "start-from-y", "keras": "write-the-equation"}


def test_an_empty_memory_and_an_unknown_word_are_owned_up_to(tell) -> None:
    seen: dict[str, set[str]] = {}

    def look(scene: LectureScene, beat: str) -> None:
        family = [m for top in scene.mobjects for m in top.get_family()]
        seen[beat] = {m.string for m in family if hasattr(m, "string") and m.get_fill_opacity()}

    scene = tell("equation", sentence="Xylophonist", step=1, hidden_size=9, after=look)
    assert not scene.sources["sentence"].trace.known[0]
    assert WORDS["unknown"] in seen["weigh-the-empty-memory"]
    assert {n.text for n in scene.timeline.beats[4].numbers if n.quantity == "Wh"} == {"0.00"}


def test_what_is_said_is_what_is_shown(tell) -> None:
    scene = tell("equation")
    beats = {beat.name: beat for beat in scene.timeline.beats}
    for name in ("weigh-the-word", "add-them-up", "bend-every-entry"):
        shown = {number.text for number in beats[name].numbers}
        spoken = re.findall(r"[+\N{MINUS SIGN}]?\d\.\d+", beats[name].narration)
        assert spoken
        assert set(spoken) <= shown


@given(
    sizes=st.tuples(st.integers(1, 64), st.integers(1, 64)),
    times=st.sampled_from([0.01, 1.0, 40.0, 4_000.0]),
    notation=st.sampled_from(sorted(NOTATIONS)),
    theme=st.sampled_from(sorted(THEMES)),
)
@settings(max_examples=8)
def test_every_picture_fits_its_room(
    sizes: tuple[int, int], times: float, notation: Notation, theme: str
) -> None:
    drawn = pictures(source_of(sizes, times), notation, theme)
    for picture in (drawn.word, drawn.memory, drawn.sum, drawn.bend, drawn.keep()):
        low, high = picture.get_corner((-1, -1, 0)), picture.get_corner((1, 1, 0))
        assert low[0] >= ROOM.left - 0.01
        assert high[0] <= ROOM.right + 0.01
        assert low[1] >= ROOM.bottom - 0.01
        assert high[1] <= ROOM.top + 0.05
    assert drawn.reading.get_right()[0] < ROOM.left
    for number in numerals([drawn.word, drawn.memory, drawn.sum, drawn.bend]):
        assert number.string == number.expected
        assert number.size >= 0.2099


@pytest.mark.parametrize("sizes", [(8, 8), (8, 64), (64, 8), (4, 9)])
@pytest.mark.parametrize("times", [0.02, 1.0])
def test_the_hardest_mixtures_of_cells_and_strips_fit(sizes: tuple[int, int], times: float) -> None:
    drawn = pictures(source_of(sizes, times), "keras")
    assert drawn.word.width <= ROOM.width
    assert drawn.memory.width <= ROOM.width


def test_a_worked_row_ends_at_the_entry_of_the_result() -> None:
    source = source_of((3, 20))
    trace = source.trace
    row = pictures(source).word.worked[0]
    assert row.pairs == [0, 1, 2, 19] == INPUT.pairs(source)
    last = row.sums[-1].number
    assert trace.value(last.address) == trace.array("Wx", 2)[0]
    for (quantity, step), cells in zip(
        INPUT.lines(2), (row.weights, row.inputs, row.products, row.sums), strict=True
    ):
        for j, cell in zip(row.pairs, cells, strict=True):
            address = cell.number.address
            assert (address.quantity, address.step, address.index[-1]) == (quantity, step, j)
    assert MEMORY.lines(2)[0] == ("W_h", 0)


def test_the_sum_of_a_column_has_the_digits_of_its_summands() -> None:
    columns = pictures(source_of((64, 8))).sum.columns
    assert len({column.cells[0].number.decimals for column in columns.values()}) == 1


def test_numbers_too_long_for_a_cell_are_refused_before_anything_is_shown(monkeypatch, tell):
    huge = {"sentence": source_of((4, 3), 1e6).trace}
    monkeypatch.setattr("scenes.lecture_scene.traces_for", lambda clip, params: huge)
    beats: list[str] = []
    with pytest.raises(LayoutError, match=r"(W_x|Wx|Wh|b): \S+ is too long.*scale the weights"):
        tell("equation", after=lambda scene, beat: beats.append(beat))
    assert beats == []


def test_a_product_that_fits_no_room_says_what_would(monkeypatch) -> None:
    monkeypatch.setattr("scenes.mobjects.equation.product.SIZES", ((0.6, 2.0),))
    with pytest.raises(LayoutError, match=r"W_x: .* do not fit 10\.1 x 4\.6; use fewer units"):
        pictures(source_of((8, 8)))


def test_a_model_without_a_readout_hands_on_its_state(monkeypatch, tell) -> None:
    bare = {"sentence": source_of((4, 3)).trace}
    monkeypatch.setattr("scenes.lecture_scene.traces_for", lambda clip, params: bare)
    scene = tell("equation")
    told = [role for beat in scene.timeline.beats for role in beat.roles]
    assert "W_o" not in told
    assert "h" in told
    last = scene.timeline.beats[-1].numbers
    assert {number.quantity for number in last} == {"h"}


def test_the_default_step_is_the_second_word() -> None:
    trace = traces_for("equation", EquationParams())["sentence"]
    assert trace.tokens[EquationParams().step - 1] == "is"
    assert np.any(trace.array("h_prev", 2))
    assert DARK.name == "dark"


@pytest.mark.parametrize("units", range(1, 9))
def test_the_frame_round_the_first_row_runs_through_no_sign(units: int) -> None:
    drawn = pictures(source_of((units, 2))).sum
    edge = drawn.frame.get_bottom()[1]
    for sign in drawn.signs:
        assert not sign.get_bottom()[1] - 0.03 < edge < sign.get_top()[1] + 0.03
