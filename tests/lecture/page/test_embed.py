import json
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from lecture.page import embed
from lecture.page.embed import TARGETS, Embedded, found, snippet
from rnn_math.errors import InputError
from scenes.languages import words_of
from tests.lecture.page import small
from tests.lecture.page.reading import parsed

URL = "https://example.org/rnn/"


def titled(renders: Path, out: Path, title: str) -> Path:
    """The small lecture with another title for one of its clips."""
    shutil.copytree(renders, out)
    file = out / "clips" / "rolling.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(document | {"title": title}), encoding="utf-8")
    return out


@pytest.mark.parametrize("target", TARGETS)
def test_titles_stay_texts(renders: Path, tmp_path: Path, target: str) -> None:
    out = titled(renders, tmp_path / "renders", small.SCRIPT)
    text = snippet(found("rolling", out, URL), target).text
    assert "<script" not in text.replace("\\<", "").replace(f":title: {small.SCRIPT}", "")
    if text.lstrip().startswith("<"):
        page = parsed(text)
        labels = [e.attributes.get("aria-label") or e.attributes.get("title", "")
                  for kind in ("video", "iframe") for e in page.all(kind)]  # fmt: skip
        assert labels == [small.SCRIPT]
    else:
        assert "alert(1)" in unescape(text).replace("\\", "")


@pytest.mark.parametrize("target", ["html", "sphinx", "mkdocs", "moodle", "quarto", "jupyter-book"])
def test_players_have_both_videos_and_captions(renders: Path, site: Path, target: str) -> None:
    text = snippet(found("rolling", renders, URL), target).text
    page = parsed(text.replace(".. raw:: html", ""))
    (video,) = page.all("video")
    addresses = [e.attributes["src"] for kind in ("source", "track") for e in page.all(kind)]
    names = ["rolling.webm", "rolling.mp4", "rolling.vtt", "rolling.chapters.vtt"]
    assert addresses == [f"{URL}media/{name}" for name in names]
    for name in (*names, video.attributes["poster"].rpartition("/")[2]):
        assert (site / "media" / name).is_file()


@pytest.mark.parametrize("target", ["iframe", "canvas"])
@pytest.mark.parametrize("name", ["rolling", "cell", "architectures", "quiz"])
def test_frames_have_a_title_and_lead_to_a_page(
    renders: Path, site: Path, name: str, target: str
) -> None:
    (frame,) = parsed(snippet(found(name, renders, URL), target).text).all("iframe")
    assert frame.attributes["title"]
    assert frame.attributes["loading"] == "lazy"
    assert "allowfullscreen" in frame.attributes
    assert (site / frame.attributes["src"].removeprefix(URL)).is_file()


@pytest.mark.parametrize("target", TARGETS)
def test_figures_have_a_snippet_for_every_target(renders: Path, target: str) -> None:
    text = snippet(found("cell", renders, "site"), target).text
    assert "site/embed/cell.html" in text
    assert text.endswith("\n")


def test_markdown_reads_no_markup_in_a_title() -> None:
    thing = Embedded("cell", 'a "b" *c* [d](e) `f` {g} $h$\n:::', URL, None)
    text = snippet(thing, "myst").text
    assert text.count("\n") == 5
    assert r"\*c\* \[d\](e) \`f\` \{g\} \$h\$" in text


def test_sphinx_gets_its_html_indented(renders: Path) -> None:
    lines = snippet(found("rolling", renders, URL), "sphinx").text.splitlines()
    assert lines[:2] == [".. raw:: html", ""]
    assert all(line.startswith("   ") for line in lines[2:])


@pytest.mark.parametrize(
    ("name", "says"),
    [("roling", "did you mean rolling?"), ("equation", "unrolled page"), ("../x", "no clip")],
)
def test_what_is_not_there(renders: Path, name: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        found(name, renders, URL)


def test_the_title_of_a_figure_is_that_of_its_section(renders: Path) -> None:
    assert found("cell", renders, URL).title == words_of("en", "page")["sections"]["cell"]["title"]


def test_the_command_prints_the_lines_alone(renders: Path) -> None:
    code = "from lecture.cli import main; main()"
    arguments = ["embed", "rolling", "--for", "iframe", "--out", str(renders)]
    answer = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    assert answer.stdout == snippet(found("rolling", renders, "site/"), "iframe").text
    assert answer.stderr.strip()


def test_the_documentation_knows_every_target() -> None:
    text = (Path(embed.__file__).parent / "EMBEDDING.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([a-z][a-z-]+)` ", text, re.MULTILINE)) == set(TARGETS)


def test_a_publisher_that_drops_folders_is_told_not_to(site: Path) -> None:
    assert (site / ".nojekyll").read_bytes() == b""
    assert not list(site.rglob("_*"))


@pytest.mark.parametrize("name", ["rolling", "cell"])
def test_canvas_leaves_of_its_frame_what_it_needs(renders: Path, name: str) -> None:
    """By the lists of its filter, canvas_sanitize: what is not on them is dropped."""
    attributes = {"src", "width", "height", "name", "allowfullscreen", "title", "style"}
    properties = {"display", "width", "height", "border", "margin"}
    (frame,) = parsed(snippet(found(name, renders, URL), "canvas").text).all("iframe")
    assert set(frame.attributes) - attributes == {"loading"}  # which it can do without
    style = dict(each.split(":") for each in frame.attributes["style"].split(";"))
    assert set(style) <= properties
    assert style["height"].endswith("rem")
    assert frame.attributes["src"].startswith("https://")
