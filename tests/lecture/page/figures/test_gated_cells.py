"""The cells to pick from: by mouse and keyboard, and their numbers beside those of rnn_math."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from rnn_math.tasks.tagging import TaggingModel, load_model
from scenes.cells.pictures import PICTURES
from scenes.params import CLIPS, GatedParams
from tests.lecture.page.browsing import served, watched
from tests.lecture.page.figures.test_cell import part, term
from tests.lecture.page.test_axe import violations

SENTENCE = ["Apple", "is", "hiring", "in", "Berlin"]
KINDS = ["lstm", "gru"]


def model_of(kind: str) -> TaggingModel:
    params = CLIPS[kind]()
    assert isinstance(params, GatedParams)
    return load_model(params.hidden_size, params.embedding_size, params.seed, params.weights, kind)


def steps_of(page: Page) -> Any:
    return page.evaluate("window.unrolled.trace().steps")


def compare(found: Any, model: TaggingModel, words: list[str]) -> None:
    """Every node of every step, to 1e-9."""
    trace = model.trace(words)
    assert len(found) == len(trace)
    for t, step in enumerate(found, start=1):
        for node in (*model.cell.kind.nodes, *model.cell.kind.given, "logits", "o"):
            name = node if isinstance(node, str) else node.name
            np.testing.assert_allclose(
                step[name], trace.array(name, t), rtol=0, atol=1e-9, err_msg=f"{name} {t}"
            )


@pytest.mark.parametrize("kind", KINDS)
def test_every_node_is_that_of_numpy(open_at: Any, kind: str) -> None:
    page, model = open_at(f"?cell={kind}"), model_of(kind)
    compare(steps_of(page), model, SENTENCE)
    page.evaluate("window.unrolled.cell.read(['Maria', 'flies', 'to', 'Xyzzy'])")
    compare(steps_of(page), model, ["Maria", "flies", "to", "Xyzzy"])
    rng = np.random.default_rng(3)
    for name, weights in model.cell.weights.items():
        index = tuple(int(rng.integers(size)) for size in weights.shape)
        changed = weights.copy()
        changed[index] = rng.normal(scale=2)
        address = ".".join((name, *map(str, index)))
        page.evaluate(
            "([at, to]) => window.unrolled.cell.edit(at, to)", [address, float(changed[index])]
        )
        model = replace(model, cell=model.cell.with_weights(**{name: changed}))
    compare(steps_of(page), model, ["Maria", "flies", "to", "Xyzzy"])


def test_a_fault_would_be_noticed(open_at: Any) -> None:
    page = open_at("?cell=lstm")
    page.evaluate("window.unrolled.cell.edit('b_forget.0', 1e-6)")
    with pytest.raises(AssertionError, match="forget"):
        compare(steps_of(page), model_of("lstm"), SENTENCE)


def test_cells_are_picked_by_mouse_and_keyboard(open_at: Any) -> None:
    page = open_at()
    picker = page.get_by_role("group", name="Cell", exact=True)  # the quiz asks for cells, too
    expect(picker.get_by_role("radio", name="Plain cell")).to_be_checked()
    picker.get_by_role("radio", name="LSTM").check()
    expect(page.locator("[data-cell]:visible")).to_have_attribute("data-cell", "lstm")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-cell]:visible")).to_have_attribute("data-cell", "gru")
    expect(picker.get_by_role("radio", name="GRU")).to_be_focused()
    compare(steps_of(page), model_of("gru"), SENTENCE)
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-cell]:visible")).to_have_attribute("data-cell", "tanh")


@pytest.mark.parametrize("kind", KINDS)
def test_every_part_lights_with_its_terms_and_its_note(open_at: Any, kind: str) -> None:
    page = open_at(f"?cell={kind}")
    for name, role in PICTURES[kind].roles.items():
        part(page, name).locator(".target").first.hover()
        expect(part(page, name)).to_contain_class("lit")
        expect(term(page, name)).to_contain_class("lit")
        expect(page.locator(".note:visible")).to_have_count(1)
        expect(page.locator(".note:visible")).to_contain_text(role.sentence)
        part(page, name).focus()
        page.keyboard.press("Enter")
        expect(part(page, name)).to_contain_class("lit")
        page.keyboard.press("Escape")
        expect(part(page, name)).not_to_contain_class("lit")


@pytest.mark.parametrize("kind", KINDS)
def test_gates_open_and_close_under_the_hand(open_at: Any, kind: str) -> None:
    page, model = open_at(f"?cell={kind}&step=3"), model_of(kind)

    def expect_valves() -> list[float]:
        now = steps_of(page)[2]
        shut = []
        for plate in page.locator("[data-cell]:visible [data-plate]").all():
            quantity, _, unit = str(plate.get_attribute("data-plate")).split(".")
            value = now[quantity][int(unit)]
            leaves = plate.evaluate("plate => !!plate.closest('.leaves')")
            shut.append(value if leaves else 1 - value)
            shown = plate.evaluate("plate => +plate.style.getPropertyValue('--shut')")
            assert shown == pytest.approx(shut[-1], abs=1e-12)
        return shut

    before = expect_valves()
    assert len(before) == 3 * len([p for p in PICTURES[kind].pieces if p.gate])
    slider = page.locator("[data-cell]:visible [data-hand=h_prev] input").first
    slider.focus()
    page.keyboard.press("Home")
    after = expect_valves()
    assert max(np.abs(np.subtract(before, after))) > 1e-3
    words, cell = model.embed(SENTENCE), model.cell
    states = [steps_of(page)[1][name] for name in cell.kind.carried]
    states[0][0] = -1.0  # where the slider ends
    ours = cell.step(words[2], *states)
    for node in cell.kind.nodes:
        found = steps_of(page)[2][node.name]
        np.testing.assert_allclose(found, ours.values[node.name], rtol=0, atol=1e-9)


def test_a_link_restores_the_cell(open_at: Any) -> None:
    page = open_at("?cell=gru&edit=b_update.1:4,h_prev.2.0:0.5&part=update&notation=d2l")
    assert page.evaluate("window.unrolled.trace().weights.b_update[1]") == 4
    assert steps_of(page)[1]["h_prev"][0] == 0.5
    expect(part(page, "update")).to_contain_class("lit")
    expect(page.locator(".equation:visible")).to_have_attribute("data-notation", "d2l")
    page.wait_for_url("**cell=gru**")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, touched: str, scheme: str) -> None:
    folder = Path(touched.removeprefix("file://"))
    with (
        served(folder) as address,
        watched(browser, address, color_scheme=scheme, reduced_motion="reduce") as page,
    ):
        for query in ("?cell=lstm&part=h", "?cell=gru&part=candidate", "?cell=lstm"):
            page.goto(f"{address}embed/cell.html{query}")
            assert violations(page) == []


def test_those_who_want_no_motion_see_none(open_at: Any, page: Page) -> None:
    for motion, seconds in (("reduce", "0s"), ("no-preference", "0.25s")):
        page.emulate_media(reduced_motion=motion)  # type: ignore[arg-type]
        open_at("?cell=lstm")
        plate = page.locator("[data-cell]:visible .plate").first
        assert plate.evaluate("p => getComputedStyle(p).transitionDuration") == seconds
