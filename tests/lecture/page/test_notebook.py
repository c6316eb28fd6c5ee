import base64
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest

from lecture import show
from lecture.freshness.sources import Sources
from rnn_math.errors import InputError
from tests.lecture.page import small
from tests.lecture.page.reading import parsed


def test_a_clip_comes_with_its_captions_in_one_piece(renders: Path) -> None:
    page = parsed(show("rolling", renders)._repr_html_())
    (source,), (track,) = page.all("source"), page.all("track")
    video = base64.b64decode(source.attributes["src"].removeprefix("data:video/webm;base64,"))
    assert video == (renders / "site" / "media" / "rolling.webm").read_bytes()
    captions = unquote_to_bytes(track.attributes["src"].partition(",")[2])
    assert captions == (renders / "clips" / "rolling.vtt").read_bytes()


def test_without_the_site_it_is_the_mp4(renders: Path, tmp_path: Path) -> None:
    (tmp_path / "clips").symlink_to(renders / "clips")
    (source,) = parsed(show("feedback", str(tmp_path))._repr_html_()).all("source")
    assert source.attributes["src"].startswith("data:video/mp4;base64,")


def test_an_older_small_video_is_left_alone(renders: Path, tmp_path: Path) -> None:
    (tmp_path / "clips").symlink_to(renders / "clips")
    old = tmp_path / "site" / "media" / "rolling.webm"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"older")
    os.utime(old, (1, 1))
    assert show("rolling", tmp_path).video.suffix == ".mp4"


def test_only_the_path_is_written_if_asked(renders: Path) -> None:
    (source,) = parsed(show("rolling", renders, embed=False)._repr_html_()).all("source")
    assert Path(source.attributes["src"]).is_file()


def test_printed_it_is_what_is_said(renders: Path) -> None:
    lines = str(show("feedback", renders)).splitlines()
    assert lines[0] == "The twist: the output comes back"
    assert f"“{small.WORD}”" in "".join(lines)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("roling", "did you mean rolling?"),
        ("../clips/rolling", "no clip"),
        ("", "no clip"),
        ("a" * 300, "no clip"),
        ("state", "unrolled render state"),
    ],
)
def test_what_is_not_there_is_an_error_with_a_remedy(renders: Path, name: str, says: str) -> None:
    with pytest.raises(InputError, match=re.escape(says)):
        show(name, renders)


def test_importing_it_costs_nothing() -> None:
    code = "import sys; from lecture import show; print([m for m in sys.modules if m in {}])"
    heavy = "('manim', 'numpy', 'av', 'jinja2', 'PIL')"
    answer = subprocess.run(
        [sys.executable, "-c", code.replace("{}", heavy)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert answer.stdout.strip() == "[]"


def test_the_page_is_no_part_of_what_a_clip_is_made_of() -> None:
    reached = Sources().reached(("lecture.production.film", "lecture.publishing.clip"))
    assert "lecture/__init__.py" in reached
    assert not [file for file in reached if file.startswith("lecture/page/")]
