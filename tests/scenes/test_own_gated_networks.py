"""Gated networks of the lecturer's: shown by their clip, refused by key in every other one."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rnn_math import weights
from rnn_math.cell import Cell
from rnn_math.cells import GRU, GRU_RESET_BEFORE, LSTM, Kind
from rnn_math.errors import WeightsError
from rnn_math.readout import Readout
from rnn_math.weights import Checkpoint
from scenes.params import CLIPS, LstmParams
from scenes.traces import traces_for

WORDS = ("<unk>", "<Unk>", "Apple", "is", "hiring", "in", "Berlin")
LABELS = ("O", "PER", "LOC", "ORG")
READ = [2, 3, 4, 5, 6]  # rows of the default sentence


def checkpoint(kind: Kind, inputs: int = 3, units: int = 4) -> Checkpoint:
    rng = np.random.default_rng([inputs, units])
    shapes = kind.shapes(inputs, units)
    cell = Cell(kind, {name: 0.7 * rng.normal(size=s) for name, s in shapes.items()})
    readout = Readout(rng.normal(size=(len(LABELS), units)), rng.normal(size=len(LABELS)))
    return Checkpoint(cell, readout, rng.normal(size=(len(WORDS), inputs)), WORDS, LABELS)


def test_the_clip_shows_a_network_of_pytorchs_to_the_last_digit(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is the oracle")
    from safetensors.torch import save_file

    torch.manual_seed(1)
    model = torch.nn.ModuleDict(
        {
            "embedding": torch.nn.Embedding(len(WORDS), 5),
            "lstm": torch.nn.LSTM(5, 3),
            "readout": torch.nn.Linear(3, len(LABELS)),
        }
    )
    path = tmp_path / "lstm.safetensors"
    about = {"vocabulary": json.dumps(WORDS), "labels": json.dumps(LABELS)}
    save_file(model.state_dict(), path, about)
    trace = traces_for("lstm", LstmParams(weights=str(path)))["sentence"]
    model.double()
    h, _ = model["lstm"](model["embedding"](torch.tensor(READ)))
    o = torch.softmax(model["readout"](h), dim=-1)
    assert trace.h == pytest.approx(h.detach().numpy(), abs=1e-10)
    assert trace.o == pytest.approx(o.detach().numpy(), abs=1e-10)
    assert [answer.label for answer in trace.answers] == [LABELS[k] for k in o.argmax(dim=1)]


def test_one_network_in_every_layout_is_one_picture(tmp_path: Path) -> None:
    found = []
    for layout in ("numpy", "pytorch", "keras"):
        path = tmp_path / f"{layout}.npz"
        weights.save(path, checkpoint(LSTM), layout)  # type: ignore[arg-type]
        found.append(traces_for("lstm", LstmParams(weights=str(path))))
    first, *others = found
    for other in others:
        for name, trace in first.items():
            assert trace.table() == other[name].table()


def test_the_clip_is_told_of_a_network_of_ones_own(tmp_path: Path, tell: Any) -> None:
    path = tmp_path / "lstm.npz"
    weights.save(path, checkpoint(LSTM), "keras")
    scene = tell("lstm", weights=str(path))
    trace = traces_for("lstm", LstmParams(weights=str(path)))["sentence"]
    gates = {"forget", "input", "candidate", "output"}
    shown = [n for beat in scene.timeline.beats for n in beat.numbers if n.quantity in gates]
    assert {number.quantity for number in shown} == gates
    for number in shown:
        value = trace.array(number.quantity, number.step)[number.index]
        assert float(number.text.replace("\N{MINUS SIGN}", "-")) == pytest.approx(value, abs=5e-3)


KEYS = [
    *((clip, "weights") for clip in (
        "opening", "closing", "feedback", "equation", "forgetting",
    )),
]  # fmt: skip
PAIRS = [("vector-to-sequence", "weights"), ("architectures", "captioning_weights")]
"""Of these it is the encoder, a plain layer, that is no other cell."""


@pytest.mark.parametrize(
    ("kind", "what", "shown_by"),
    [
        (LSTM, "an LSTM", "lstm"),
        (GRU, "a GRU", "gru"),
        (GRU_RESET_BEFORE, "a GRU that resets before its matrix", "gru"),
    ],
    ids=lambda each: getattr(each, "name", ""),
)
@pytest.mark.parametrize(("clip", "key"), KEYS + PAIRS)
def test_clips_of_the_plain_cell_refuse_another_by_its_key(
    tmp_path: Path, clip: str, key: str, kind: Kind, what: str, shown_by: str
) -> None:
    path, made = tmp_path / "gated.npz", checkpoint(kind)
    if (clip, key) in PAIRS:
        weights.save_parts(path, made, made)
    else:
        weights.save(path, made)
    with pytest.raises(WeightsError) as raised:
        traces_for(clip, CLIPS[clip](**{key: str(path)}))
    message = str(raised.value)
    assert message.startswith(f"{clip}.{key} = '{path}': {path}: ")
    assert message.endswith(
        f"{what}, must be a plain tanh cell (nn.RNN or SimpleRNN): the clip {shown_by} shows such "
        f"a cell, as {shown_by}.weights"
    )


@pytest.mark.parametrize("kind", [GRU, GRU_RESET_BEFORE], ids=lambda kind: kind.name)
def test_the_clip_on_the_lstm_refuses_a_gru(tmp_path: Path, kind: Kind) -> None:
    path = tmp_path / "gru.npz"
    weights.save(path, checkpoint(kind), "keras")
    with pytest.raises(WeightsError, match=r"a GRU.* must be an LSTM \(nn.LSTM or LSTM\)") as it:
        traces_for("lstm", LstmParams(weights=str(path)))
    assert str(it.value).startswith(f"lstm.weights = '{path}': ")
    assert "the clip gru shows such a cell, as gru.weights" in str(it.value)
