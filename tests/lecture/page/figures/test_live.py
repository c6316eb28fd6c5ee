"""Numbers that the browser computes, beside those of rnn_math."""

import json
from base64 import b64decode
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from lecture.page.live_model import MOST_NUMBERS, live
from rnn_math.cell import Cell
from rnn_math.readout import Readout
from rnn_math.tasks.tagging import TaggingModel, load_model
from rnn_math.trace import Trace
from scenes.numerals import format_number, format_percent
from scenes.params import CLIPS, EquationParams

QUANTITIES = ("x", "h_prev", "Wx", "Wh", "z", "h", "logits", "o")


@pytest.fixture(scope="module")
def model() -> TaggingModel:
    return load_model()


def compare(found: dict[str, Any], trace: Trace) -> None:
    """Every number of the browser's trace against ours, to 1e-9."""
    assert len(found["steps"]) == len(trace)
    assert found["known"] == list(trace.known)
    for t, step in enumerate(found["steps"], start=1):
        for quantity in QUANTITIES:
            ours = trace.array(quantity, t)
            np.testing.assert_allclose(step[quantity], ours, rtol=0, atol=1e-9, err_msg=quantity)


def trace_of(page: Page) -> Any:
    return page.evaluate("window.unrolled.trace()")


def edited(model: TaggingModel, edits: dict[str, float]) -> TaggingModel:
    """The model with weights changed as a reader would."""
    weights = {
        "W_x": model.cell.W_x.copy(),
        "W_h": model.cell.W_h.copy(),
        "b": model.cell.b.copy(),
        "W_o": model.readout.W_o.copy(),  # type: ignore[union-attr]
        "b_o": model.readout.b_o.copy(),  # type: ignore[union-attr]
    }
    for address, value in edits.items():
        name, *index = address.split(".")
        weights[name][tuple(map(int, index))] = value
    cell = Cell.tanh(weights["W_x"], weights["W_h"], weights["b"])
    return replace(model, cell=cell, readout=Readout(weights["W_o"], weights["b_o"]))


def test_as_it_comes(open_at: Any, model: TaggingModel) -> None:
    compare(trace_of(open_at()), model.trace(["Apple", "is", "hiring", "in", "Berlin"]))


def test_random_weights_and_sentences(open_at: Any, model: TaggingModel) -> None:
    page, rng = open_at(), np.random.default_rng(7)
    shapes = {"W_x": (4, 3), "W_h": (4, 4), "b": (4,), "W_o": (3, 4), "b_o": (3,)}
    shapes |= {"W_o": model.readout.W_o.shape, "b_o": model.readout.b_o.shape}  # type: ignore[union-attr]
    names = list(shapes)
    for _ in range(12):
        edits = {}
        for _ in range(rng.integers(1, 6)):
            name = names[rng.integers(len(names))]
            index = ".".join(str(rng.integers(size)) for size in shapes[name])
            edits[f"{name}.{index}"] = float(rng.normal(scale=3))
        words = [str(word) for word in rng.choice([*model.vocabulary[2:], "Xyzzy", "qwerty"], 6)]
        page.locator("[data-reset]").click()
        page.evaluate("words => window.unrolled.cell.read(words)", words)
        for address, value in edits.items():
            page.evaluate("([at, to]) => window.unrolled.cell.edit(at, to)", [address, value])
        compare(trace_of(page), edited(model, edits).trace(words))


def test_a_fault_would_be_noticed(open_at: Any, model: TaggingModel) -> None:
    page = open_at()
    page.evaluate("window.unrolled.cell.edit('W_h.0.0', 1e-7)")
    with pytest.raises(AssertionError, match=r"(?i)not equal"):
        compare(trace_of(page), edited(model, {"W_h.0.0": 2e-7}).trace(trace_of(page)["tokens"]))


def test_an_input_edited_by_hand(open_at: Any, model: TaggingModel) -> None:
    page = open_at("?part=x&step=2")
    box = page.locator("[data-cell]:visible input[type=number][aria-label='input, entry 2']")
    box.fill("1.5")
    box.press("Enter")
    found = trace_of(page)
    cell, readout = model.cell, model.readout
    x = model.embed(["Apple", "is", "hiring", "in", "Berlin"]).copy()
    x[1, 1] = 1.5
    h = np.zeros(4)
    for t in range(5):
        h = cell.step(x[t], h).h
        np.testing.assert_allclose(found["steps"][t]["h"], h, rtol=0, atol=1e-9)
    np.testing.assert_allclose(found["steps"][4]["o"], readout.read(h).o, atol=1e-9)  # type: ignore[union-attr]
    box.blur()
    expect(page.locator(".tape:visible [data-value='h.2.0']")).to_have_text(
        format_number(found["steps"][1]["h"][0])
    )


@pytest.mark.parametrize(
    ("typed", "says"), [("", "no number"), ("1e999", "no number"), ("1e308", "overflows")]
)
def test_what_is_no_number_changes_nothing(open_at: Any, typed: str, says: str) -> None:
    page = open_at("?part=W_x&step=2")
    page.evaluate("window.unrolled.cell.edit('x.2.0', 1e9)")
    before = trace_of(page)
    box = page.get_by_label("input weights, row 1, column 1")
    box.fill(typed)
    box.press("Tab")
    expect(page.locator(".cell [data-message]")).to_contain_text(says)
    assert trace_of(page) == before
    expect(box).not_to_have_value(typed)


def test_large_numbers_saturate_and_are_shown_short(open_at: Any) -> None:
    page = open_at("?part=z")
    page.evaluate("window.unrolled.cell.edit('b.0', -123456)")
    assert trace_of(page)["steps"][1]["h"][0] == -1
    expect(page.locator(".note:visible [data-value='z.t.0']")).to_have_text("−1e+5")


def test_another_sentence(open_at: Any, model: TaggingModel) -> None:
    page = open_at()
    box = page.locator("#sentence")
    box.fill("  Maria flies to  Rome, ")
    box.press("Enter")
    words = ["Maria", "flies", "to", "Rome,"]
    compare(trace_of(page), model.trace(words))
    expect(page.locator(".tape thead .word:visible")).to_have_text(words)
    answers = [f"{a.label} {format_percent(a.probability)}" for a in model.predict(words)]
    expect(page.locator(".tape .answer:visible")).to_have_text(answers)


@pytest.mark.parametrize("typed", ["", "a b c d e f g h i j k", "x" * 19])
def test_sentences_that_cannot_be_read(open_at: Any, typed: str) -> None:
    page = open_at()
    before = trace_of(page)
    page.locator("#sentence").fill(typed)
    page.locator("#sentence").press("Enter")
    expect(page.locator(".cell [data-message]")).not_to_be_empty()
    assert trace_of(page) == before


@pytest.mark.parametrize(
    "word", ["berlin", "“Berlin”", "BERLIN", "Zzz", "zzz", "<unk>", "<Unk>", "constructor", "Éa"]
)
def test_words_are_found_as_rnn_math_finds_them(
    open_at: Any, model: TaggingModel, word: str
) -> None:
    page = open_at()
    page.evaluate("word => window.unrolled.cell.read([word])", word)
    compare(trace_of(page), model.trace([word]))


def test_reset(open_at: Any, model: TaggingModel) -> None:
    page = open_at("?sentence=Maria+smiles&edit=W_x.0.0:9,b.1:-4")
    assert trace_of(page)["weights"]["W_x"][0][0] == 9
    assert trace_of(page)["weights"]["b"][1] == -4
    page.get_by_role("button", name="Reset").click()
    compare(trace_of(page), model.trace(["Apple", "is", "hiring", "in", "Berlin"]))
    expect(page.locator("#sentence")).to_have_value("Apple is hiring in Berlin")


def embedding(data: dict[str, Any]) -> dict[str, list[float]]:
    """The numbers of every word as they are written for the page."""
    words = data["vocabulary"]["words"]
    numbers = np.frombuffer(b64decode(data["vocabulary"]["numbers"]), "<f8")
    return dict(zip(words, numbers.reshape(len(words), -1).tolist(), strict=True))


def test_a_large_vocabulary_is_cut_but_not_what_is_needed() -> None:
    params = EquationParams(embedding_size=64, sentence="Apple is hiring in Paris")
    words = embedding(live(params).data)
    assert len(words) < len(load_model(embedding_size=64).vocabulary)
    assert {"Apple", "Paris", "<unk>", "<Unk>"} <= set(words)
    assert sum(map(len, words.values())) <= MOST_NUMBERS + 64 * 7


def test_numbers_keep_their_full_precision(model: TaggingModel) -> None:
    data = json.loads(json.dumps(live(CLIPS["equation"]()).data))  # type: ignore[arg-type]
    np.testing.assert_array_equal(data["weights"]["W_h"], model.cell.W_h)
    row = model.vocabulary.index("Berlin")
    np.testing.assert_array_equal(embedding(data)["Berlin"], model.embedding[row])
