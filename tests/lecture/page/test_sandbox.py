"""In a frame that may run scripts and nothing else: no storage, no address of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from tests.lecture.page.browsing import served, watched

NAMES = ("cell", "quiz", "learning", "architectures", "rolling")


@pytest.fixture
def page(browser: Browser, site: Path, tmp_path: Path) -> Iterator[Page]:
    """A course with a frame for each, in which nothing may complain."""
    (tmp_path / "rnn").symlink_to(site)
    frames = "".join(
        f'<iframe sandbox="allow-scripts" title="{name}" src="rnn/embed/{name}.html" '
        'style="width:100%;height:60rem"></iframe>'
        for name in NAMES
    )
    html = f"<!doctype html><title>Course</title><h1>Week 7</h1>{frames}"
    (tmp_path / "week.html").write_text(html, encoding="utf-8")
    with served(tmp_path) as address, watched(browser, address) as page:
        page.goto(f"{address}week.html")
        yield page
        page.wait_for_timeout(300)  # what is written into the address comes a moment later


def inside(page: Page, name: str) -> FrameLocator:
    return page.frame_locator(f"iframe[title={name}]")


def test_it_is_really_closed_in(page: Page) -> None:
    frame = next(frame for frame in page.frames if frame.url.endswith("cell.html"))
    assert frame.evaluate("self.origin") == "null"
    with pytest.raises(Exception, match="sandboxed"):
        frame.evaluate("localStorage.length")


def test_a_cell_is_picked_and_its_numbers_change(page: Page) -> None:
    cell = inside(page, "cell")
    cell.get_by_role("radio", name="LSTM").check()
    gates = cell.locator("[data-cell]:visible [data-plate]")
    before = [gate.get_attribute("style") for gate in gates.all()]
    cell.locator("[data-cell]:visible [data-hand=h_prev] input").first.focus()
    page.keyboard.press("Home")
    page.keyboard.press("End")
    assert [gate.get_attribute("style") for gate in gates.all()] != before
    cell.get_by_role("button", name="one step on").click()
    expect(cell.locator("[data-step-name]")).to_contain_text("2 of")
    cell.locator("#sentence").fill("Maria smiles")
    cell.locator("#sentence").press("Enter")
    expect(cell.locator("[data-cell]:visible .tape .word:visible")).to_have_text(
        ["Maria", "smiles"]
    )


def test_the_quiz_is_answered(page: Page) -> None:
    quiz = inside(page, "quiz")
    form = quiz.locator("form.quiz").first
    form.locator("input[data-right]").check()
    form.get_by_role("button", name="Check").click()
    expect(form.get_by_role("status")).to_contain_text("Yes:")
    expect(form.locator(".tried svg")).to_be_visible()
    form.locator("input:not([data-right])").first.check()
    page.keyboard.press("Enter")
    expect(form.get_by_role("status")).to_contain_text("No:")


def test_a_gradient_is_sent_back_and_a_distance_chosen(page: Page) -> None:
    learning = inside(page, "learning")
    learning.get_by_role("slider", name="Recurrent weights").press("End")
    expect(learning.locator("[data-factor]")).to_have_text("6.0")
    learning.get_by_role("slider", name="Words in all").press("Home")
    expect(learning.locator(".reached section:visible h4")).to_have_text("5 words")


def test_an_architecture_is_picked(page: Page) -> None:
    frame = inside(page, "architectures")
    frame.get_by_role("radio").nth(2).check()
    expect(frame.locator("[data-architecture=vector-to-sequence]")).to_be_visible()
