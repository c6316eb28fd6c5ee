"""Pieces, decoded and compared with the frames that they were cut from."""

import re
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from lecture.config.model import LectureConfig
from lecture.freshness.cache import Cache
from lecture.page.clips import read_clip
from lecture.pieces.address import Moment, Run
from lecture.pieces.forms import FORMS
from lecture.pieces.piece import Order, write_piece
from lecture.pieces.published import Published
from lecture.pieces.still import write_still
from lecture.production.job import Job
from lecture.publishing.clip import render
from rnn_math.errors import InputError
from scenes.theme import rgb
from tests.lecture.page import small
from tests.lecture.page.test_page_command import SMALL, run

RUN = "rolling@unroll-it..pass-the-state"
FPS = 5


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("pieces")
    render(job(small.config()), made)
    return made


def job(config: LectureConfig) -> Job:
    (made,) = config.jobs(["rolling"])
    return made


@pytest.fixture
def published(out: Path) -> Published:
    clip = read_clip("rolling", out)
    assert clip is not None
    return Published(clip, out / "clips" / "rolling.mp4", None, is_fresh=True)


def source(published: Published) -> list[np.ndarray]:
    """The frames of the run as the clip has them."""
    beats = Run.parse(RUN).beats(published.clip.timeline)
    with av.open(str(published.video)) as container:
        frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    return frames[beats[0].start : beats[-1].start + beats[-1].frames]


def shown(file: Path) -> dict[int, np.ndarray]:
    """Pictures by the frame of the run from which they are shown."""
    if file.suffix == ".webp":  # FFmpeg reads no animated WebP
        found, milliseconds = {}, 0
        with Image.open(file) as picture:
            for number in range(picture.n_frames):
                picture.seek(number)
                found[round(milliseconds * FPS / 1000)] = np.asarray(picture.convert("RGB"))
                milliseconds += picture.info["duration"]
        return found
    with av.open(str(file)) as container:
        return {
            round(float(frame.time) * FPS): frame.to_ndarray(format="rgb24")
            for frame in container.decode(video=0)
        }


def write(config: LectureConfig, published: Published, form: str, out: Path) -> Path:
    return write_piece(job(config), published, Order(Run.parse(RUN), form), out, Cache(out / ".c"))


@pytest.mark.parametrize("form", FORMS)
def test_a_piece_shows_the_frames_that_it_was_cut_from(
    form: str, published: Published, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lecture.drawing.renderer.FrameRenderer.picture", None)  # draws nothing
    file = write(small.config(), published, form, out)
    assert file.name == f"rolling.unroll-it.pass-the-state.{FORMS[form].suffix}"
    frames = source(published)
    found = shown(file)
    assert min(found) == 0
    assert len(found) > 10
    for number, picture in found.items():
        difference = np.abs(picture.astype(float) - frames[number].astype(float)).mean()
        assert difference < 4, (number, difference)
    others = np.abs(found[max(found)].astype(float) - frames[0].astype(float)).mean()
    assert others > 4, "another moment is told apart"
    assert not list(out.glob(".tmp-*"))


@pytest.mark.parametrize("form", ["webm", "webp", "apng", "prores"])
def test_a_transparent_piece_has_no_background(form: str, published: Published, out: Path) -> None:
    order = Order(Run.parse("rolling@unroll-it"), form, fps=1, clear=True)
    file = write_piece(job(small.config()), published, order, out, Cache(out / ".c"))
    if form == "webm":
        with av.open(str(file)) as container:
            decoder = av.CodecContext.create("libvpx-vp9", "r")
            packets = list(container.demux(video=0))
            frames = [frame for packet in packets for frame in decoder.decode(packet)]
            last = frames[-1].to_ndarray(format="rgba")
    elif form == "webp":
        with Image.open(file) as picture:
            picture.seek(picture.n_frames - 1)
            last = np.asarray(picture.convert("RGBA"))
    else:
        with av.open(str(file)) as container:
            last = [*container.decode(video=0)][-1].to_ndarray(format="rgba")
    assert last[2, 2, 3] < 8
    assert last[..., 3].max() > 240
    assert 0.005 < (last[..., 3] > 128).mean() < 0.6


def test_what_was_made_is_not_made_again(
    published: Published, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = small.config()
    before = write(config, published, "gif", out).read_bytes()
    monkeypatch.setattr("lecture.pieces.piece.cut", None)
    assert write(config, published, "gif", out).read_bytes() == before


def test_stills_are_the_frames_of_the_clip(published: Published, out: Path) -> None:
    config = small.config()
    theme_background = np.array(rgb("#0f1318")) * 255
    for text in ("rolling@unroll-it", "rolling@unroll-it+2s"):
        moment = Moment.parse(text)
        file = write_still(job(config), published, moment, "png", out, Cache(out / ".c"))
        with Image.open(file) as picture:
            still = np.asarray(picture.convert("RGB"), dtype=float)
        with av.open(str(published.video)) as container:
            frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
        frame = frames[moment.frame(published.clip.timeline)].astype(float)
        assert np.abs(still - frame).mean() < 4
        assert np.abs(still[0, 0] - theme_background).max() < 1


def test_a_kept_picture_is_taken_as_it_is(published: Published, out: Path) -> None:
    kept = tuple(b"%d" % number for number in range(5))
    moment = Moment.parse("rolling@unroll-it")
    with_kept = replace(published, kept=kept)
    file = write_still(job(small.config()), with_kept, moment, "png", out, Cache(out / ".c"))
    assert file.read_bytes() == b"1"


def test_what_must_be_drawn_is_not_drawn_beside_an_older_clip(
    published: Published, out: Path
) -> None:
    stale = replace(published, is_fresh=False)
    moment = Moment.parse("rolling@unroll-it+1s")
    with pytest.raises(InputError, match="has changed since it was rendered"):
        write_still(job(small.config()), stale, moment, "svg", out, Cache(out / ".d"))
    order = Order(Run.parse(RUN), "apng", clear=True)
    with pytest.raises(InputError, match="leave out --no-render"):
        write_piece(job(small.config()), stale, order, out, Cache(out / ".d"))


def test_vectors_hold_words_as_text(published: Published, out: Path) -> None:
    moment = Moment.parse("rolling@unroll-it")
    for kind, starts in (("svg", b"<svg"), ("pdf", b"%PDF-")):
        file = write_still(job(small.config()), published, moment, kind, out, Cache(out / ".c"))  # type: ignore[arg-type]
        assert file.read_bytes().startswith(starts)
    text = (out / "pieces" / "rolling.unroll-it.svg").read_text(encoding="utf-8")
    assert "Unrolled: one copy for every word" in text
    shown = re.findall(r"<text[^>]*>([^<]*)</text>", text)
    assert any(word.startswith("&lt;script") for word in shown), shown
    assert "<script" not in text


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("clip", "rolling@unrol-it", *SMALL, "--no-render"), "none of these clips is there"),
        (("clip", "roling"), "did you mean rolling?"),
        (("clip", "rolling", "--as", "gif", "--transparent"), "gif has none, take --as webm"),
        (("clip", "rolling", "--as", "avi"), "--as"),
        (("still", "rolling"), "must be CLIP@BEAT"),
        (("still", "rolling@unroll-it", "--as", "jpg"), "--as"),
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
