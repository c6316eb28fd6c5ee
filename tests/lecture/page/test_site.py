import json
import re
import shutil
from html import unescape
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest

from lecture.config.model import LectureConfig
from lecture.page import site as site_module
from lecture.page.pages import INTERACTIVE, SECTIONS
from lecture.page.site import Site, write_site
from rnn_math.errors import OutputError
from scenes.params import CLIPS
from tests.lecture.page import small
from tests.lecture.page.reading import Element, parsed

CLIP_NAMES = ("feedback", "rolling")


def pages(site: Path) -> dict[str, Element]:
    found = (*site.glob("*.html"), *site.glob("embed/*.html"))
    return {str(p.relative_to(site)): parsed(p.read_text(encoding="utf-8")) for p in found}


@pytest.fixture
def out(renders: Path, tmp_path: Path) -> Path:
    """The small lecture's clips in a folder of this test."""
    shutil.copytree(renders / "clips", tmp_path / "clips")
    return tmp_path


def built(config: LectureConfig, out: Path) -> Site:
    return write_site(config, small.stand_in(), out, {})


def test_every_clip_has_its_place_on_the_page() -> None:
    placed = [clip for before, after in SECTIONS.values() for clip in (*before, *after)]
    assert sorted(placed) == sorted(CLIPS)


def test_the_folder_holds_every_page_and_every_file(site: Path) -> None:
    assert set(pages(site)) == {
        "index.html", *(f"embed/{name}.html" for name in (*CLIP_NAMES, *INTERACTIVE))
    }  # fmt: skip
    for clip in CLIP_NAMES:
        for suffix in ("mp4", "webm", "vtt", "chapters.vtt", "png", "avif"):
            assert (site / "media" / f"{clip}.{suffix}").stat().st_size > 0


def test_every_address_leads_to_a_file_of_the_folder(site: Path) -> None:
    counted = 0
    for name, page in pages(site).items():
        for element in (e for kind in ("a", "link", "script", "source", "track", "video")
                        for e in page.all(kind)):  # fmt: skip
            for key in ("href", "src", "poster"):
                address = element.attributes.get(key, "")
                if not address or address.startswith("data:"):
                    continue
                path, _, fragment = unquote(address).partition("#")
                target = (site / name).parent / path if path else site / name
                assert target.is_file(), f"{name}: {address}"
                assert target.resolve().is_relative_to(site.resolve())
                if fragment and target.suffix == ".html":
                    ids = {
                        e.attributes.get("id") for e in every(pages(site)[relative(target, site)])
                    }
                    assert fragment in ids, f"{name}: {address}"
                counted += 1
    assert counted > 30


def relative(target: Path, site: Path) -> str:
    return str(target.resolve().relative_to(site.resolve()))


def every(element: Element) -> list[Element]:
    return [element, *(inner for child in element.children for inner in every(child))]


def test_ids_are_there_once(site: Path) -> None:
    for name, page in pages(site).items():
        ids = [e.attributes["id"] for e in every(page) if "id" in e.attributes]
        assert len(ids) == len(set(ids)), name


def test_texts_stay_texts_on_every_page(site: Path) -> None:
    for name, page in pages(site).items():
        scripts = list(page.all("script"))
        assert all(
            script.attributes.get("src") or script.attributes["type"].startswith("application/")
            for script in scripts
        ), name
        assert "bold" not in [element.own for element in page.all("b")]
        assert not any(key.startswith("on") for e in every(page) for key in e.attributes)
    index = pages(site)["index.html"]
    (title,) = index.all("h1")
    assert title.text == f"Small & {small.SCRIPT}"
    legends = [legend.text for legend in index.all("legend")]
    assert f"What is {small.SCRIPT}?" in legends
    assert f"“{small.WORD}”" in index.text


def test_structured_data_is_whole_and_says_what_the_clip_says(site: Path) -> None:
    page = pages(site)["embed/feedback.html"]
    (script,) = (s for s in page.all("script") if s.attributes.get("type", "").endswith("ld+json"))
    described = json.loads(script.own)
    assert "<" not in script.own
    timeline = json.loads((site.parent / "clips" / "feedback.json").read_text(encoding="utf-8"))
    assert described["@type"] == "VideoObject"
    assert described["name"] == timeline["title"]
    assert [part["name"] for part in described["hasPart"]] == [
        beat["headline"] or beat["name"] for beat in timeline["beats"]
    ]
    offsets = [(part["startOffset"], part["endOffset"]) for part in described["hasPart"]]
    assert offsets[0][0] == 0
    assert offsets[-1][1] == pytest.approx(timeline["seconds"])
    assert all(end == start for (_, end), (start, _) in pairwise(offsets))
    for beat in timeline["beats"]:
        assert beat["narration"] in described["transcript"]
        assert all(number["text"] in described["transcript"] for number in beat["numbers"])
    assert f"“{small.WORD}”" in described["transcript"]
    for address in (described["contentUrl"], *described["thumbnailUrl"], described["embedUrl"]):
        assert (site / "embed" / address).is_file(), address


def test_transcripts_show_every_number_of_the_timeline(site: Path) -> None:
    for clip in CLIP_NAMES:
        timeline = json.loads((site.parent / "clips" / f"{clip}.json").read_text(encoding="utf-8"))
        page = pages(site)[f"embed/{clip}.html"]
        shown = {number for dd in page.all("dd") for number in dd.text.split("\N{EN SPACE}")}
        numbers = {number["text"] for beat in timeline["beats"] for number in beat["numbers"]}
        assert numbers
        assert shown == numbers


def test_captions_on_the_page_are_those_of_the_clip(site: Path) -> None:
    for clip in CLIP_NAMES:
        page = pages(site)[f"embed/{clip}.html"]
        (track,) = (t for t in page.all("track") if t.attributes["kind"] == "captions")
        kind, _, data = track.attributes["src"].partition(",")
        assert kind == "data:text/vtt;charset=utf-8"
        vtt = (site / "media" / f"{clip}.vtt").read_text(encoding="utf-8")
        assert unquote(data) == re.sub(r"00:(?=\d\d:\d\d\.)", "", vtt)  # no clip takes an hour


def test_captions_say_the_word_that_is_shown(renders: Path) -> None:
    for kind, text_of in (("vtt", unescape), ("srt", str)):
        said = (renders / "clips" / f"feedback.{kind}").read_text(encoding="utf-8")
        assert f"“{small.WORD}”" in " ".join(text_of(said).split()), kind
    assert "<" not in (renders / "clips" / "feedback.vtt").read_text(encoding="utf-8")


def test_the_small_video_is_offered_first_and_with_its_type(site: Path) -> None:
    page = pages(site)["embed/rolling.html"]
    webm, mp4 = page.all("source")
    assert webm.attributes["type"] == 'video/webm; codecs="av01.0.00M.08"'
    assert re.fullmatch(r'video/mp4; codecs="avc1\.[0-9a-f]{6}"', mp4.attributes["type"])
    (video,) = page.all("video")
    assert "autoplay" not in video.attributes
    assert (video.attributes["width"], video.attributes["height"]) == ("320", "180")


def test_what_a_reader_loads_is_told_and_small(lecture_config: LectureConfig, out: Path) -> None:
    site = built(lecture_config, out)
    folder = site.index.parent
    posters = sum(file.stat().st_size for file in folder.glob("media/*.avif"))
    texts = sum((folder / name).stat().st_size for name in ("index.html", "page.css", "page.js"))
    assert site.weight == posters + texts


def test_building_it_again_changes_nothing(lecture_config: LectureConfig, out: Path) -> None:
    def contents(folder: Path) -> dict[Path, bytes]:
        return {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}

    first = contents(built(lecture_config, out).index.parent)
    assert contents(built(lecture_config, out).index.parent) == first


def test_what_is_no_longer_part_of_it_goes(lecture_config: LectureConfig, out: Path) -> None:
    folder = built(lecture_config, out).index.parent
    (folder / "CNAME").write_text("kept")
    (out / "clips" / "rolling.json").unlink()
    site = built(lecture_config, out)
    assert site.clips == ("feedback",)
    assert not list(folder.glob("*/rolling.*"))
    assert (folder / "CNAME").exists()


def test_without_clips_there_is_no_site(lecture_config: LectureConfig, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="unrolled render"):
        built(lecture_config, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_nothing_half_written_is_left(
    lecture_config: LectureConfig, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = built(lecture_config, out).index.parent
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}

    def broken() -> str:
        raise RuntimeError("no style today")

    monkeypatch.setattr(site_module, "stylesheet", broken)
    with pytest.raises(RuntimeError):
        built(lecture_config, out)
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before
    assert not list(out.glob(".tmp-*"))


def test_an_address_makes_addresses_whole(lecture_config: LectureConfig, out: Path) -> None:
    url = "https://example.org/a b/"
    site = write_site(lecture_config, small.stand_in(), out, {}, url)
    index = parsed(site.index.read_text(encoding="utf-8"))
    (listed,) = (s for s in index.all("script") if s.attributes.get("type", "").endswith("+json"))
    addresses = [item["url"] for item in json.loads(listed.own)["itemListElement"]]
    assert addresses == [f"{url}embed/feedback.html", f"{url}embed/rolling.html"]
    clip = parsed((site.index.parent / "embed" / "feedback.html").read_text(encoding="utf-8"))
    (told,) = (s for s in clip.all("script") if s.attributes.get("type", "").endswith("+json"))
    assert json.loads(told.own)["contentUrl"] == f"{url}media/feedback.mp4"
    image = [m.attributes["content"] for m in index.all("meta")
             if m.attributes.get("property") == "og:image"]  # fmt: skip
    assert image == [f"{url}media/feedback.png"]


def test_the_readme_lists_what_can_be_left_out(site: Path) -> None:
    page = (site / "index.html").read_text(encoding="utf-8")
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    (listed,) = re.findall(r"leaves parts out: ([^.]*)\.", readme)
    assert set(re.findall(r"`([a-z]+)`", listed)) == set(re.findall(r'data-hide="([a-z]+)"', page))
