"""The section on learning and forgetting: a gradient under the reader's hand, a chart to touch."""

import itertools
import re
from math import log10
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from lecture.config.model import load_config
from lecture.config.source import parse_override
from lecture.page.figures import Figures, figures
from lecture.page.figures.gradient import decades, read_again
from rnn_math.gradient import reaching
from rnn_math.tasks.remembering import CHANCE, COMPARED, LENGTHS, recorded
from rnn_math.trace import Trace
from scenes.numerals import format_percent
from scenes.params import CLIPS
from scenes.traces import traces_for
from scenes.words.lengths import written
from tests.lecture.page.browsing import served, watched
from tests.lecture.page.reading import Element, parsed
from tests.lecture.page.test_axe import violations

FACTORS = (0.5, 0.7, 1.0, 1.6, 2.5, 3.3, 4.8, 5.0, 6.0)
EMBED = "embed/learning.html"


@pytest.fixture(scope="module")
def trace() -> Trace:
    return traces_for("equation", CLIPS["equation"]())["sentence"]


def lengths_at(page: Page, factor: float) -> list[float]:
    page.evaluate("factor => window.unrolled.gradient.go(factor)", factor)
    found: list[float] = page.evaluate("window.unrolled.gradient.lengths()")
    return found


def numbers(page: Page, column: int) -> list[str]:
    return page.locator(f".gradient tbody tr td:nth-child({column})").all_inner_texts()


def test_lengths_are_those_of_numpy(open_at: Any, trace: Trace) -> None:
    page = open_at(name=EMBED)
    for factor in FACTORS:
        ours = read_again(trace, factor)
        found = lengths_at(page, factor)
        np.testing.assert_allclose(found, ours.lengths, rtol=1e-9, atol=1e-9)
        assert numbers(page, 3) == [written(length) for length in ours.lengths]
        said = page.locator("[data-says]").inner_text()
        assert f"The answer is {ours.answers[-1].label}." in said
        assert ("shrinks" in said) == (ours.lengths[0] < ours.lengths[-1])


def test_a_fault_would_be_noticed(open_at: Any, trace: Trace) -> None:
    """A slope of tanh that is left out at one unit, and weights that are a little larger."""
    found = lengths_at(open_at(name=EMBED), 5.0)
    with pytest.raises(AssertionError, match="Not equal"):
        np.testing.assert_allclose(
            found, read_again(trace, 5.0 + 1e-7).lengths, rtol=1e-9, atol=1e-9
        )
    steps = [step.values["h"] for step in trace.steps]
    gradient = trace.readout.W_o[trace.logits[-1].argmax()]  # type: ignore[union-attr]
    wrong = [np.linalg.norm(gradient)]
    for h in reversed(steps[1:]):
        gradient = (gradient * np.append(1 - h[:-1] ** 2, 1.0)) @ trace.cell.W_h
        wrong.append(np.linalg.norm(gradient))
    with pytest.raises(AssertionError, match="Not equal"):
        np.testing.assert_allclose(
            lengths_at(open_at(name=EMBED), 1.0), wrong[::-1], rtol=1e-9, atol=1e-9
        )


def test_bars_shrink_and_grow_under_the_hand(open_at: Any, trace: Trace) -> None:
    page = open_at(name=EMBED)
    slider = page.get_by_role("slider", name="Recurrent weights")
    slider.focus()
    low, high = decades(trace)
    seen = []
    for key, factor in (("Home", 0.5), ("End", 6.0), ("ArrowLeft", 5.9)):
        page.keyboard.press(key)
        expect(slider).to_have_attribute("aria-valuetext", f"{factor:.1f}")
        lengths = read_again(trace, factor).lengths
        way = page.locator(".way").first.bounding_box()
        bars = [bar.bounding_box() for bar in page.locator(".way span").all()]
        for bar, length in zip(bars, lengths, strict=True):
            share = (log10(length) - low) / (high - low)
            assert bar["width"] / way["width"] == pytest.approx(share, abs=0.01)
        seen.append(bars[0]["width"])
    assert seen[1] > 4 * seen[0]
    page.wait_for_url("**factor=5.9")
    page.get_by_role("button", name="As trained").click()
    expect(slider).to_have_value("1")
    assert numbers(page, 3) == [written(length) for length in reaching(trace).lengths]


def test_a_link_leads_to_a_factor_and_a_distance(open_at: Any, trace: Trace) -> None:
    page = open_at("?factor=5&distance=40")
    assert numbers(page, 3)[0] == written(read_again(trace, 5.0).lengths[0])
    expect(page.locator(".reached section:visible h4")).to_have_text("40 words")
    for odd in ("?factor=1e99&distance=7", "?factor=x&distance="):
        page = open_at(odd)
        expect(page.locator(".reached section:visible h4")).to_have_text("20 words")


def table(page: Element, name: str) -> Element:
    return next(t for t in page.all("table") if t.attributes.get("class") == name)


def test_all_of_it_is_there_without_a_script(drawn: Figures, trace: Trace) -> None:
    page = parsed(str(drawn.learning))
    rows = [[cell.text for cell in row.children] for row in next(page.all("tbody")).all("tr")]
    lengths = reaching(trace).lengths
    assert [row[0] for row in rows] == list(trace.tokens)
    assert [row[2] for row in rows] == [written(length) for length in lengths]
    assert [row[3] for row in rows[:-1]] == [
        f"× {written(before / after)}" for before, after in itertools.pairwise(lengths)
    ]
    shares = [
        [[span.text for span in cell.all("span")] for cell in row.all("td")]
        for row in next(table(page, "shares").all("tbody")).all("tr")
    ]
    found = {(each.kind, each.length): each.accuracies for each in recorded()}
    assert shares == [
        [[format_percent(share) for share in found[kind, length]] for length in LENGTHS]
        for kind in COMPARED
    ]
    notes = {s.attributes["data-distance"]: s.text for s in page.all("section")}
    assert list(notes) == [str(length) for length in LENGTHS]
    assert "All of them remember" in notes["5"]
    assert "in every training: GRU, LSTM." in notes["10"]
    assert ": always right in 1 of 3 trainings, right in part in 2 of 3" in notes["20"]
    assert "all guess" in notes["40"]
    hidden = [e.name for e in page.all("div") if "hidden" in e.attributes]
    assert hidden == ["div", "div"]  # the two sliders


def test_marks_stand_where_the_numbers_are(drawn: Figures) -> None:
    """A mark for every training, at its height; the line of chance a quarter up."""
    svg = str(drawn.learning)[str(drawn.learning).index("<svg") :]
    lines = [int(y) for y in re.findall(r'd="M\d+ (\d+)H', svg)]
    bottom, _, top, chance = lines
    assert (bottom - chance) / (bottom - top) == pytest.approx(CHANCE, abs=1e-3)
    for kind in COMPARED:
        group = svg[svg.index(f'data-role="{kind}"') :].split("</g>")[0]
        heights = [int(y) for y in re.findall(r"M\d+ (\d+)m", group)]
        shares = [share for r in recorded() if r.kind == kind for share in r.accuracies]
        found = [(bottom - y) / (bottom - top) for y in heights]
        assert found == pytest.approx(shares, abs=1e-3)


def test_a_distance_is_chosen_by_mouse_and_keyboard(open_at: Any) -> None:
    page = open_at(name=EMBED)
    here = page.locator(".reached section:visible h4")
    page.locator("g.distance").nth(3).click(position={"x": 5, "y": 60})
    expect(here).to_have_text("40 words")
    page.locator(".shares th[data-distance='5']").click()
    expect(here).to_have_text("5 words")
    page.get_by_role("slider", name="Words in all").focus()
    page.keyboard.press("ArrowRight")
    expect(here).to_have_text("10 words")
    expect(page.locator("g.distance.here text")).to_have_text("10")
    expect(page.locator(".shares td.here")).to_have_count(len(COMPARED))
    expect(page.locator("#distance")).to_have_attribute("aria-valuetext", "10 words")
    page.wait_for_url("**distance=10")


def test_a_distance_is_chosen_by_touch(browser: Browser, touched: str) -> None:
    options = {"has_touch": True, "viewport": {"width": 390, "height": 800}}
    with watched(browser, touched, **options) as page:
        page.goto(f"{touched}/{EMBED}")
        page.locator("g.distance").nth(1).tap(position={"x": 5, "y": 40})
        expect(page.locator(".reached section:visible h4")).to_have_text("10 words")
        box = page.locator("g.distance rect").first.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24
        page.get_by_role("button", name="GRU").tap()
        expect(page.locator(".reach svg .part.lit")).to_have_attribute("data-role", "gru")


def test_cells_are_lit_by_mouse_and_keyboard(open_at: Any) -> None:
    page = open_at(name=EMBED)
    for kind, name in (("tanh", "Plain cell"), ("gru", "GRU"), ("lstm", "LSTM")):
        button = page.get_by_role("button", name=name)
        button.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".reach svg .part.lit")).to_have_attribute("data-role", kind)
        expect(page.locator(".shares tr.lit th")).to_have_text(name)
        expect(button).to_have_attribute("aria-pressed", "true")
        page.keyboard.press("Escape")
        expect(button).to_have_attribute("aria-pressed", "false")
    page.locator(".shares tr[data-role=lstm]").hover()
    expect(page.locator(".reach svg .part.lit")).to_have_attribute("data-role", "lstm")


@pytest.mark.parametrize(
    "setting",
    ['equation.sentence="Berlin"', "equation.step=1"],
)
def test_one_word_has_no_way_back(setting: str) -> None:
    settings = [parse_override(each) for each in {setting, "equation.step=1"}]
    made = str(figures(load_config(Path("/dev/null"), settings)).learning)
    assert ('data-figure="gradient"' in made) == ("sentence" not in setting)
    assert 'data-figure="reach"' in made


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, touched: str, scheme: str) -> None:
    folder = Path(touched.removeprefix("file://"))
    with (
        served(folder) as address,
        watched(browser, address, color_scheme=scheme, reduced_motion="reduce") as page,
    ):
        for query in ("", "?factor=6&distance=5"):
            page.goto(f"{address}{EMBED}{query}")
            assert violations(page) == []
        page.get_by_role("button", name="GRU").click()
        assert violations(page) == []


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_it_fits(browser: Browser, touched: str, width: int) -> None:
    with watched(browser, touched, viewport={"width": width, "height": 800}) as page:
        page.goto(f"{touched}/{EMBED}?factor=0.5")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        heights = page.evaluate(
            "[...document.querySelectorAll('.gradient tbody th')].map((word) => word.offsetHeight)"
        )
        assert max(heights) < 45  # no word is broken
