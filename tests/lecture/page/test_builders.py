"""Snippets in the sites that teachers build: they work there, in a browser."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypandoc
import pytest
from playwright.sync_api import Browser, expect

from lecture.page.embed import found, snippet
from tests.lecture.page.browsing import served, watched

CAPTIONED = """() => {
    const cues = document.querySelector('video').textTracks[0].activeCues;
    return cues && cues.length && cues[0].text.length > 10;
}"""
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


@pytest.fixture(scope="module")
def book(renders: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course in Markdown for Sphinx, as Jupyter Book 1 makes it."""
    folder = tmp_path_factory.mktemp("book")
    (folder / "extra").mkdir()
    (folder / "extra" / "rnn").symlink_to(renders / "site")
    (folder / "conf.py").write_text(
        'project = "Course"\nhtml_theme = "basic"\nhtml_extra_path = ["extra"]\n'
        'extensions = ["myst_parser"]\n',
        encoding="utf-8",
    )
    clip = snippet(found("rolling", renders, "rnn/"), "jupyter-book").text
    frame = snippet(found("cell", renders, "rnn/"), "jupyter-book").text
    (folder / "index.md").write_text(f"# Week 7\n\n{clip}\n{frame}", encoding="utf-8")
    run("sphinx", "-W", "-q", "-b", "html", ".", "built", cwd=folder)
    return folder / "built"


@pytest.mark.parametrize(
    ("builder", "name"), [("sphinx", "index.html"), ("mkdocs", "week/"), ("book", "index.html")]
)
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
        page.wait_for_function(CAPTIONED)
        box = video.bounding_box()
        assert box is not None
        assert box["width"] / box["height"] == pytest.approx(16 / 9, rel=0.02)
        cell = page.frame_locator("iframe")
        expect(cell.locator("#cell h2")).to_be_visible()
        expect(cell.locator("#cell svg.diagram").first).to_be_visible()


def nodes(tree: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield tree
    for child in tree.get("children", []):
        yield from nodes(child)


def test_myst_keeps_frames_as_they_are_and_finds_a_video_beside_the_page(
    renders: Path, tmp_path: Path
) -> None:
    """Up to its theme, which it would load: what a page is made of is there before that."""
    node = shutil.which("node")
    version = subprocess.check_output([node, "-v"], text=True) if node else "v0"
    if int(version.lstrip("v").split(".")[0]) < 20:
        pytest.skip("no Node.js 20 here, which MyST runs in")
    thing = found("rolling", renders, "https://example.org/rnn/")
    made = snippet(thing, "myst")
    figure = made.note.rpartition(": ")[2]
    assert figure == ":::{figure} rolling.mp4"
    (tmp_path / "week").mkdir()
    shutil.copy(renders / "clips" / "rolling.mp4", tmp_path / "week")
    (tmp_path / "myst.yml").write_text(
        "version: 1\nproject: {title: Course}\nsite: {title: Course}\n", encoding="utf-8"
    )
    (tmp_path / "week" / "seven.md").write_text(
        f"# Week 7\n\n{made.text}\n{figure}\n{thing.title}\n:::\n", encoding="utf-8"
    )
    subprocess.run(
        [shutil.which("myst") or Path(sys.executable).with_name("myst"), "build", "--site", "--ci"],
        cwd=tmp_path, capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    built = tmp_path / "_build" / "site"
    (page,) = (built / "content").rglob("*.json")
    tree = json.loads(page.read_text(encoding="utf-8"))["mdast"]
    (frame,) = (node for node in nodes(tree) if node["type"] == "iframe")
    assert (frame["src"], frame["title"], frame["width"]) == (thing.page, thing.title, "100%")
    (video,) = (node for node in nodes(tree) if node["type"] == "image")
    copied = built / "public" / video["url"].lstrip("/")
    assert copied.read_bytes() == (renders / "clips" / "rolling.mp4").read_bytes()


def test_quarto_packs_video_and_captions_into_one_file(
    browser: Browser, renders: Path, tmp_path: Path
) -> None:
    """``embed-resources: true`` is Pandoc's, which leaves frames outside if it is told."""
    course, alone = tmp_path / "course", tmp_path / "alone"
    course.mkdir()
    alone.mkdir()
    (course / "rnn").symlink_to(renders / "site")
    clip = snippet(found("rolling", renders, "rnn/"), "quarto").text
    frame = snippet(found("cell", renders, "https://example.org/rnn/"), "quarto").text
    (course / "week.qmd").write_text(
        f"---\ntitle: Week 7\n---\n\n{clip}\n{frame}", encoding="utf-8"
    )
    subprocess.run(
        [pypandoc.get_pandoc_path(), "-f", "markdown", "-s", "--embed-resources", "week.qmd",
         "-o", alone / "week.html"],
        cwd=course, check=True, timeout=60,
    )  # fmt: skip
    html = (alone / "week.html").read_text(encoding="utf-8")
    assert 'src="https://example.org/rnn/embed/cell.html"' in html
    (alone / "week.html").write_text(html.replace("<iframe", "<template"), encoding="utf-8")
    with watched(browser, alone.as_uri()) as page:
        page.goto(f"{alone.as_uri()}/week.html")
        page.wait_for_function(LOADED)
        video = page.locator("video")
        assert video.evaluate("v => v.currentSrc").startswith("data:video/webm;base64,")
        video.evaluate("v => { v.currentTime = 12; }")
        page.wait_for_function(CAPTIONED)
