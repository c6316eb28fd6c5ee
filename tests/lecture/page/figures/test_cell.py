"""The cell by mouse, finger and keyboard, and in the address."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from scenes.roles import NOTATIONS, ROLES
from tests.lecture.page import small
from tests.lecture.page.browsing import watched


def part(page: Page, role: str) -> Locator:
    """The component of ``role`` in the diagram that is shown."""
    return page.locator(f"svg.diagram:visible [data-role={role}]")


def term(page: Page, role: str) -> Locator:
    return page.locator(f".equation:visible [data-role={role}]").first


def expect_lit(page: Page, role: str | None) -> None:
    """Part, term and note of ``role`` are lit, and nothing else is; nothing is for None."""
    figure = page.locator("[data-cell]:visible")
    if role is None:
        expect(figure).not_to_have_class(re.compile("lighting"))
        expect(page.locator("[data-figure=cell] .lit")).to_have_count(0)
        expect(page.locator(".note:visible")).to_have_count(0)
        expect(page.locator(".cell .hint:visible")).to_have_count(1)
        return
    expect(figure).to_have_class(re.compile("lighting"))
    expect(part(page, role)).to_have_class(re.compile(r"\blit\b"))
    others = page.locator(f"[data-cell]:visible .lit:not([data-role={role}])")
    expect(others).to_have_count(0)
    expect(page.locator(".note:visible")).to_have_count(1)
    expect(page.locator(".note:visible")).to_contain_text(ROLES[role].sentence)


@pytest.mark.parametrize("role", ROLES)
def test_hovering_a_part_lights_its_term_and_shows_its_note(open_at: Any, role: str) -> None:
    page = open_at()
    expect_lit(page, None)
    part(page, role).locator(".target").first.hover()
    expect_lit(page, role)
    expect(term(page, role)).to_have_class(re.compile(r"\blit\b"))


def test_hovering_a_term_lights_its_part(open_at: Any) -> None:
    page = open_at()
    for role in ("W_h", "x", "b", "o"):
        term(page, role).hover()
        expect_lit(page, role)


def test_a_click_holds_the_light_and_another_lets_go(open_at: Any) -> None:
    page = open_at()
    part(page, "b").click()
    part(page, "x").hover()
    expect_lit(page, "b")
    page.get_by_label("bias, entry 1").click()  # what it holds can be reached
    expect_lit(page, "b")
    part(page, "b").click()
    expect_lit(page, None)
    part(page, "b").click()
    page.locator("h1").click()
    expect_lit(page, None)


def test_the_keyboard_alone(open_at: Any) -> None:
    page = open_at()
    seen = []
    page.locator("[data-figure=cell] [tabindex='0']:visible").first.focus()
    for _ in range(24):
        page.keyboard.press("Shift+Tab")
    page.locator("[name=cell]:checked").focus()
    for _ in range(30):
        page.keyboard.press("Tab")
        at = page.evaluate(
            "[document.activeElement.dataset.role, !!document.activeElement.closest('svg.diagram')]"
        )
        if at[0] is None:
            break
        expect_lit(page, at[0])
        seen.append(tuple(at))
    assert {role for role, in_diagram in seen if in_diagram} == set(ROLES)
    assert {role for role, in_diagram in seen if not in_diagram} == set(ROLES) - {"z"}
    page.keyboard.press("Escape")
    expect_lit(page, None)
    part(page, "W_x").focus()
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    expect_lit(page, "W_x")


def test_a_finger(browser: Browser, touched: str) -> None:
    with watched(browser, touched, has_touch=True, viewport={"width": 320, "height": 640}) as page:
        page.goto(f"{touched}/index.html")
        for role in ROLES:
            part(page, role).scroll_into_view_if_needed()
            box = part(page, role).locator(".target").first.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 24, role
            page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            expect_lit(page, role)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 320


def test_parts_have_names_and_say_what_they_do(open_at: Any) -> None:
    page = open_at()
    for role in ROLES.values():
        button = part(page, role.name)
        expect(button).to_have_role("button")
        expect(button).to_have_accessible_name(role.title)
        expect(button).to_have_accessible_description(role.sentence)


def test_steps_by_slider_and_buttons(open_at: Any) -> None:
    page = open_at("?part=h&step=1")
    trace = page.evaluate("window.unrolled.trace()")

    def expect_step(t: int) -> None:
        expect(page.locator("[data-step-name]")).to_have_text(f"{t} of 5: {trace['tokens'][t - 1]}")
        shown = page.locator(".note:visible [data-value='h.t.0']").text_content() or ""
        assert float(shown.replace("−", "-")) == pytest.approx(
            trace["steps"][t - 1]["h"][0], abs=0.006
        )
        expect(page.locator(".tape:visible th.here .word")).to_have_text(trace["tokens"][t - 1])

    expect_step(1)
    page.get_by_label("one step on").click()
    expect_step(2)
    page.locator("#step").focus()
    page.keyboard.press("End")
    expect_step(5)
    page.keyboard.press("ArrowLeft")
    expect_step(4)
    page.get_by_label("one step back").click()
    expect_step(3)
    page.locator(".tape:visible th .word").nth(4).click()
    expect_step(5)
    page.get_by_label("one step on").click()
    expect_step(5)


@pytest.mark.parametrize("notation", NOTATIONS)
def test_notations(open_at: Any, notation: str) -> None:
    page = open_at("?part=W_h")
    page.locator("#notation").select_option(notation)
    for shown in (
        "svg.diagram:visible",
        ".equation:visible",
        ".note:visible [data-notation]:visible",
    ):
        expect(page.locator(shown)).to_have_count(1)
        expect(page.locator(shown)).to_have_attribute(
            "data-notation", re.compile(rf"\b{notation}\b")
        )
    expect_lit(page, "W_h")
    part(page, "x").locator(".target").hover()
    expect(part(page, "x")).to_be_visible()


def test_a_link_restores_what_was_seen(open_at: Any, browser: Browser, touched: str) -> None:
    page = open_at()
    page.locator("#notation").select_option("keras")
    page.locator("#sentence").fill("Maria & Paul work in <Rome>")
    page.locator("#sentence").press("Enter")
    page.locator("#step").focus()
    page.keyboard.press("End")
    page.locator("[value=encoder-decoder][name=architecture]").check()
    page.locator("#roll").fill("2.5")
    part(page, "W_x").click()
    page.get_by_label("input weights, row 1, column 2").fill("2.25")
    page.get_by_label("input weights, row 1, column 2").press("Tab")
    page.wait_for_url(re.compile("edit="))
    page.wait_for_url(re.compile("part=W_x"))
    before = page.evaluate("window.unrolled.trace()")
    with watched(browser, touched) as other:
        other.goto(page.url)
        assert other.evaluate("window.unrolled.trace()") == before
        expect_lit(other, "W_x")
        expect(other.locator("#notation")).to_have_value("keras")
        expect(other.locator("#sentence")).to_have_value("Maria & Paul work in <Rome>")
        expect(other.locator("[data-step-name]")).to_have_text("6 of 6: <Rome>")
        expect(other.locator("#roll")).to_have_value("2.5")
        expect(other.locator("[data-architecture]:visible h3")).to_contain_text("Encoder-decoder")


@pytest.mark.parametrize(
    ("word", "is_read"),
    [
        (small.WORD, True),
        ("e\u0301" * 18 + "#" * 8, True),
        ("x" * 19, False),
        ("#" * 27, False),
        ("€" * 19, False),
    ],
)
def test_a_word_may_be_as_long_as_in_a_clip(open_at: Any, word: str, is_read: bool) -> None:
    page = open_at()
    page.locator("#sentence").fill(f'{word} & "quotes"')
    page.locator("#sentence").press("Enter")
    if is_read:
        expect(page.locator("[data-column]:visible .word").first).to_have_text(word)
        assert page.evaluate("window.unrolled.trace().tokens") == [word, "&", '"quotes"']
    else:
        expect(page.locator("[data-figure=cell] [data-message]")).to_contain_text("is too long")


@pytest.mark.parametrize(
    "query",
    [
        "?step=99&notation=klingon&part=nothing&rolled=x&architecture=no&sentence=&edit=W_x.9.9:1,y:2,W_x",
        "?step=-4&rolled=-1&edit=x.77.1:3,W_x.0:5,__proto__.x:1,b.0:1e999",
        "?sentence=" + "long" * 200,
        "?step=NaN&rolled=Infinity&edit=%00",
        "?edit=" + "b.0:1e308,W_x.0.0:1e308,x.1.0:1e308",
    ],
)
def test_nonsense_in_the_address_is_left_out(open_at: Any, query: str) -> None:
    page = open_at(query)
    assert len(page.evaluate("window.unrolled.trace().steps")) == 5
    expect_lit(page, None)
    expect(page.locator("#notation")).to_have_value("hidden")


def test_the_usual_is_not_in_the_address(open_at: Any) -> None:
    page = open_at("?part=x&step=4")
    page.keyboard.press("Escape")
    page.locator("#step").fill("2")
    page.wait_for_url(re.compile(r"index\.html$"))


@pytest.mark.parametrize(
    ("name", "gone"),
    [
        ("controls", "#step"),
        ("notation", "#notation"),
        ("live", "#sentence"),
        ("quiz", "form.quiz"),
        ("picker", "[name=architecture]"),
        ("cells", "[name=cell]"),
    ],
)
def test_hidden_controls(open_at: Any, name: str, gone: str) -> None:
    page = open_at()
    assert page.locator(gone).count() > 0
    page = open_at(f"?hide={name}&part=W_x&step=3")
    expect(page.locator(gone)).to_have_count(0)
    expect_lit(page, "W_x")
    inputs = page.locator(".note input")
    assert (inputs.count() == 0) == (name == "live")


def test_all_controls_hidden_and_it_still_lights(open_at: Any) -> None:
    page = open_at("?hide=controls,notation,live,cells,picker,quiz")
    expect(page.locator("input:visible, select:visible")).to_have_count(0)
    part(page, "tanh").click()
    expect_lit(page, "tanh")


def test_embedded_alone(open_at: Any) -> None:
    page = open_at("?part=b", "embed/cell.html")
    expect_lit(page, "b")
    expect(page.locator("[data-figure=rolling]")).to_have_count(0)


def test_without_a_script_every_part_is_explained(browser: Browser, touched: str) -> None:
    with watched(browser, touched, java_script_enabled=False) as page:
        page.goto(f"{touched}/index.html")
        for role in ROLES.values():
            note = page.locator(f"[data-cell=tanh] [data-note={role.name}]")
            expect(note).to_be_visible()
            expect(note).to_contain_text(role.sentence)
        expect(page.locator("svg.diagram:visible")).to_have_count(3)
        expect(page.locator(".cell .control:visible")).to_have_count(0)
        expect(page.locator("svg.rolled")).to_be_visible()
        expect(page.locator("svg.unrolled")).to_be_visible()
        expect(page.locator("[data-architecture]:has(h3):visible")).to_have_count(4)
