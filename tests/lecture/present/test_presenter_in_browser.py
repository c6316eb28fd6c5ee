"""The presenter as a lecturer has it: by keyboard, from a file, both windows."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from lecture.page.transcript import title_of
from lecture.pieces.published import Published
from tests.lecture.page import small
from tests.lecture.page.browsing import Watch, watched
from tests.lecture.page.test_axe import violations

FRONT = "document.querySelector('.film.front')"
FINISHED = f"() => {FRONT} && {FRONT}.ended"
COUNT = "() => document.querySelector('#count').textContent"


@pytest.fixture(params=["beside", "one file"])
def address(request: pytest.FixtureRequest, presenter: Path, one_file: Path) -> str:
    return (presenter if request.param == "beside" else one_file).as_uri()


@contextmanager
def stage(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """The presenter, from a file and without a network, faster than a lecturer speaks."""
    options = {"viewport": {"width": 640, "height": 360}, "offline": True, **options}
    with watched(browser, address.rpartition("/")[0], **options) as page:
        page.goto(address)
        yield page


def hurry(page: Page) -> None:
    for _ in range(7):
        page.keyboard.press("+")


def at(page: Page, number: int) -> None:
    page.wait_for_function(
        "(n) => document.querySelector('#count').textContent.startsWith(`${n} /`)", arg=number
    )


def beat_ends(page: Page) -> None:
    page.wait_for_function(FINISHED)


def picture(page: Page) -> np.ndarray:
    shot = page.screenshot(
        animations="disabled", clip={"x": 0, "y": 0, "width": 640, "height": 250}
    )
    with Image.open(BytesIO(shot)) as image:
        return np.asarray(image.convert("RGB"), dtype=float)


def expected(published: tuple[Published, ...], number: int) -> np.ndarray:
    """The last picture of beat ``number``, from 1, as large as on the stage."""
    pictures = [picture for each in published for picture in each.last_pictures()]
    shown = pictures[number - 1].resize((640, 360), Image.Resampling.BILINEAR)
    return np.asarray(shown, dtype=float)[:250]


def alike(one: np.ndarray, other: np.ndarray) -> float:
    """Mean difference of two pictures, in levels of 0 to 255."""
    return float(np.abs(one - other).mean())


def asleep(page: Page) -> None:
    page.evaluate("document.body.classList.remove('awake')")
    page.evaluate("document.querySelector('#told').textContent = ''")


def test_a_beat_stops_on_its_last_picture_and_waits(
    browser: Browser, address: str, published: tuple[Published, ...]
) -> None:
    with stage(browser, address) as page:
        assert page.locator("#opening .title").inner_text() == f"Small & {small.SCRIPT}"
        hurry(page)
        page.keyboard.press("ArrowRight")
        beat_ends(page)
        at(page, 1)
        beat = published[0].clip.timeline.beats[0]
        length = page.evaluate(f"{FRONT}.currentTime")
        assert length == pytest.approx(beat.frames / published[0].clip.timeline.fps, abs=0.02)
        asleep(page)
        seen = picture(page)
        assert alike(seen, expected(published, 1)) < 4
        others = [alike(seen, expected(published, number)) for number in range(1, 12)]
        assert min(others) == others[0], others
        page.keyboard.press("PageDown")
        beat_ends(page)
        at(page, 2)
        assert alike(picture(page), expected(published, 2)) < 4


def test_back_shows_the_beats_own_picture_at_once(
    browser: Browser, address: str, published: tuple[Published, ...]
) -> None:
    with stage(browser, address) as page:
        page.keyboard.type("4")
        assert page.locator("#typed").inner_text() == "4"
        page.keyboard.press("Enter")
        at(page, 4)
        page.keyboard.press("ArrowLeft")
        at(page, 3)
        page.wait_for_selector("#still:not([hidden])")
        asleep(page)
        assert alike(picture(page), expected(published, 3)) < 4
        page.keyboard.press("Shift+ArrowLeft")
        page.wait_for_function(f"() => {FRONT} && {FRONT}.dataset.holds === '2'")
        page.wait_for_selector("#still", state="hidden")
        at(page, 3)
        assert page.evaluate(f"[{FRONT}.currentTime, {FRONT}.paused]") == [0, True]
        page.keyboard.press("Shift+ArrowLeft")
        at(page, 2)


def test_every_beat_comes_in_its_order_by_keyboard(
    browser: Browser, presenter: Path, published: tuple[Published, ...]
) -> None:
    beats = [beat for each in published for beat in each.clip.timeline.beats]
    with stage(browser, presenter.as_uri()) as page:
        for number, beat in enumerate(beats, start=1):
            page.keyboard.press(["ArrowRight", " ", "PageDown", "Enter"][number % 4])
            at(page, number)
            said = page.locator("#place").text_content() or ""
            assert title_of(beat) in said
            assert beat.narration in said
        page.keyboard.press("End")
        page.keyboard.press("ArrowRight")
        page.wait_for_function("() => document.querySelector('#told').textContent.includes('last')")
        page.keyboard.press("Home")
        at(page, 1)
        assert page.url.endswith("#1")


def test_an_address_with_a_number_opens_there(browser: Browser, address: str) -> None:
    with stage(browser, f"{address}#3") as page:
        at(page, 3)
        page.wait_for_function(f"() => {FRONT} && {FRONT}.currentTime === 0")


def test_the_overview_is_used_by_keyboard(browser: Browser, address: str) -> None:
    with stage(browser, address) as page:
        page.keyboard.press("o")
        assert page.locator("#overview").is_visible()
        page.wait_for_function("() => document.querySelector('#overview img').naturalWidth > 0")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Enter")
        at(page, 2)
        assert not page.locator("#overview").is_visible()
        page.keyboard.press("End")
        page.keyboard.press("O")
        page.wait_for_function("() => document.querySelector('#overview').scrollTop > 0")
        assert page.evaluate("document.activeElement.dataset.beat") == "10"
        page.keyboard.press("Escape")
        assert not page.locator("#overview").is_visible()
        at(page, 11)


def test_a_black_screen_and_what_lifts_it(browser: Browser, presenter: Path) -> None:
    with stage(browser, presenter.as_uri()) as page:
        page.keyboard.press("ArrowRight")
        page.wait_for_function(f"() => {FRONT} && {FRONT}.currentTime > 0")
        for lift in (".", "b", "ArrowRight", "Escape"):
            page.keyboard.press("b")
            asleep(page)
            assert picture(page).max() == 0
            assert page.evaluate(f"{FRONT}.paused")
            page.keyboard.press(lift)
            assert not page.locator("#black").is_visible()
            at(page, 1)


def test_a_beat_repeats_until_one_goes_on(browser: Browser, presenter: Path) -> None:
    with stage(browser, presenter.as_uri()) as page:
        page.keyboard.press("ArrowRight")
        page.wait_for_function(f"() => {FRONT}")
        page.keyboard.press("l")
        page.evaluate(f"() => {{ const v = {FRONT}; v.currentTime = v.duration - .3; }}")
        page.wait_for_function(f"() => {FRONT}.currentTime < 2 && !{FRONT}.paused")
        at(page, 1)
        page.keyboard.press("ArrowRight")
        at(page, 2)


def test_with_the_voice_on_beats_follow_one_another(browser: Browser, presenter: Path) -> None:
    with stage(browser, presenter.as_uri()) as page:
        page.keyboard.press("ArrowRight")
        page.wait_for_function(f"() => {FRONT}")
        page.keyboard.press("m")
        assert "no sound" in page.locator("#told").inner_text()
        page.evaluate(f"() => {{ const v = {FRONT}; v.currentTime = v.duration - .3; }}")
        at(page, 2)


def test_touch_clicks_and_swipes(browser: Browser, presenter: Path) -> None:
    with stage(browser, presenter.as_uri(), has_touch=True) as page:
        page.touchscreen.tap(500, 100)
        at(page, 1)
        page.wait_for_selector("#opening", state="hidden")
        page.touchscreen.tap(500, 100)
        at(page, 2)
        page.touchscreen.tap(50, 100)
        at(page, 1)
        page.mouse.click(500, 100)
        at(page, 2)
        page.mouse.move(400, 100)
        page.mouse.down()
        page.mouse.move(200, 110)
        page.mouse.up()
        at(page, 3)


def test_less_motion_means_stills(
    browser: Browser, presenter: Path, published: tuple[Published, ...]
) -> None:
    with stage(browser, presenter.as_uri(), reduced_motion="reduce") as page:
        assert page.locator("#opening .reduced").is_visible()
        for number in (1, 2, 3):
            page.keyboard.press("ArrowRight")
            at(page, number)
            page.wait_for_selector("#still:not([hidden])")
            asleep(page)
            page.wait_for_function("() => document.querySelector('#still').complete")
            assert alike(picture(page), expected(published, number)) < 4
        assert page.evaluate("[...document.querySelectorAll('.film')].every((v) => v.paused)")


def test_letters_can_be_turned_off(browser: Browser, presenter: Path) -> None:
    with stage(browser, presenter.as_uri()) as page:
        page.keyboard.press("?")
        page.locator("#letters").uncheck()
        page.keyboard.press("Escape")
        page.keyboard.press("b")
        assert not page.locator("#black").is_visible()
        page.keyboard.press(".")
        assert page.locator("#black").is_visible()


def test_captions_are_those_of_the_beat(browser: Browser, presenter: Path) -> None:
    with stage(browser, presenter.as_uri()) as page:
        page.keyboard.press("c")
        page.keyboard.press("ArrowRight")
        page.wait_for_selector("#captions:not([hidden])")
        assert len(page.locator("#captions").inner_text()) > 10


def test_both_windows_are_in_step(
    browser: Browser, address: str, published: tuple[Published, ...]
) -> None:
    beats = [beat for each in published for beat in each.clip.timeline.beats]
    with stage(browser, address) as page:
        with page.expect_popup() as opened:
            page.keyboard.press("s")
        speaker = opened.value
        strayed = Watch(address.rpartition("/")[0])
        strayed.on(speaker)
        assert "1 of" in speaker.locator(".place").inner_text()
        speaker.keyboard.press("ArrowRight")
        at(page, 1)
        page.keyboard.press("ArrowRight")
        at(page, 2)
        speaker.wait_for_function(
            "(t) => document.querySelector('#headline').textContent === t", arg=title_of(beats[1])
        )
        assert beats[1].narration in speaker.locator(".said").inner_text()
        assert title_of(beats[2]) in speaker.locator(".next").inner_text()
        speaker.wait_for_function(
            "() => document.querySelector('[data-next]').dataset.still.startsWith('003')"
        )
        speaker.keyboard.type("4")
        speaker.keyboard.press("Enter")
        at(page, 4)
        speaker.keyboard.press("b")
        assert page.locator("#black").is_visible()
        speaker.wait_for_function(
            "() => document.querySelector('[data-show=black]').textContent.includes('black')"
        )
        speaker.keyboard.press("b")
        assert not strayed.complaints, strayed.complaints
        assert not strayed.strayed, strayed.strayed


def test_the_speaker_sees_numbers_times_and_the_picture(
    browser: Browser, presenter: Path, published: tuple[Published, ...]
) -> None:
    first = published[0].clip.passages
    number = next(n for n, passage in enumerate(first, start=1) if n > 1 and passage.values)
    with stage(browser, presenter.as_uri()) as page:
        with page.expect_popup() as opened:
            page.keyboard.press("s")
        speaker = opened.value
        page.keyboard.type(str(number))
        page.keyboard.press("Enter")
        at(page, number)
        what = first[number - 1].values[0]
        speaker.wait_for_function(
            "(t) => document.querySelector('[data-numbers]').textContent.includes(t)",
            arg=what.what,
        )
        assert speaker.locator("[data-show=all]").inner_text() == "30:00"
        page.keyboard.press("ArrowLeft")
        page.wait_for_selector("#still:not([hidden])")
        shot = speaker.locator("[data-now]").screenshot()
        with Image.open(BytesIO(shot)) as image:
            seen = np.asarray(image.convert("RGB").resize((640, 360)), dtype=float)[20:250, 20:620]
        assert alike(seen, expected(published, number - 1)[20:250, 20:620]) < 4


def test_what_a_browser_refuses_is_told_with_a_remedy(browser: Browser, presenter: Path) -> None:
    with stage(browser, presenter.as_uri()) as page:
        page.evaluate("() => { window.open = () => null; }")
        page.keyboard.press("s")
        assert "Allow pop-ups" in page.locator("#told").inner_text()
        page.evaluate(
            "() => { document.documentElement.requestFullscreen = () => Promise.reject(); }"
        )
        page.keyboard.press("f")
        page.wait_for_function("() => document.querySelector('#told').textContent.includes('F11')")
        page.keyboard.type("99")
        page.keyboard.press("Enter")
        assert "There is no beat 99" in page.locator("#told").inner_text()


def test_a_video_that_does_not_play_leaves_its_picture(
    browser: Browser, one_file: Path, tmp_path: Path
) -> None:
    text = one_file.read_text(encoding="utf-8")
    start = text.index('.mp4">') + len('.mp4">')
    broken = tmp_path / "index.html"
    broken.write_text(
        f"{text[:start]}AAAA{text[text.index('</script>', start) :]}", encoding="utf-8"
    )
    with stage(browser, broken.as_uri()) as page:
        page.keyboard.press("ArrowRight")
        page.wait_for_selector("#still:not([hidden])")
        assert "its picture is shown" in page.locator("#told").inner_text()


@pytest.mark.parametrize("reduced", ["reduce", "no-preference"])
def test_axe_finds_nothing(browser: Browser, presenter: Path, reduced: str) -> None:
    with stage(
        browser, presenter.as_uri(), reduced_motion=reduced, viewport={"width": 1024, "height": 640}
    ) as page:
        assert violations(page) == []
        for key in ("ArrowRight", "o", "?"):
            page.keyboard.press(key)
            assert violations(page) == [], key
        page.keyboard.press("Escape")
        with page.expect_popup() as opened:
            page.keyboard.press("s")
        assert violations(opened.value) == []


def test_one_file_needs_no_other(one_file: Path) -> None:
    assert [path.name for path in one_file.parent.iterdir()] == ["index.html"]
