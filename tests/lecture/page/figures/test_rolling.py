"""The network under the reader's hand, beside the video's."""

import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect
from svgelements import Path

from lecture.page.figures import Figures
from lecture.page.figures.inks import PAGE
from lecture.page.figures.paths import UNIT
from lecture.page.figures.rolling import GAP
from scenes.binding import Source
from scenes.mobjects.network.network import Network
from scenes.params import CLIPS
from scenes.traces import traces_for
from tests.lecture.page.browsing import watched

STEPS = 5


@pytest.fixture(scope="module")
def network() -> Network:
    trace = traces_for("rolling", CLIPS["rolling"]())["sentence"]
    return Network(Source("sentence", trace), PAGE, "hidden", gap=GAP)


def roll(page: Page, progress: float) -> None:
    page.evaluate("progress => window.unrolled.rolling.show(progress)", progress)


def box_of(page: Page, number: int) -> np.ndarray:
    """Left, top, right, bottom of a thing as it stands, in scene units; y points down."""
    found = page.locator(f"[data-thing='{number}']").evaluate(
        """group => {
            const box = group.getBBox(), matrix = group.transform.baseVal.consolidate()?.matrix;
            const at = (x, y) => matrix ? new DOMPoint(x, y).matrixTransform(matrix) : { x, y };
            const [a, b] = [at(box.x, box.y), at(box.x + box.width, box.y + box.height)];
            return [a.x, a.y, b.x, b.y];
        }"""
    )
    return np.array(found) / UNIT


def box_of_ours(thing: Any) -> np.ndarray:
    points = np.vstack([m.points[:, :2] for m in thing.family_members_with_points()])
    (left, low), (right, high) = points.min(axis=0), points.max(axis=0)
    return np.array([left, -high, right, -low])


@pytest.mark.parametrize("progress", [0.0, 0.4, 1.0, 2.6, 4.8, 5.0])
def test_frames_are_those_of_the_video(open_at: Any, network: Network, progress: float) -> None:
    page = open_at()
    roll(page, progress)
    things = network.all_at(progress).submobjects
    without_text = [*range(15), *range(15, 20)]  # links, wires, blocks, symbols
    for number in without_text:
        ours = box_of_ours(things[number])
        np.testing.assert_allclose(box_of(page, number), ours, atol=0.02, err_msg=str(number))


def test_between_frames_it_moves_on_and_stays_close(open_at: Any, network: Network) -> None:
    page = open_at()
    for progress in (0.1, 1.5, 3.33):  # where no frame is
        roll(page, progress)
        things = network.all_at(progress).submobjects
        for number in range(5, 15):
            ours = box_of_ours(things[number])
            np.testing.assert_allclose(box_of(page, number), ours, atol=0.05, err_msg=str(number))


@pytest.mark.parametrize("opened", [0.82, 0.86, 0.9, 0.94, 0.98])
def test_a_loop_is_pulled_tight_without_a_twist(open_at: Any, opened: float) -> None:
    """Corner by corner: whoever follows it turns to the left all the way, between frames, too."""
    page = open_at()
    for number in range(STEPS - 1):
        roll(page, number + opened)
        way = np.diff(way_of(page, number), axis=0) @ (1, -1j)
        turns = np.angle(way[1:] / way[:-1])
        assert -turns[turns < 0].sum() < 0.5, f"to the right, at {number + opened}"
        assert turns[turns > 0].sum() == pytest.approx(2 * np.pi, abs=1.0)


def way_of(page: Page, number: int) -> np.ndarray:
    """Points along the line of a link as it stands, in scene units; y points down."""
    found = page.locator(f"[data-thing='{number}'] path").first.evaluate(
        """path => {
            const group = path.closest("[data-thing]");
            const matrix = group.transform.baseVal.consolidate()?.matrix ?? new DOMMatrix();
            return Array.from({ length: 200 }, (_, i) => {
                const at = path.getPointAtLength((i / 199) * path.getTotalLength());
                const { x, y } = new DOMPoint(at.x, at.y).matrixTransform(matrix);
                return [x, y];
            });
        }"""
    )
    return np.array(found) / UNIT


def test_an_arrow_is_never_broken(open_at: Any) -> None:
    page = open_at()
    for progress in np.linspace(0, STEPS, 41):
        roll(page, float(progress))
        for data in page.locator("[data-thing] path").evaluate_all(
            "paths => paths.filter(p => p.hasAttribute('d')).map(p => p.getAttribute('d'))"
        ):
            assert "NaN" not in data
            assert len(Path(data)) > 1


def test_slider_button_and_what_they_say(open_at: Any) -> None:
    page = open_at()
    slider, button = page.locator("#roll"), page.locator("[data-roll]")
    expect(slider).to_have_attribute("aria-valuetext", "rolled")
    expect(button).to_have_text("Unroll")
    button.click()
    expect(slider).to_have_value("5", timeout=20_000)
    expect(slider).to_have_attribute("aria-valuetext", "unrolled")
    expect(button).to_have_text("Roll up")
    slider.focus()
    page.keyboard.press("Home")
    expect(button).to_have_text("Unroll")
    page.keyboard.press("PageUp")
    expect(slider).not_to_have_value("0")


def test_words_and_states_come_with_their_copies(open_at: Any, drawn: Figures) -> None:
    page = open_at()
    opacity = "group => +getComputedStyle(group).opacity"
    first_word = page.locator("[data-thing]:has(text:text-is('Apple'))")
    state = page.locator("[data-thing]:has([data-value='h.1.0'])")
    for progress, seen in ((0, 0), (1, 1), (5, 1)):
        roll(page, progress)
        assert first_word.evaluate(opacity) == seen
        assert state.evaluate(opacity) == seen
    number = page.locator("[data-value='h.5.3']").first
    assert re.fullmatch(r"[+−]\d\.\d\d", number.text_content() or "")


def test_one_set_of_weights_lights_in_every_copy(open_at: Any) -> None:
    page = open_at("?rolled=5")
    page.locator(".legend [data-role=W_x]").click()
    expect(page.locator(".network svg .lit[data-role=W_x]")).to_have_count(STEPS)
    expect(page.locator(".network .lit:not([data-role=W_x])")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator(".network .lit")).to_have_count(0)
    page.locator(".network svg [data-role=W_h]").nth(3).hover()
    expect(page.locator(".network svg .lit[data-role=W_h]")).to_have_count(STEPS)


def test_without_motion_it_goes_copy_by_copy(browser: Browser, touched: str) -> None:
    with watched(browser, touched, reduced_motion="reduce") as page:
        page.goto(f"{touched}/index.html")
        slider, button = page.locator("#roll"), page.locator("[data-roll]")
        expect(slider).to_have_attribute("step", "1")
        for progress in range(1, STEPS + 1):
            button.click()
            expect(slider).to_have_value(str(progress))  # at once
        button.click()
        expect(slider).to_have_value(str(STEPS - 1))


def test_data_are_small(drawn: Figures) -> None:
    assert len(str(drawn.data["rolling"])) < 40_000
