"""The page as readers get it: over a server or from a file, with and without scripts."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from lecture import show
from lecture.page.embed import found, snippet
from tests.lecture.page import small
from tests.lecture.page.browsing import served, watched

PAGES = ("index.html", *(f"embed/{n}.html" for n in ("rolling", "cell", "architectures", "quiz")))

LOADED = "() => { const v = document.querySelector('video'); return v.readyState >= 1; }"
SEEKED = """([seconds]) => new Promise((done, fail) => {
  const video = document.querySelector('video');
  video.addEventListener('seeked', () => done(video.currentTime), { once: true });
  video.addEventListener('error', () => fail(video.error.message), { once: true });
  video.currentTime = seconds;
})"""
CAPTION = """([seconds]) => new Promise((done) => {
  const track = document.querySelector('video').textTracks[0];
  const look = () => {
    const cues = track.activeCues;
    if (cues && cues.length) done([track.mode, cues[0].startTime, cues[0].endTime, cues[0].text]);
    else requestAnimationFrame(look);
  };
  look();
})"""

Open = Callable[..., AbstractContextManager[Page]]


@pytest.fixture(params=["server", "file"])
def address(request: pytest.FixtureRequest, site: Path, home: str) -> str:
    """The folder of the site, on a server and as a file."""
    return home if request.param == "server" else f"{site.as_uri()}/"


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_loaded_from_elsewhere(browser: Browser, address: str, name: str) -> None:
    with watched(browser, address) as page:
        page.goto(address + name)
        page.wait_for_function(LOADED) if page.locator("video").count() else None
        page.wait_for_load_state("networkidle")


def test_a_request_to_elsewhere_is_found(browser: Browser, tmp_path: Path) -> None:
    html = '<title>x</title><img src="https://example.org/spy.png" alt="">'
    (tmp_path / "index.html").write_text(html, encoding="utf-8")

    def look() -> None:
        with served(tmp_path) as address, watched(browser, address) as page:
            page.goto(address)
            page.wait_for_load_state("networkidle")

    with pytest.raises(AssertionError, match=r"spy\.png"):
        look()


@pytest.mark.parametrize("clip", ["feedback", "rolling"])
def test_a_clip_plays_and_jumps_with_captions(browser: Browser, address: str, clip: str) -> None:
    with watched(browser, address) as page:
        page.goto(f"{address}embed/{clip}.html")
        page.wait_for_function(LOADED)
        video = page.locator("video")
        assert video.evaluate("v => v.currentSrc").endswith(f"media/{clip}.webm")
        assert page.evaluate(SEEKED, [20.0]) == pytest.approx(20.0, abs=0.3)
        mode, start, end, text = page.evaluate(CAPTION, [20.0])
        assert mode == "showing"
        assert start <= 20.2
        assert end >= 19.8
        assert len(text) > 10
        video.evaluate("v => v.play()")
        page.wait_for_function("() => document.querySelector('video').currentTime > 20.5")


def test_the_other_video_plays_where_the_smaller_cannot(browser: Browser, address: str) -> None:
    with watched(browser, address) as page:
        page.goto(f"{address}embed/rolling.html")
        if (
            page.evaluate("""document.createElement('video').canPlayType(
            'video/mp4; codecs="avc1.640028"')""")
            == ""
        ):
            pytest.skip("this browser has no H.264")
        page.evaluate("""() => {
          document.querySelector('source[src$=webm]').remove();
          document.querySelector('video').load();
        }""")
        page.wait_for_function(LOADED)
        assert page.locator("video").evaluate("v => v.currentSrc").endswith(".mp4")
        assert page.evaluate(SEEKED, [10.0]) == pytest.approx(10.0, abs=0.3)


def test_captions_show_markup_as_text(browser: Browser, address: str) -> None:
    with watched(browser, address) as page:
        page.goto(f"{address}embed/feedback.html")
        page.wait_for_function(LOADED)
        page.evaluate(SEEKED, [12.0])
        page.evaluate(CAPTION, [12.0])
        texts = page.evaluate("""() => Array.from(
            document.querySelector('video').textTracks[0].cues,
            (cue) => cue.getCueAsHTML().textContent)""")
        assert any(f"“{small.WORD}”" in text for text in texts)


def test_a_time_in_the_transcript_leads_there(browser: Browser, home: str) -> None:
    with watched(browser, home) as page:
        page.goto(f"{home}index.html")
        clip = page.locator("#clip-rolling")
        clip.locator("summary").first.click()
        time = clip.locator("a.when").nth(2)
        seconds = float((time.get_attribute("href") or "").partition("#t=")[2])
        time.click()
        page.wait_for_function(
            "(s) => Math.abs(document.querySelector('#clip-rolling video').currentTime - s) < .1",
            arg=seconds,
        )
        assert page.url == f"{home}index.html"


def test_an_address_leads_to_a_time(browser: Browser, home: str) -> None:
    with watched(browser, home) as page:
        page.goto(f"{home}embed/rolling.html#t=9.4")
        page.wait_for_function(LOADED)
        assert page.locator("video").evaluate("v => v.currentTime") == pytest.approx(9.4)


def test_words_of_strangers_stay_words(browser: Browser, home: str) -> None:
    with watched(browser, home) as page:
        page.goto(f"{home}index.html")
        assert page.locator("h1").inner_text() == f"Small & {small.SCRIPT}"
        assert page.title() == f"Small & {small.SCRIPT}"
        assert f"What is {small.SCRIPT}?" in page.locator("legend").all_inner_texts()
        assert "bold" not in page.locator("main b").all_inner_texts()
        described = page.evaluate("""() => Array.from(
            document.querySelectorAll('script[type="application/ld+json"]'),
            (script) => JSON.parse(script.textContent).itemListElement.map((item) => item.url))""")
        assert described == [["embed/feedback.html", "embed/rolling.html"]]


@pytest.mark.parametrize("name", PAGES)
def test_reading_and_watching_need_no_script(browser: Browser, home: str, name: str) -> None:
    with watched(browser, home, java_script_enabled=False) as page:
        page.goto(home + name)
        assert page.locator("h1").first.is_visible()
        for video in page.locator("video").all():
            assert video.is_visible()
        if page.locator(".transcript").count():
            page.locator(".transcript > summary").first.click()
            assert page.locator(".transcript li").first.is_visible()
        if page.locator(".quiz").count():
            assert not page.locator(".quiz button").first.is_visible()
            page.locator(".reasons > summary").first.click()
            assert page.locator(".reason .why").first.is_visible()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [320, 768, 1440])
def test_nothing_scrolls_sideways(browser: Browser, home: str, name: str, width: int) -> None:
    with watched(browser, home, viewport={"width": width, "height": 700}) as page:
        page.goto(home + name)
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        outside = page.evaluate(
            """(width) => {
              const scrolls = (e) =>
                e && (getComputedStyle(e).overflowX === 'auto' || scrolls(e.parentElement));
              return Array.from(document.querySelectorAll('main *'))
              .filter((e) => e.checkVisibility() && !e.closest('svg, math, video'))
              .filter((e) => !scrolls(e.parentElement))
              .filter((e) => e.getBoundingClientRect().right > width + 1)
              .map((e) => e.outerHTML.slice(0, 80)); }""",
            width,
        )
        assert outside == []


def test_targets_are_large_enough_to_hit(browser: Browser, home: str) -> None:
    with watched(browser, home, viewport={"width": 320, "height": 700}) as page:
        page.goto(f"{home}index.html")
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        small_ones = page.evaluate("""() => Array.from(
            document.querySelectorAll('nav a, button, summary, .choice, .when, .downloads a'))
          .filter((e) => e.checkVisibility())
          .filter((e) => {
            const box = e.getBoundingClientRect();
            return Math.min(box.height, box.width) < 24;
          })
          .map((e) => e.outerHTML.slice(0, 80))""")
        assert small_ones == []


def test_focus_is_seen(browser: Browser, home: str) -> None:
    with watched(browser, home) as page:
        page.goto(f"{home}embed/rolling.html")
        seen: list[str] = []
        for _ in range(12):
            page.keyboard.press("Tab")
            # A video's own buttons show focus themselves.
            seen += page.evaluate("""Array.of(document.activeElement)
              .filter((e) => e.tagName !== "VIDEO" && e !== document.body)
              .map((e) => getComputedStyle(e).outlineStyle)""")
        assert set(seen) == {"solid"}


def test_the_first_key_leads_past_the_contents(browser: Browser, home: str) -> None:
    with watched(browser, home) as page:
        page.goto(f"{home}index.html")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("location.hash") == "#content"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize(("width", "height"), [(640, 400), (320, 200), (1200, 400)])
def test_a_clip_fits_into_its_frame(browser: Browser, home: str, width: int, height: int) -> None:
    with watched(browser, home, viewport={"width": width, "height": height}) as page:
        page.goto(f"{home}embed/rolling.html")
        for opened in (False, True):
            if opened:
                page.locator("summary").first.click()
                assert page.locator(".transcript li").first.is_visible()
            box: dict[str, Any] | None = page.locator("video").bounding_box()
            assert box is not None
            assert box["y"] >= 0
            assert box["y"] + box["height"] <= height
            sizes = page.evaluate("""() => [
              document.documentElement.scrollWidth, document.documentElement.scrollHeight]""")
            assert sizes == [width, height]


def test_it_works_inside_another_page(browser: Browser, renders: Path, tmp_path: Path) -> None:
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / "rnn").symlink_to(renders / "site")
    names = ("rolling", "cell", "quiz")
    frames = "".join(snippet(found(n, renders, "rnn/"), "iframe").text for n in names)
    html = f"<!doctype html><title>Course</title><h1>Week 7</h1>{frames}"
    (tmp_path / "course" / "week.html").write_text(html, encoding="utf-8")
    with served(tmp_path) as address, watched(browser, address) as page:
        page.goto(f"{address}course/week.html")
        assert page.locator("iframe").count() == 3
        frame = page.frame_locator("iframe").nth(0)
        video = frame.locator("video")
        video.evaluate("v => v.play()")
        video.evaluate("""(v) => new Promise((done) =>
            v.addEventListener('timeupdate', () => v.currentTime > .3 && done()))""")
        assert video.evaluate("v => v.textTracks[0].mode") == "showing"
        quiz = page.frame_locator("iframe").nth(2)
        quiz.locator("input[type=radio]").first.check()
        assert quiz.locator("input[type=radio]").first.is_checked()


def test_a_notebook_shows_a_clip_with_captions(browser: Browser, renders: Path) -> None:
    with watched(browser, "nothing") as page:
        page.set_content(f"<title>notebook</title>{show('feedback', renders)._repr_html_()}")
        page.wait_for_function(LOADED)
        assert page.evaluate(SEEKED, [20.0]) == pytest.approx(20.0, abs=0.3)
        mode, *_, text = page.evaluate(CAPTION, [20.0])
        assert mode == "showing"
        assert len(text) > 10
