"""Clips whose story does not depend on the cell: told of any, by key or by what a file holds."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lecture.config.model import load_config
from lecture.config.source import parse_override
from rnn_math import weights
from rnn_math.cells import GRU, GRU_RESET_BEFORE, KINDS, LSTM, TANH, Kind
from rnn_math.errors import InputError, WeightsError
from rnn_math.trace import Address
from scenes.claims.judge import Judge
from scenes.lecture_scene import LectureScene, numerals
from scenes.mobjects.cell.layer import Layer
from scenes.mobjects.cell.weights_card import blocks_of
from scenes.mobjects.equation.cell_equation import cell_equation
from scenes.mobjects.text.text import Words
from scenes.numerals import format_number
from scenes.params import CLIPS, AnyCell
from scenes.theme import DARK, Frame
from scenes.traces import architectures, traces_for
from tests.scenes.narrating import TAGGED, WORDS, gated_tagger, instead, known, said
from tests.scenes.test_own_gated_networks import LABELS, READ, checkpoint
from tests.scenes.test_own_gated_networks import WORDS as VOCABULARY

Tell = Callable[..., LectureScene]
TAGGING = ("rolling", "state", "sequence-to-sequence")
ANY = tuple(clip for clip, params in CLIPS.items() if issubclass(params, AnyCell))


@pytest.mark.parametrize("clip", TAGGING)
@pytest.mark.parametrize(("kind", "layer"), [("lstm", "LSTM"), ("gru", "GRU"), ("tanh", "RNN")])
def test_a_network_of_pytorchs_is_shown_to_the_last_digit(
    tmp_path: Path, clip: str, kind: str, layer: str
) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is the oracle")
    from safetensors.torch import save_file

    torch.manual_seed(2)
    model = torch.nn.ModuleDict(
        {
            "embedding": torch.nn.Embedding(len(VOCABULARY), 5),
            "cell": getattr(torch.nn, layer)(5, 3),
            "readout": torch.nn.Linear(3, len(LABELS)),
        }
    )
    path = tmp_path / "network.safetensors"
    about = {"vocabulary": json.dumps(VOCABULARY), "labels": json.dumps(LABELS)}
    save_file(model.state_dict(), path, about)
    trace = traces_for(clip, CLIPS[clip](weights=str(path)))["sentence"]
    model.double()
    h, last = model["cell"](model["embedding"](torch.tensor(READ)))
    o = torch.softmax(model["readout"](h), dim=-1)
    assert trace.cell.kind.name == kind
    assert trace.h == pytest.approx(h.detach().numpy(), abs=1e-10)
    assert trace.o == pytest.approx(o.detach().numpy(), abs=1e-10)
    if kind == "lstm":
        assert trace.steps[-1].c == pytest.approx(last[1][0].detach().numpy(), abs=1e-10)


@pytest.mark.parametrize("clip", TAGGING)
@pytest.mark.parametrize("chosen", [None, "tanh", "lstm", "gru"])
@pytest.mark.parametrize("kind", [TANH, LSTM, GRU, GRU_RESET_BEFORE], ids=lambda kind: kind.name)
def test_a_file_is_shown_unless_another_cell_was_asked_for(
    tmp_path: Path, clip: str, chosen: str | None, kind: Kind
) -> None:
    path = tmp_path / "own.npz"
    weights.save(path, checkpoint(kind))
    params = CLIPS[clip](weights=str(path), cell=chosen)
    if chosen is None or kind.name.startswith(chosen):
        assert traces_for(clip, params)["sentence"].cell.kind is kind
        return
    with pytest.raises(InputError) as raised:
        traces_for(clip, params)
    assert str(raised.value).startswith(f"{clip}.cell = {chosen!r}: weights = '{path}' holds ")
    assert f"must be {kind.name.split('-')[0]!r}" in str(raised.value)


def test_a_cell_that_there_is_not_is_refused_by_its_key() -> None:
    with pytest.raises(InputError, match=r"rolling.cell = .peephole., must be tanh, lstm or gru"):
        load_config(overrides=[parse_override("rolling.cell=peephole")])


def test_a_clip_of_one_kind_of_cell_has_no_such_key() -> None:
    for clip in set(CLIPS) - set(ANY):
        with pytest.raises(InputError, match=f"{clip}: no key 'cell'"):
            load_config(overrides=[parse_override(f"{clip}.cell=lstm")])


def test_one_line_gives_the_whole_lecture_another_cell() -> None:
    config = load_config(overrides=[parse_override("lecture.cell=gru")])
    assert {clip for clip in CLIPS if getattr(config.params[clip], "cell", None) == "gru"} == set(
        ANY
    )


@pytest.mark.parametrize("kind", ["lstm", "gru", "gru-reset-before"])
def test_the_block_says_which_cell_it_is_and_hands_on_what_it_carries(
    tell: Tell, kind: str
) -> None:
    with instead(TAGGED, gated_tagger(kind, 0.5, 0)):
        scene: Any = tell("rolling", sentence="Apple is in")
    title = {"lstm": "LSTM"}.get(kind, "GRU")
    boxes = [b for b in scene.network.blocks if isinstance(b, Layer)]
    assert len(boxes) == 3
    for box in boxes:
        assert [m.string for m in box.get_family() if isinstance(m, Words)].count(title) == 1
    carried = KINDS[kind].carried
    assert all(len(scene.network.links_of(t)) == len(carried) for t in range(3))
    names = [m for step in scene.network.steps for m in step.names[2:]]
    assert len(names) == 3 * (len(carried) - 1)
    assert f"the {title}." in said(scene)["draw-it-rolled"]
    assert (
        f"{scene.sources['sentence'].trace.parameters} numbers" in said(scene)["share-the-weights"]
    )


def test_the_plain_block_says_nothing(tell: Tell) -> None:
    scene: Any = tell("rolling", sentence="Apple is in")
    assert not [m for b in scene.network.blocks for m in b.get_family() if isinstance(m, Words)]
    assert "gate" not in " ".join(said(scene).values())


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_every_weight_has_its_place_on_the_card(kind: Kind) -> None:
    blocks = blocks_of(kind)
    assert sorted(name for names in blocks.values() for name in names) == sorted(kind.weights)
    shapes = kind.shapes(2, 3)
    expected = {"W_x": (3, 2), "W_h": (3, 3), "b": (3,)}
    assert all(shapes[name] == expected[role] for role in blocks for name in blocks[role])


@pytest.mark.parametrize("kind", KINDS)
def test_one_reason_keeps_a_state_in_its_range(kind: str) -> None:
    facts = known("state", TAGGED, gated_tagger(kind, 1.0, 0))
    rules = ("state-is-a-tanh", "state-is-a-tanh-through-a-gate", "state-is-a-blend")
    held = [rule for rule in rules if Judge(facts)(rule)]
    expected = {"tanh": rules[0], "lstm": rules[1]}.get(kind, rules[2])
    assert held == [expected]
    assert np.abs(facts.traces["sentence"].h).max() <= 1


@pytest.mark.parametrize(("kind", "title"), [("lstm", "LSTM"), ("gru", "GRU")])
def test_the_state_of_a_gated_cell_is_told_with_its_numbers(
    tell: Tell, kind: str, title: str
) -> None:
    with instead(TAGGED, gated_tagger(kind, 1.0, 0)):
        scene: Any = tell("state", sentence=" ".join(WORDS[1:4]))
    told = said(scene)
    assert f"the cell is the {title}" in told["read-the-sentence"]
    assert "Tanh never" not in told["follow-one-unit"]
    before, after = (scene.sources[name].trace for name in ("sentence", "changed"))
    if kind == "lstm":
        inside = np.abs(after.steps[-1].c - before.steps[-1].c).max()
        assert (
            f"In the cell state, the difference is up to {inside:.2f}."
            in (told["measure-the-memory"])
        )


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_handed_on_beside_the_state_is_shown_where_there_is_such_a_thing(
    tell: Tell, kind: str
) -> None:
    shown: dict[str, set[Address]] = {}

    def look(scene: LectureScene, beat: str) -> None:
        shown[beat] = {number.address for number in numerals(scene.mobjects)}

    with instead(TAGGED, gated_tagger(kind, 1.0, 0)):
        scene: Any = tell("state", after=look, sentence="Apple is in")
    trace = scene.sources["sentence"].trace
    if kind != "lstm":
        assert "look-inside" not in shown
        return
    H = trace.cell.hidden_size  # noqa: N806
    assert shown["look-inside"] == {Address("c", t, (n,)) for t in range(4) for n in range(H)}
    numbers = np.array([trace.array("c", t) for t in range(4)]).ravel()
    furthest = numbers[np.abs(numbers).argmax()]
    assert f"here, {format_number(furthest)} is the furthest" in said(scene)["look-inside"]


def test_the_networks_beside_ones_own_are_trained_with_its_cell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, asked = tmp_path / "own.npz", []
    weights.save(path, checkpoint(GRU))

    def load(task: Any) -> Any:
        def of(*args: Any, kind: str, **keys: Any) -> Any:
            asked.append(kind)
            raise InputError("enough")

        return of

    for task in (architectures.spam, architectures.captioning, architectures.translation):
        monkeypatch.setattr(task, "load_model", load(task))
    with pytest.raises(InputError, match="enough"):
        traces_for("architectures", CLIPS["architectures"](weights=str(path)))
    assert asked == ["gru"]


def test_four_wirings_have_one_cell(tmp_path: Path) -> None:
    tagger, judge = tmp_path / "tagger.npz", tmp_path / "judge.npz"
    weights.save(tagger, checkpoint(GRU))
    weights.save(judge, checkpoint(LSTM))
    params = CLIPS["architectures"](weights=str(tagger), spam_weights=str(judge))
    with pytest.raises(WeightsError) as raised:
        traces_for("architectures", params)
    assert str(raised.value) == (
        f"architectures.spam_weights = '{judge}': an LSTM, must be a GRU as that of another "
        "checkpoint: the clip shows one cell in four wirings"
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("notation", ["hidden", "keras", "geron", "d2l", "pytorch", "output"])
def test_a_cell_of_any_kind_is_written_on_one_line(manim: None, kind: str, notation: Any) -> None:
    equation = cell_equation(KINDS[kind], DARK, notation, 0.4)
    assert 0 < equation.width < 2 * Frame.SAFE_X
