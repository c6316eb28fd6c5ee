import base64
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import av
import nbclient
import nbformat
import pytest
import webvtt

from lecture import show
from lecture.freshness.sources import Sources
from lecture.notebook import progress
from lecture.notebook.show import QUALITY, configured
from lecture.production.job import Job
from rnn_math.errors import InputError
from tests.lecture.page import small
from tests.lecture.page.reading import parsed

SMALL = {"quality": "320x180@5", "voice": "none"}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder with a notebook in it; what is kept is kept elsewhere."""
    monkeypatch.setenv("UNROLLED_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "course"
    folder.mkdir()
    monkeypatch.chdir(folder)
    yield folder
    assert [*folder.iterdir()] == []


def video_in(shown: Any) -> bytes:
    (source,) = parsed(shown._repr_html_()).all("source")
    return base64.b64decode(source.attributes["src"].partition(";base64,")[2])


def captions_in(shown: Any) -> str:
    (track,) = parsed(shown._repr_html_()).all("track")
    return unquote_to_bytes(track.attributes["src"].partition(",")[2]).decode()


def test_a_clip_comes_with_its_captions_in_one_piece(renders: Path) -> None:
    shown = show("rolling", renders)
    assert video_in(shown) == (renders / "site" / "media" / "rolling.webm").read_bytes()
    assert captions_in(shown) == (renders / "clips" / "rolling.vtt").read_text(encoding="utf-8")


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


def test_beats_are_cut_out_with_their_captions(renders: Path, home: Path) -> None:
    whole = show("rolling", renders)
    first, last = whole.beats[1:3]
    shown = show(f"rolling@{first.name}..{last.name}", renders)
    assert shown.beats == (first, last)
    assert first.narration in str(shown)
    assert whole.beats[0].narration not in str(shown)
    assert shown.video.is_relative_to(home.parent / "cache")
    with av.open(str(shown.video)) as film:
        frames = sum(1 for _ in film.decode(video=0))
    assert frames == first.frames + last.frames
    fps = whole.clip.timeline.fps
    ours, theirs = (webvtt.from_string(captions_in(each)) for each in (shown, whole))
    inside = [c for c in theirs if c.start_in_seconds * fps >= first.start - fps]
    assert 0 < len(ours) <= len(inside)
    assert ours[-1].end_in_seconds <= frames / fps + 1
    words = " ".join(" ".join(cue.text for cue in ours).split())
    assert " ".join(f"{first.narration} {last.narration}".split()) == words


def test_what_is_missing_is_rendered_and_kept_elsewhere(home: Path) -> None:
    shown = show("equation", hidden_size=3, sentence="Anna sings", **SMALL)
    assert shown.video.is_relative_to(home.parent / "cache" / "notebook")
    numbers = [number for beat in shown.beats for number in beat.numbers]
    assert {number.index for number in numbers if number.quantity == "h"} == {(0,), (1,), (2,)}
    assert shown.clip.width == 320
    begun = time.monotonic()
    again = show("equation", hidden_size=3, sentence="Anna sings", **SMALL)
    assert time.monotonic() - begun < 5
    assert again.video == shown.video
    assert video_in(again) == video_in(shown)
    other = show("equation", hidden_size=3, sentence="Anna sings", theme="light", **SMALL)
    assert video_in(other) != video_in(shown) == video_in(again)


def test_settings_go_where_lecture_toml_has_them() -> None:
    settings = {"sentence": "Anna sings", "theme": "light", "quality": QUALITY, "voice": "none"}
    config = configured("equation", settings)
    assert (config.look.theme, config.video.name, config.voice.engine) == ("light", QUALITY, "none")
    assert config.params["equation"].sentence == "Anna sings"  # type: ignore[attr-defined]
    assert config.params["state"].sentence != "Anna sings"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "settings", "says"),
    [
        ("roling", {}, "did you mean rolling?"),
        ("../clips/rolling", {}, "must be CLIP"),
        ("", {}, "must be CLIP"),
        ("a" * 300, {}, "no clip"),
        ("rolling@unrol-it", {}, "did you mean unroll-it?"),
        ("rolling@roll-it-up..unroll-it", {}, "runs backwards"),
        ("rolling", {"hiden_size": 3}, "did you mean hidden_size?"),
        ("rolling", {"hidden_size": 0}, "hidden_size = 0, must be 1 to"),
        ("rolling", {"sentence": object()}, "sentence"),
    ],
)
def test_what_is_not_there_is_an_error_with_a_remedy(
    renders: Path, name: str, settings: dict[str, Any], says: str
) -> None:
    with pytest.raises(InputError, match=re.escape(says)) as caught:
        show(name, renders, **settings)
    assert caught.value._render_traceback_() == [f"InputError: {caught.value}"]


NOTEBOOK = (
    """
from lecture import show
show("feedback", quality="320x180@5", voice="none")
""",
    """
show("feedback@{beat}", quality="320x180@5", voice="none", sentense="x")
""",
)


def test_a_kernel_shows_a_bar_and_then_the_clip(renders: Path, home: Path) -> None:
    """Of Jupyter: a real one, which renders in its own folder and leaves that empty."""
    beat = show("feedback", renders).beats[0].name
    cells = [nbformat.v4.new_code_cell(code.strip().format(beat=beat)) for code in NOTEBOOK]
    notebook = nbformat.v4.new_notebook(cells=cells)
    seen: list[str] = []
    client = nbclient.NotebookClient(
        notebook, timeout=240, kernel_name="python3", allow_errors=True,
        resources={"metadata": {"path": str(home)}},
    )  # fmt: skip
    update = client.process_message

    def looking(message: Any, *arguments: Any) -> Any:
        data = message.get("content", {}).get("data", {})
        if "text/html" in data:
            seen.append(data["text/html"])
        return update(message, *arguments)

    client.process_message = looking  # type: ignore[method-assign]
    client.execute()
    first, second = notebook.cells
    assert any("<progress" in html for html in seen)
    shown = [output["data"]["text/html"] for output in first.outputs]
    assert shown[0] == ""  # the bar is gone
    assert "data:video/mp4;base64," in shown[-1]
    assert len(shown) == 2
    (error,) = second.outputs
    assert error.ename == "InputError"
    assert error.traceback == [error.ename + ": " + error.evalue]
    assert "did you mean sentence?" in error.evalue


def test_marimo_shows_a_bar_and_takes_it_away(monkeypatch: pytest.MonkeyPatch) -> None:
    class Marimo:
        def __init__(self) -> None:
            self.output = self
            self.shown: list[Any] = []

        def running_in_notebook(self) -> bool:
            return True

        def Html(self, text: str) -> str:  # noqa: N802
            return text

        def replace(self, value: Any) -> None:
            self.shown.append(value)

    fake = Marimo()
    monkeypatch.setitem(sys.modules, "marimo", fake)  # type: ignore[arg-type]
    monkeypatch.setattr(progress, "_OFTEN", 0)
    (job,) = configured("rolling", {}).jobs(("rolling",))
    assert isinstance(job, Job)
    with progress.bar(job) as tell:
        tell(job, 30, 120)
    assert 'max="120" value="30"' in fake.shown[1]
    assert fake.shown[-1] is None


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
    assert not [file for file in reached if file.startswith(("lecture/page/", "lecture/notebook/"))]
