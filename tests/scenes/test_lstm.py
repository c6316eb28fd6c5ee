"""The clip on the LSTM: its numbers are PyTorch's, its valves are as far open as its gates say."""

import re
from typing import Any

import numpy as np
import pytest

from rnn_math.errors import InputError, WeightsError
from rnn_math.tasks.tagging import load_model
from rnn_math.weights import save
from scenes.binding import Source
from scenes.cells.lstm import LSTM
from scenes.claims.facts import facts_of
from scenes.mobjects.cell.gated_cell import GatedCell
from scenes.mobjects.cell.valve import Valve
from scenes.mobjects.charts.share_bars import ShareBars
from scenes.mobjects.shapes.area import Area
from scenes.params import Look, LstmParams
from scenes.roles import NOTATIONS
from scenes.theme import DARK, Frame
from scenes.traces import traces_for
from tests.scenes.seeing import Seen

torch = pytest.importorskip("torch")

TORCH_ORDER = ("input", "forget", "candidate", "output")


@pytest.fixture(scope="module")
def trace() -> Any:
    return traces_for("lstm", LstmParams())["sentence"]


def pytorch_of(trace: Any, order: tuple[str, ...] = TORCH_ORDER) -> tuple[np.ndarray, ...]:
    """h (T, H) and c (H) of nn.LSTM with the weights of the clip's cell, gates in ``order``."""
    cell = trace.cell
    theirs = torch.nn.LSTM(cell.input_size, cell.hidden_size).double()
    stacked = {
        "weight_ih_l0": np.concatenate([cell.weights[f"W_x_{gate}"] for gate in order]),
        "weight_hh_l0": np.concatenate([cell.weights[f"W_h_{gate}"] for gate in order]),
        "bias_ih_l0": np.concatenate([cell.weights[f"b_{gate}"] for gate in order]),
        "bias_hh_l0": np.zeros(4 * cell.hidden_size),
    }
    theirs.load_state_dict({name: torch.tensor(array) for name, array in stacked.items()})
    states, (_, c) = theirs(torch.tensor(np.array(trace.x))[:, None])
    return states[:, 0].detach().numpy(), c[0, 0].detach().numpy()


def test_the_numbers_are_those_of_pytorch(trace: Any) -> None:
    h, c = pytorch_of(trace)
    assert np.abs(trace.h - h).max() < 1e-12
    assert np.abs(trace.steps[-1].c - c).max() < 1e-12


@pytest.mark.parametrize("swapped", [(0, 1), (1, 2), (0, 3)])
def test_another_order_of_the_gates_is_another_network(
    trace: Any, swapped: tuple[int, int]
) -> None:
    order = list(TORCH_ORDER)
    a, b = swapped
    order[a], order[b] = order[b], order[a]
    assert np.abs(trace.h - pytorch_of(trace, tuple(order))[0]).max() > 0.01


def test_the_default_tells_the_whole_story(tell) -> None:
    seen = Seen()
    scene = tell("lstm", after=seen)
    told = [role for beat in scene.timeline.beats[:3] for role in beat.roles]
    assert set(told) == set(LSTM.roles)
    seen.demand_both("set-the-valve", "renew-the-cell", "read-the-state")
    assert seen.numbers["set-the-valve"] == {
        "Wx_forget", "Wh_forget", "b_forget", "z_forget", "forget",
    }  # fmt: skip
    assert seen.numbers["renew-the-cell"] == {"forget", "c_prev", "input", "candidate", "c"}
    assert seen.numbers["read-the-state"] == {"output", "bent", "h"}
    assert seen.numbers["follow-the-road"] == {"share"}
    assert 60 <= scene.timeline.seconds <= 100


def test_what_is_said_is_what_is_shown(tell) -> None:
    scene = tell("lstm")
    for beat in scene.timeline.beats:
        spoken = re.findall(r"[+\N{MINUS SIGN}]?\d+\.\d+", beat.narration)
        shown = {number.text.split()[0].rstrip("%\N{NO-BREAK SPACE}") for number in beat.numbers}
        assert set(spoken) <= shown, beat.name


@pytest.mark.parametrize("step", [1, 3, 5])
def test_valves_are_as_far_open_as_the_gates_say(trace: Any, manim: None, step: int) -> None:
    source = Source("sentence", trace)
    cell = GatedCell(LSTM, DARK, "hidden").show(source, step)
    assert {valve.quantity for valve in cell.valves} == {"forget", "input", "output"}
    for valve in cell.valves:
        expected = trace.array(valve.quantity, step)
        assert np.allclose(opening_of(valve), expected, atol=1e-6)
    turning = cell.turn(source, 2)
    turning.begin()
    turning.interpolate(1.0)
    for valve in cell.valves:
        assert np.allclose(opening_of(valve), trace.array(valve.quantity, 2), atol=1e-6)


def opening_of(valve: Valve) -> np.ndarray:
    """How far each lane is open, read off what is drawn."""
    plates = valve.plates.points.reshape(-1, 16, 3)
    axis = 0 if valve.upright else 1
    lengths = plates[:, :, axis].max(axis=1) - plates[:, :, axis].min(axis=1)
    size = valve.frame.width if valve.upright else valve.frame.height
    room = (size - 2 * 0.04) / len(plates)
    return np.asarray(1.0 - lengths / room)


def test_a_gate_drawn_with_another_quantity_is_found(trace: Any, manim: None) -> None:
    source = Source("sentence", trace)
    valve = Valve(DARK, DARK.activation, "output")
    valve.show(valve.value(source, 2))
    assert not np.allclose(opening_of(valve), trace.array("forget", 2), atol=0.1)


@pytest.mark.parametrize("notation", NOTATIONS)
def test_every_notation_writes_every_role(notation: Any) -> None:
    lines = LSTM.lines(LSTM, notation, 2)
    written = {part[0] for line in lines for part in line if isinstance(part, tuple)}
    assert written == set(LSTM.roles)
    assert len({LSTM.symbol(role, notation, 2) for role in LSTM.roles}) == len(LSTM.roles)


def test_one_word_has_no_way_back(tell) -> None:
    beats = [beat.name for beat in tell("lstm", sentence="Zorgblat").timeline.beats]
    assert "follow-the-road" not in beats
    assert "read-the-sentence" in beats


def test_more_units_are_strips(tell) -> None:
    scene = tell("lstm", hidden_size=9, sentence="Apple is")
    shown = {number.index for beat in scene.timeline.beats for number in beat.numbers}
    assert shown == {(0,)}


def test_what_cannot_be_shown_is_refused_by_its_key(tmp_path) -> None:
    with pytest.raises(InputError, match=r"lstm\.step = 3, must be 1 to 2"):
        facts_of("lstm", LstmParams(sentence="Apple is", step=3), Look())
    plain = tmp_path / "plain.npz"
    save(plain, load_model().checkpoint())
    with pytest.raises(WeightsError, match=r"lstm\.weights = .* plain tanh cell, must be an LSTM"):
        facts_of("lstm", LstmParams(weights=str(plain)), Look())


@pytest.mark.parametrize("count", [2, 5, 6, 7, 10])
def test_the_bars_stand_within_the_frame(manim: None, count: int) -> None:
    sentence = " ".join(("Apple is hiring in Berlin " * 2).split()[:count])
    source = Source("sentence", traces_for("lstm", LstmParams(sentence=sentence))["sentence"])
    reach = min(6.0, 1.25 * (count - 1))
    xs = np.linspace(-reach, reach, count)
    area = Area(-Frame.SAFE_X, Frame.SAFE_X, -1.0, 1.0)
    base = ShareBars(source, DARK, DARK.sum, xs.tolist(), area, 1.0).base
    assert base.get_left()[0] >= area.left
    assert base.get_right()[0] <= area.right
