"""The quiz as data, as a form and under a reader's hands."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from lecture.config.model import LectureConfig, load_config
from lecture.page.quiz import forms, questions_of
from rnn_math.tasks.recall import LENGTH
from rnn_math.tasks.remembering import recorded
from scenes.numerals import format_percent
from scenes.questions import built_in, built_in_on_cells
from tests.lecture.page import small
from tests.lecture.page.browsing import watched


def test_questions_are_those_of_the_clip(lecture_config: LectureConfig) -> None:
    asked = questions_of(lecture_config)
    assert asked[:-1] == (*built_in("en"), *built_in_on_cells("en"))
    assert asked[-1].text == f"What is {small.SCRIPT}?"


def test_every_choice_has_its_verdict_and_its_reason(lecture_config: LectureConfig) -> None:
    for form, question in zip(forms(lecture_config, {}), questions_of(lecture_config), strict=True):
        assert form.text == question.text
        assert [c.key for c in form.choices] == [c.name for c in question.choices]
        assert [c.why for c in form.choices] == [c.why for c in question.choices]
        assert [c.key for c in form.choices if c.right] == [question.answer]
        for choice in form.choices:
            assert choice.verdict.startswith("Yes" if choice.right else "No")


@pytest.fixture
def quiz(browser: Browser, home: str) -> Iterator[Page]:
    with watched(browser, home, reduced_motion="reduce") as page:
        page.goto(f"{home}embed/quiz.html")
        yield page


def answered(page: Page, number: int) -> str:
    status = page.locator(f"form[data-question='{number}'] [role=status]")
    expect(status).not_to_be_empty()
    return status.inner_text()


@pytest.mark.parametrize(("number", "place"), [*((0, k) for k in range(4)), (1, 0), (1, 1), (1, 2)])
def test_by_mouse(quiz: Page, number: int, place: int) -> None:
    question = questions_of(load_config())[number]
    form = quiz.locator(f"form[data-question='{number}']")
    form.locator(".choice").nth(place).click()
    form.get_by_role("button", name="Check").click()
    choice = question.choices[place]
    said = answered(quiz, number)
    assert choice.why in said
    assert said.startswith("Yes" if choice.name == question.answer else "No")


def test_by_keyboard(quiz: Page) -> None:
    form = quiz.locator("form[data-question='0']")
    form.locator("input").first.focus()
    for _ in range(3):
        quiz.keyboard.press("ArrowDown")
    quiz.keyboard.press("Tab")
    expect(form.get_by_role("button", name="Check")).to_be_focused()
    quiz.keyboard.press("Enter")
    assert answered(quiz, 0).startswith("Yes: encoder-decoder")


def test_a_cell_by_keyboard_is_tried_out_with_what_was_recorded(quiz: Page) -> None:
    form = quiz.locator("form[data-question='1']")
    form.locator("input").first.focus()
    quiz.keyboard.press("ArrowDown")
    quiz.keyboard.press("Tab")
    quiz.keyboard.press("Enter")
    assert answered(quiz, 1).startswith("No: LSTM")
    (reach,) = (each for each in recorded() if (each.kind, each.length) == ("lstm", LENGTH))
    for share in reach.accuracies:
        expect(form.locator(".tried .homeless")).to_contain_text(format_percent(share, 1))
    expect(form.locator(".tried svg.wiring")).to_have_attribute("data-steps", str(LENGTH))


def test_an_answer_can_be_changed(quiz: Page) -> None:
    form = quiz.locator("form[data-question='0']")
    for place, verdict in ((1, "No: sequence to vector"), (3, "Yes: encoder-decoder")):
        form.locator(".choice").nth(place).click()
        form.get_by_role("button", name="Check").click()
        expect(form.locator("[role=status]")).to_contain_text(verdict)


def test_without_an_answer_there_is_none(quiz: Page) -> None:
    quiz.locator("form[data-question='0']").get_by_role("button", name="Check").click()
    said = answered(quiz, 0)
    assert not said.startswith(("Yes", "No"))
    assert quiz.url.endswith("embed/quiz.html")


def test_a_question_of_ones_own_stays_text(quiz: Page) -> None:
    form = quiz.locator("form[data-question='2']")
    form.locator(".choice").first.click()
    form.get_by_role("button", name="Check").click()
    assert f"Because of {small.SCRIPT}." in answered(quiz, 2)
    expect(quiz.locator("form[data-question='0'] [role=status]")).to_be_empty()


def test_it_can_be_left_out(browser: Browser, home: str) -> None:
    with watched(browser, home) as page:
        page.goto(f"{home}index.html?hide=quiz,transcript")
        expect(page.locator("#quiz")).to_have_count(0)
        expect(page.locator(".transcript")).to_have_count(0)
        expect(page.locator("video")).to_have_count(2)
