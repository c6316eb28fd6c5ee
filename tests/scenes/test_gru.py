"""The clip on the GRU: what is drawn is what is computed, in both forms and in every notation."""

import re
from typing import Any

import numpy as np
import pytest

from rnn_math.errors import InputError, WeightsError
from scenes.binding import Source
from scenes.cells.gru import GRU, GRU_RESET_BEFORE
from scenes.cells.picture import CellPicture
from scenes.claims.facts import facts_of
from scenes.mobjects.cell.gated_cell import GatedCell
from scenes.params import GruParams, Look
from scenes.roles import NOTATIONS
from scenes.theme import DARK
from scenes.traces import traces_for
from tests.scenes.narrating import gated_tagger, instead, tagger
from tests.scenes.seeing import Seen

FORMS = [GRU, GRU_RESET_BEFORE]


def kind_of(picture: CellPicture) -> str:
    return picture.kind.name


def pytorch_of(trace: Any) -> np.ndarray:
    """h (T, H) of nn.GRU with the weights of the clip's cell; its gates are r, z, n."""
    torch = pytest.importorskip("torch", reason="PyTorch is the oracle")
    w, H = trace.cell.weights, trace.cell.hidden_size  # noqa: N806
    theirs = torch.nn.GRU(trace.cell.input_size, H).double()
    gates = ("reset", "update", "candidate")
    stacked = {
        "weight_ih_l0": np.concatenate([w[f"W_x_{gate}"] for gate in gates]),
        "weight_hh_l0": np.concatenate([w[f"W_h_{gate}"] for gate in gates]),
        "bias_ih_l0": np.concatenate([w[f"b_{gate}"] for gate in gates]),
        "bias_hh_l0": np.concatenate([np.zeros(2 * H), w["b_memory"]]),
    }
    theirs.load_state_dict({name: torch.tensor(array) for name, array in stacked.items()})
    states, _ = theirs(torch.tensor(np.array(trace.x))[:, None])
    return np.asarray(states[:, 0].detach().numpy())


def test_the_numbers_are_those_of_pytorch() -> None:
    trace = traces_for("gru", GruParams())["sentence"]
    assert np.abs(trace.h - pytorch_of(trace)).max() < 1e-12


def test_the_form_is_computed_and_not_only_drawn() -> None:
    after, before = (
        traces_for("gru", GruParams(reset=reset))["sentence"] for reset in ("after", "before")
    )
    assert (after.cell.kind, before.cell.kind) == (GRU.kind, GRU_RESET_BEFORE.kind)
    h, w = before.steps[0].h, before.cell.weights
    x = before.x[1]
    r, z = (
        1 / (1 + np.exp(-(w[f"W_x_{g}"] @ x + w[f"W_h_{g}"] @ h + w[f"b_{g}"])))
        for g in ("reset", "update")
    )
    n = np.tanh(w["W_x_candidate"] @ x + w["W_h_candidate"] @ (r * h) + w["b_candidate"])
    assert np.allclose(before.steps[1].h, z * h + (1 - z) * n, atol=1e-12)


@pytest.mark.parametrize("reset", ["after", "before"])
def test_the_clip_tells_the_whole_story(tell, reset: str) -> None:
    seen = Seen()
    scene = tell("gru", after=seen, reset=reset)
    told = [role for beat in scene.timeline.beats[:4] for role in beat.roles]
    picture = GRU if reset == "after" else GRU_RESET_BEFORE
    assert set(told) == set(picture.roles)
    seen.demand_both("set-the-valve", "reset-the-memory", "mix-old-and-new")
    read = "memory" if reset == "after" else "h_prev"
    assert seen.numbers["reset-the-memory"] == {"reset", read, "recalled"}
    assert seen.numbers["mix-old-and-new"] == {"update", "h_prev", "rest", "candidate", "h"}
    assert seen.numbers["compare-the-cells"] == {"parameters", "held_out"}
    assert 60 <= scene.timeline.seconds <= 100


def test_what_is_said_is_what_is_shown(tell) -> None:
    for beat in tell("gru").timeline.beats:
        spoken = re.findall(r"[+\N{MINUS SIGN}]?\d+\.\d+", beat.narration)
        shown = {number.text.split()[0].rstrip("%\N{NO-BREAK SPACE}") for number in beat.numbers}
        assert set(spoken) <= shown, beat.name


@pytest.mark.parametrize("picture", FORMS, ids=kind_of)
def test_one_gate_turns_two_valves_against_one_another(picture: CellPicture, manim: None) -> None:
    model = gated_tagger(picture.kind.name, 1.0, 0)
    source = Source("sentence", model.trace(["Apple", "is", "in"]))
    cell = GatedCell(picture, DARK, "hidden").show(source, 2)
    kept, rest = (cell.shapes[name].opening for name in ("update-valve", "rest-valve"))
    assert np.array_equal(kept, source.trace.array("update", 2))
    assert np.array_equal(rest, source.trace.array("rest", 2))
    assert np.allclose(kept + rest, 1.0, atol=1e-15)


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("picture", FORMS, ids=kind_of)
def test_every_notation_writes_every_role(picture: CellPicture, notation: Any) -> None:
    lines = picture.lines(picture, notation, 2)
    written = {part[0] for line in lines for part in line if isinstance(part, tuple)}
    assert written == set(picture.roles)
    named = picture.roles.keys() - {"memory"}
    assert len({picture.symbol(role, notation, 2) for role in named}) == len(named)


def test_parameters_are_counted() -> None:
    traces = traces_for("gru", GruParams())
    counts = {name: trace.array("parameters", 0)[0] for name, trace in traces.items()}
    for name, trace in traces.items():
        assert counts[name] == sum(array.size for array in trace.cell.weights.values())
    assert counts["plain"] < counts["sentence"] < counts["lstm"]
    assert traces["lstm"].table()["parameters"] == counts["lstm"]


def test_without_a_score_nothing_is_compared(tell) -> None:
    networks = gated_tagger("gru", 0.5, 0), gated_tagger("lstm", 0.5, 0), tagger()
    with instead("scenes.traces.gated.load_model", *networks):
        beats = [beat.name for beat in tell("gru", sentence="Apple is").timeline.beats]
    assert "compare-the-cells" not in beats


def test_what_cannot_be_shown_is_refused_by_its_key() -> None:
    gru, lstm = gated_tagger("gru", 0.5, 0), gated_tagger("lstm", 0.5, 0)
    own = GruParams(reset="before", weights="own.npz")
    for network, params, error, message in (
        (lstm, GruParams(), WeightsError, r"gru\..*: an LSTM, must be a GRU"),
        (gru, own, InputError, r"gru\.reset = 'before': the GRU in own\.npz resets after"),
    ):
        with (
            instead("scenes.traces.gated.load_model", network),
            pytest.raises(error, match=message),
        ):
            facts_of("gru", params, Look())
