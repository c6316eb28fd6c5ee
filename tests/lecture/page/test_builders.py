"""Snippets in the sites that teachers build: they work there, in a browser."""

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from lecture.page.embed import found, snippet
from tests.lecture.page.browsing import served, watched

LOADED = "() => document.querySelector('video').readyState >= 1"


def run(*arguments: str, cwd: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.fixture(scope="module")
def sphinx(renders: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course made with Sphinx: the site is copied by html_extra_path."""
    folder = tmp_path_factory.mktemp("sphinx")
    (folder / "extra").mkdir()
    (folder / "extra" / "rnn").symlink_to(renders / "site")
    (folder / "conf.py").write_text(
        'project = "Course"\nhtml_theme = "basic"\nhtml_extra_path = ["extra"]\n', encoding="utf-8"
    )
    clip = snippet(found("rolling", renders, "rnn/"), "sphinx").text
    frame = snippet(found("cell", renders, "rnn/"), "sphinx").text
    text = f"Week 7\n======\n\n{clip}\nThe cell:\n\n{frame}"
    (folder / "index.rst").write_text(text, encoding="utf-8")
    run("sphinx", "-W", "-q", "-b", "html", ".", "built", cwd=folder)
    return folder / "built"


@pytest.fixture(scope="module")
def mkdocs(renders: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course made with MkDocs: the site lies in its docs, a page deeper than the course."""
    folder = tmp_path_factory.mktemp("mkdocs")
    (folder / "docs").mkdir()
    (folder / "docs" / "rnn").symlink_to(renders / "site")
    (folder / "mkdocs.yml").write_text(
        "site_name: Course\ntheme: {name: null, custom_dir: theme}\nplugins: []\n", encoding="utf-8"
    )
    (folder / "theme").mkdir()
    (folder / "theme" / "main.html").write_text(
        "<!doctype html><html lang=en><title>Course</title>{{ page.content }}", encoding="utf-8"
    )
    clip = snippet(found("rolling", renders, "../rnn/"), "mkdocs").text
    frame = snippet(found("cell", renders, "../rnn/"), "mkdocs").text
    (folder / "docs" / "week.md").write_text(f"# Week 7\n\n{clip}\n\n{frame}", encoding="utf-8")
    (folder / "docs" / "index.md").write_text("# Course\n", encoding="utf-8")
    run("mkdocs", "build", "-q", "--strict", "-d", "built", cwd=folder)
    return folder / "built"


@pytest.mark.parametrize(("builder", "name"), [("sphinx", "index.html"), ("mkdocs", "week/")])
def test_the_embed_works(
    browser: Browser, request: pytest.FixtureRequest, builder: str, name: str
) -> None:
    built: Path = request.getfixturevalue(builder)
    with served(built) as address, watched(browser, address) as page:
        page.goto(address + name)
        page.wait_for_function(LOADED)
        video = page.locator("video")
        assert video.evaluate("v => v.currentSrc").endswith("rnn/media/rolling.webm")
        video.evaluate("v => { v.currentTime = 12; }")
        page.wait_for_function("""() => {
          const cues = document.querySelector('video').textTracks[0].activeCues;
          return cues && cues.length && cues[0].text.length > 10;
        }""")
        box = video.bounding_box()
        assert box is not None
        assert box["width"] / box["height"] == pytest.approx(16 / 9, rel=0.02)
        cell = page.frame_locator("iframe")
        expect(cell.locator("#cell h2")).to_be_visible()
        expect(cell.locator("#cell svg.diagram").first).to_be_visible()
