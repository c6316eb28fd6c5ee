"""A clip that speaks plays with its sound in the page, and the transcript follows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from lecture.config.model import load_config
from lecture.config.source import parse_override
from lecture.page.site import write_site
from lecture.publishing.clip import render
from tests.lecture.page import small
from tests.lecture.page.browsing import served, watched

pytestmark = pytest.mark.slow

SETTINGS = ("lecture.clips=['rolling']", "video.quality=320x180@5", "voice.engine=builtin")

PLAYED = """async () => {
    const video = document.querySelector('#clip-rolling video');
    video.muted = true;  // which is played without a click
    await video.play();
    await new Promise((done) => setTimeout(done, 1500));
    video.pause();
    return video.webkitAudioDecodedByteCount;
}"""
NOW = "() => [...document.querySelectorAll('.said[aria-current]')].map((said) => said.textContent)"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Page]:
    out: Path = tmp_path_factory.mktemp("spoken")
    config = load_config(None, [parse_override(setting) for setting in SETTINGS])
    for job in config.jobs():
        render(job, out)
    write_site(config, small.stand_in(), out, {})
    with served(out) as address, watched(browser, address) as page:
        page.goto(f"{address}site/index.html")
        page.locator("#clip-rolling summary").first.click()
        yield page


def test_sound_is_decoded_and_captions_are_there(page: Page) -> None:
    assert "mp4a.40.2" in (page.locator("#clip-rolling source").get_attribute("type") or "")
    assert page.evaluate(PLAYED) > 0
    cues = "() => document.querySelector('#clip-rolling video').textTracks[0].cues.length"
    assert page.evaluate(cues) > 5


def test_a_sentence_leads_to_where_it_is_spoken_and_is_marked(page: Page) -> None:
    for number in (3, 1):
        sentence = page.locator("#clip-rolling a.said").nth(number)
        seconds = float((sentence.get_attribute("href") or "").partition("#t=")[2])
        sentence.click()
        page.wait_for_function(
            "(s) => Math.abs(document.querySelector('#clip-rolling video').currentTime - s) < .1",
            arg=seconds,
        )
        # The mark follows once the picture is there, a moment after its time was set.
        page.wait_for_function(
            f"(text) => {{ const now = ({NOW})(); return now.length === 1 && now[0] === text; }}",
            arg=sentence.text_content(),
        )
