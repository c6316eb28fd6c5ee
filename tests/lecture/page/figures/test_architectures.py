"""The four architectures and the quiz: what is said of them, and how their signals run."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from lecture.page.figures import Figures
from rnn_math.wiring import Wiring
from scenes.numerals import format_percent
from scenes.params import CLIPS
from scenes.questions import Trial, built_in
from scenes.script import load_script
from scenes.traces import traces_for
from tests.lecture.page.browsing import watched

NAMES = ("sequence-to-sequence", "sequence-to-vector", "vector-to-sequence", "encoder-decoder")
TRACES = {
    "sequence-to-sequence": ("tagging",),
    "sequence-to-vector": ("spam",),
    "vector-to-sequence": ("captioning",),
    "encoder-decoder": ("encoder", "decoder"),
}


@pytest.fixture(scope="module")
def traces() -> Any:
    return traces_for("architectures", CLIPS["architectures"]())  # type: ignore[arg-type]


def shown(page: Page) -> str:
    return page.locator("[data-figure=architectures] > article:visible").evaluate_all(
        "articles => articles.map(article => article.dataset.architecture).join()"
    )


def test_the_picker_by_keyboard(open_at: Any) -> None:
    page = open_at()
    assert shown(page) == NAMES[0]
    page.locator("[name=architecture]").first.focus()
    for name in (*NAMES[1:], NAMES[0]):
        page.keyboard.press("ArrowRight")
        assert shown(page) == name
    page.keyboard.press("ArrowUp")
    assert shown(page) == NAMES[-1]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_said_is_what_was_computed(open_at: Any, traces: Any, name: str) -> None:
    page = open_at(f"?architecture={name}")
    article = page.locator(f"article[data-architecture={name}]")
    trace = traces[TRACES[name][-1]]
    outputs = article.locator(".run li")
    expect(outputs).to_have_count(len(trace.answers))
    for number, answer in enumerate(trace.answers):
        expect(outputs.nth(number)).to_contain_text(answer.label.strip("<>"))
        expect(outputs.nth(number)).to_contain_text(format_percent(answer.probability))
    score = article.locator("dd", has_text="held-out")
    expect(score).to_contain_text(format_percent(trace.score.held_out, 1))
    expect(score).to_contain_text(format_percent(trace.score.baseline, 1))
    expect(score).to_contain_text(trace.score.baseline_name.split(",")[0])
    words = load_script("architectures", "en").words
    expect(article.locator("h3")).to_have_text(f"{words[name]} {words[f'{name}-task']}")


@pytest.mark.parametrize("name", NAMES)
def test_signals_run_as_the_wiring_says(open_at: Any, traces: Any, name: str) -> None:
    page = open_at(f"?architecture={name}")
    svg = page.locator(f"article[data-architecture={name}] svg.wiring")
    slider = page.locator(f"#at-{name}")
    wirings: list[Wiring] = [traces[part].wiring for part in TRACES[name]]
    steps = [step for wiring in wirings for step in wiring]
    expect(slider).to_have_attribute("max", str(len(steps)))
    for number in range(len(steps) + 1):
        slider.fill(str(number))
        reads = sum(step.is_given for step in steps[:number])
        answers = sum(step.answers for step in steps[:number])
        states = svg.locator(".state:not(.later)")
        expect(states).to_have_count(number)
        words = svg.locator(".word:not(.later) text:not(.number), text.word:not(.later)")
        expect(words).to_have_count(reads + answers)
        expect(svg.locator(".block.now")).to_have_count(1 if number else 0)


def test_play_runs_to_the_end_and_can_be_paused(open_at: Any) -> None:
    page = open_at()
    slider, button = page.locator(f"#at-{NAMES[0]}"), page.locator("[data-play]:visible")
    button.click()
    expect(button).to_have_text("Pause")
    expect(slider).to_have_value("1")
    button.click()
    expect(button).to_have_text("Play")
    stopped = slider.input_value()
    page.wait_for_timeout(900)  # longer than a step takes
    assert slider.input_value() == stopped
    button.click()
    expect(slider).to_have_value("5", timeout=15_000)
    expect(button).to_have_text("Play")


def test_play_stops_when_another_is_picked(open_at: Any) -> None:
    page = open_at()
    page.locator("[data-play]:visible").click()
    page.locator(f"[value={NAMES[1]}][name=architecture]").check()
    page.locator(f"[value={NAMES[0]}][name=architecture]").check()
    expect(page.locator("[data-play]:visible")).to_have_text("Play")


def test_without_motion_each_press_is_a_step(browser: Browser, touched: str) -> None:
    with watched(browser, touched, reduced_motion="reduce") as page:
        page.goto(f"{touched}/index.html")
        slider, button = page.locator(f"#at-{NAMES[0]}"), page.locator("[data-play]:visible")
        for value in ("0", "1", "2"):
            button.click()
            expect(slider).to_have_value(value)
        expect(button).to_have_text("Play")


def test_every_article_leads_to_its_clip(drawn: Figures) -> None:
    assert re.findall('href="#clip-([a-z-]+)"', drawn.architectures) == list(NAMES)


@pytest.mark.parametrize("choice", built_in("en")[0].choices, ids=lambda c: c.architecture)
def test_the_quiz_tries_the_choice_out(open_at: Any, choice: Any) -> None:
    page, question = open_at(), built_in("en")[0]
    form = page.locator("form.quiz").first
    form.get_by_role("button").click()
    expect(form.get_by_role("status")).to_have_text("Choose an answer first.")
    form.locator(f"[value={choice.architecture}]").check()
    form.get_by_role("button").click()
    expect(form.get_by_role("status")).to_contain_text(choice.why)
    kind = "right" if choice.architecture == question.answer else "wrong"
    expect(form.locator(".choice.right, .choice.wrong")).to_have_count(1)
    expect(form.locator(f".choice.{kind} input")).to_be_checked()
    trial = Trial(choice.architecture, question.source, question.target)
    svg = form.locator("svg.wiring")
    expect(svg.locator(".block")).to_have_count(len(trial.wiring))
    expect(svg.locator(".later").first).to_be_attached()  # it plays
    expect(form.locator(".homeless:not(.later)")).to_have_count(1, timeout=20_000)
    expect(svg.locator(".later")).to_have_count(0)
    placed = [*trial.inputs.values(), *trial.outputs.values()]
    for word in placed:
        expect(svg.get_by_text(word, exact=True).first).to_be_visible()
    for word in (*trial.unread, *trial.unwritten):
        expect(form.locator(".homeless")).to_contain_text(word)


def test_the_quiz_without_motion_shows_all_at_once(browser: Browser, touched: str) -> None:
    with watched(browser, touched, reduced_motion="reduce") as page:
        page.goto(f"{touched}/index.html")
        form = page.locator("form.quiz").first
        form.locator("[value=encoder-decoder]").check()
        page.keyboard.press("Enter")
        expect(form.locator("svg.wiring .block")).to_have_count(11)
        expect(form.locator(".later")).to_have_count(0)


def test_the_quiz_on_a_telephone_can_be_read(browser: Browser, touched: str) -> None:
    size = {"width": 320, "height": 640}
    with watched(browser, touched, viewport=size, reduced_motion="reduce") as page:
        page.goto(f"{touched}/index.html")
        form = page.locator("form.quiz").first
        form.locator("[value=encoder-decoder]").check()
        page.keyboard.press("Enter")
        word = form.locator("svg.wiring text").first.bounding_box()
        assert word is not None
        assert word["height"] >= 12  # CSS pixels from line to line
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        form.locator(".tried").focus()
        page.keyboard.press("ArrowRight")
        assert form.locator(".tried").evaluate("stage => stage.scrollWidth > stage.clientWidth")
