"""``unrolled present`` as users run it."""

import json
from pathlib import Path

import av
import numpy as np
import pytest

from lecture.config.model import LectureConfig
from lecture.pieces.published import Published
from lecture.present import presenter as making
from rnn_math.errors import OutputError
from tests.lecture import tiny
from tests.lecture.page import small
from tests.lecture.page.test_page_command import SMALL, run


def data(page: str) -> dict[str, object]:
    start = page.index('id="data">') + len('id="data">')
    read: dict[str, object] = json.loads(page[start : page.index("</script>", start)])
    return read


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("class")
    answer = run("present", *SMALL, cwd=made)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert f"Open {made / 'renders/present/index.html'}" in answer.stdout
    return made


def test_every_beat_has_its_frames_and_nothing_is_drawn_again(folder: Path) -> None:
    clips, media = folder / "renders/clips", folder / "renders/present/media"
    before = {path.name: path.read_bytes() for path in media.iterdir()}
    whole = tiny.pictures(clips / "rolling.mp4")
    beats = json.loads((clips / "rolling.json").read_text("utf-8"))["beats"]
    videos = sorted(media.glob("*.mp4"))
    assert len(videos) == len(beats)
    for beat, video in zip(beats, videos, strict=True):
        mine = tiny.pictures(video)
        assert len(mine) == beat["frames"]
        for shown, drawn in zip(mine, whole[beat["start"] :], strict=False):
            assert np.array_equal(shown, drawn)
        with av.open(str(video)) as container:
            assert container.metadata["title"] == beat["headline"]
    answer = run("present", *SMALL, cwd=folder)
    assert answer.stderr.split("\n")[-2] == "not drawn"
    assert {path.name: path.read_bytes() for path in media.iterdir()} == before
    assert not list((folder / "renders").glob(".tmp-*"))


def test_one_file_leaves_no_media_behind(folder: Path) -> None:
    answer = run("present", *SMALL, "--one-file", cwd=folder)
    assert answer.returncode == 0, answer.stderr
    assert [path.name for path in (folder / "renders/present").iterdir()] == ["index.html"]
    assert run("present", *SMALL, cwd=folder).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("presnt",), "Did you mean 'present'"),
        (("present", "roling"), "did you mean rolling?"),
        (("present", "--minutes", "0"), "--minutes"),
        (("present", "--no-render"), "none of these clips is there: unrolled render"),
    ],
)
def test_mistakes_are_told_and_leave_nothing(
    tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    answer = run(*arguments, cwd=tmp_path)
    assert answer.returncode == 2
    assert says in answer.stderr
    assert "Traceback" not in answer.stderr
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_words_of_strangers_stay_words(presenter: Path) -> None:
    page = presenter.read_text(encoding="utf-8")
    assert "<script>alert" not in page
    beats = data(page)["beats"]
    assert isinstance(beats, list)
    assert any(small.WORD in beat["narration"] for beat in beats)


def test_what_no_browser_opens_is_refused_before_anything_is_written(
    monkeypatch: pytest.MonkeyPatch,
    published: tuple[Published, ...],
    lecture_config: LectureConfig,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(making, "LARGEST", 1000)
    with pytest.raises(OutputError, match=r"--one-file: the videos are .* MB, more than"):
        making.write_presenter(lecture_config, published, tmp_path / "new", one_file=True)
    assert not (tmp_path / "new").exists()
