"""Captions burnt in: there while they should be, where they should be, and nothing else changed."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from lecture.config.model import load_config
from lecture.config.source import parse_override
from lecture.freshness.cache import Cache
from lecture.page.clips import read_clip
from lecture.pieces import burning
from lecture.pieces.address import Moment, Run
from lecture.pieces.burning import Burner, over_picture, texts_at
from lecture.pieces.caption import BAND, Caption, caption, captions
from lecture.pieces.forms import FORMS
from lecture.pieces.piece import Order, write_piece
from lecture.pieces.published import Published
from lecture.pieces.still import Kind, write_still
from lecture.production.job import Job
from lecture.publishing.clip import render
from rnn_math.errors import InputError
from scenes.params import Look
from scenes.theme import Frame
from tests.lecture.page.test_page_command import SMALL, run
from tests.lecture.pieces.test_pieces import FPS, shown
from tests.lecture.pieces.test_sound import SETTINGS

RUN = Run.parse("rolling@unroll-it..pass-the-state")
TOP = int(180 * (1 - BAND)) // 2 * 2


def job() -> Job:
    """Spoken, so that there are moments without a caption."""
    settings = [parse_override(setting) for setting in SETTINGS]
    (made,) = load_config(Path("/dev/null"), settings).jobs()
    return made


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    out: Path = tmp_path_factory.mktemp("burnt")
    render(job(), out)
    clip = read_clip("rolling", out)
    assert clip is not None
    return Published(clip, out / "clips" / "rolling.mp4", None, is_fresh=True)


def write(published: Published, out: Path, form: str, *, burn: bool, clear: bool = False) -> Path:
    order = Order(RUN, form, burn=burn, clear=clear)
    return write_piece(job(), published, order, out, Cache(out / ".c"))


def texts(published: Published) -> tuple[str, ...]:
    """The caption of each frame of the run."""
    beats = RUN.beats(published.clip.timeline)
    last = beats[-1].start + beats[-1].frames
    return texts_at(published.clip.timeline, range(beats[0].start, last))


def every(found: dict[int, np.ndarray], count: int) -> list[np.ndarray]:
    """The picture of each of ``count`` frames: one stays until the next."""
    pictures = [found[0]]
    for number in range(1, count):
        pictures.append(found.get(number, pictures[-1]))
    return [picture.astype(float) for picture in pictures]


def complaints(
    burnt: dict[int, np.ndarray], plain: dict[int, np.ndarray], wanted: tuple[str, ...]
) -> list[str]:
    """What is wrong with ``burnt`` if ``wanted`` has the caption of every frame."""
    found = []
    with_it, without = every(burnt, len(wanted)), every(plain, len(wanted))
    ink: dict[str, np.ndarray] = {}
    for number, (text, one, other) in enumerate(zip(wanted, with_it, without, strict=True)):
        difference = np.abs(one - other)
        if difference[:TOP].mean() > 2:
            found.append(f"{number}: the figure has changed")
        if bool(difference[TOP:].max() > 90) != bool(text):
            found.append(f"{number}: a caption that should not be there, or none")
        if text and np.abs(one[TOP:] - ink.setdefault(text, one[TOP:])).mean() > 3:
            found.append(f"{number}: another caption")
    looks = list(ink.values())
    if any(np.abs(a - b).mean() < 3 for a, b in pairwise(looks)):
        found.append("two captions look the same")
    return found


@pytest.mark.parametrize("form", FORMS)
def test_captions_are_seen_while_they_last(
    form: str, published: Published, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lecture.drawing.renderer.FrameRenderer.picture", None)  # draws no scene
    plain = shown(write(published, tmp_path, form, burn=False))
    file = write(published, tmp_path, form, burn=True)
    assert file.name == f"rolling.unroll-it.pass-the-state+burnt.{FORMS[form].suffix}"
    wanted = texts(published)
    assert len(set(wanted)) > 4
    assert "" in wanted
    burnt = shown(file)
    assert not complaints(burnt, plain, wanted)
    late = ("", "", "", *wanted[:-3])
    assert complaints(burnt, plain, late), "captions that come late are told apart"
    assert complaints(plain, plain, wanted), "and none at all"


def test_without_a_loss_nothing_else_changes(published: Published, tmp_path: Path) -> None:
    wanted = texts(published)
    plain = every(shown(write(published, tmp_path, "apng", burn=False)), len(wanted))
    burnt = shown(write(published, tmp_path, "apng", burn=True))
    for text, one, other in zip(wanted, every(burnt, len(wanted)), plain, strict=True):
        assert np.array_equal(one[: TOP - 4], other[: TOP - 4])  # its colour spreads by that
        assert np.array_equal(one, other) == (not text)


def test_a_caption_that_changes_in_a_hold_needs_a_picture(
    published: Published, tmp_path: Path
) -> None:
    wanted = texts(published)
    changes = {n for n in range(1, len(wanted)) if wanted[n] != wanted[n - 1]}
    plain = shown(write(published, tmp_path, "apng", burn=False))
    assert changes - set(plain), "some are in holds"
    assert changes <= set(shown(write(published, tmp_path, "apng", burn=True)))


def test_held_pictures_are_burnt_from_the_plain_one() -> None:
    first, second = (Caption(0, np.zeros((2, 2, 3)), np.ones((2, 2, 1))) for _ in range(2))
    names = {first: "first", second: "second"}
    shows = [None, first, first, second, None, None]
    burner = Burner(shows, lambda picture, laid: f"{picture}+{names[laid]}")
    made = [*burner.at(0, "a"), *burner.at(2, "b"), *burner.rest()]
    assert made == [(0, "a"), (1, "a+first"), (2, "b+first"), (3, "b+second"), (4, "b")]


@pytest.mark.parametrize("form", ["apng", "prores"])
def test_a_transparent_piece_has_its_captions_on_a_plate(
    form: str, published: Published, tmp_path: Path
) -> None:
    wanted = texts(published)
    pictures = []
    for burn in (False, True):
        file = write(published, tmp_path, form, burn=burn, clear=True)
        with av.open(str(file)) as container:
            found = {
                round(float(frame.time) * FPS): frame.to_ndarray(format="rgba")
                for frame in container.decode(video=0)
            }
        pictures.append(every(found, len(wanted)))
    for text, plain, burnt in zip(wanted, *pictures, strict=True):
        assert np.abs(burnt[:TOP] - plain[:TOP]).mean() < 1
        assert burnt[-1, 0, 3] < 8
        plate = burnt[TOP + 14, 160, 3]
        assert plate > 247 if text else plate < 8


def test_it_is_another_file_each_time_the_same(published: Published, tmp_path: Path) -> None:
    burnt = write(published, tmp_path, "mp4", burn=True).read_bytes()
    assert write(published, tmp_path, "mp4", burn=False).read_bytes() != burnt
    again = write_piece(
        job(), published, Order(RUN, "mp4", burn=True), tmp_path / "b", Cache(tmp_path / ".d")
    )
    assert again.read_bytes() == burnt


def test_a_still_has_the_caption_of_its_moment(published: Published, tmp_path: Path) -> None:
    timeline = published.clip.timeline
    for text in ("rolling@unroll-it+3s", "rolling@unroll-it"):
        moment, pictures = Moment.parse(text), []
        for burn in (False, True):
            file = write_still(
                job(), published, moment, "png", tmp_path, Cache(tmp_path / ".c"), burn=burn
            )
            with Image.open(file) as picture:
                pictures.append(np.asarray(picture.convert("RGB")))
        plain, burnt = pictures
        beat = timeline.beats[1]
        said = burning.text_of_moment(timeline, beat, moment.frame(timeline), "still")
        laid = captions([said], (320, 180), published.look)[said]
        assert np.array_equal(burnt, over_picture(plain, laid))
        assert np.array_equal(burnt[:TOP], plain[:TOP])
        assert np.abs(burnt[TOP:].astype(int) - plain[TOP:]).max() > 90


def test_vectors_have_it_as_text(published: Published, tmp_path: Path) -> None:
    moment = Moment.parse("rolling@unroll-it")
    files: dict[Kind, Path] = {}
    for kind in ("svg", "pdf"):
        cache = Cache(tmp_path / ".c")
        plain = write_still(job(), published, moment, kind, tmp_path, cache)
        files[kind] = write_still(job(), published, moment, kind, tmp_path, cache, burn=True)
        assert files[kind].name == f"rolling.unroll-it+burnt.{kind}"
        assert files[kind].read_bytes() != plain.read_bytes()
    timeline = published.clip.timeline
    said = burning.text_of_moment(timeline, timeline.beats[1], moment.frame(timeline), "still")
    for line in said.split("\n"):
        assert f">{line}</text>" in files["svg"].read_text(encoding="utf-8")


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize(
    "text", ["A", "Être\nÉgaré", "W" * 42 + "\n" + "Ŵ" * 42, "<b>&</b> #x[1]\n$y$"]
)
def test_a_caption_stays_in_its_band(text: str, theme: str) -> None:
    plate, *lines = caption(text, Look(theme=theme))
    assert [line.string for line in lines] == text.split("\n")
    assert plate.get_top()[1] < -Frame.HEIGHT / 2 + BAND * Frame.HEIGHT
    assert plate.get_bottom()[1] > -Frame.HEIGHT / 2
    for line in lines:
        assert line.get_top()[1] < plate.get_top()[1]
        assert line.get_bottom()[1] > plate.get_bottom()[1]
        assert line.width / 2 < plate.width / 2 <= Frame.SAFE_X + 1e-6
    if len(text) < 42:
        assert lines[0].x_height * 1080 / Frame.HEIGHT >= 16


@pytest.mark.parametrize("size", [(640, 360), (1280, 720), (3840, 2160)])
def test_a_caption_is_as_large_in_every_size(size: tuple[int, int]) -> None:
    laid = captions(["One line"], size, Look())["One line"]
    assert laid.top % 2 == 0
    assert laid.top + len(laid.alpha) == size[1]
    rows, columns = (np.flatnonzero(laid.alpha[..., 0].any(axis=axis)) for axis in (1, 0))
    assert (rows[-1] - rows[0]) / size[1] == pytest.approx(0.0565, abs=0.004)
    assert columns[0] + columns[-1] == pytest.approx(size[0], abs=2)


def test_where_nothing_is_said_there_is_nothing_to_burn(
    published: Published, tmp_path: Path
) -> None:
    clip = published.clip
    beats = tuple(replace(beat, narration="", speech=()) for beat in clip.timeline.beats)
    silent = replace(clip, timeline=replace(clip.timeline, beats=beats))
    with pytest.raises(InputError, match=r"rolling@unroll-it..pass-the-state --burn: nothing is"):
        write(replace(published, clip=silent), tmp_path, "gif", burn=True)
    with pytest.raises(InputError, match=r"rolling@unroll-it --burn: .*leave out --burn"):
        burning.text_of_moment(silent.timeline, beats[1], beats[1].start, "still rolling@unroll-it")
    assert not (tmp_path / "pieces").exists()


def test_before_anything_is_said_a_still_says_when_it_will_be(published: Published) -> None:
    timeline = published.clip.timeline
    beat = timeline.beats[1]
    with pytest.raises(InputError, match=r"the first caption is at \+\d+\.\d s"):
        burning.text_of_moment(timeline, beat, beat.start, "still rolling@unroll-it+0s")


def test_the_commands_burn(tmp_path: Path) -> None:
    for command, piece, suffix in (("clip", "", "mp4"), ("still", "+2s", "png")):
        answer = run(command, f"rolling@unroll-it{piece}", "--burn", *SMALL, cwd=tmp_path)
        assert answer.returncode == 0, answer.stderr
        made = tmp_path / "renders" / "pieces" / f"rolling.unroll-it{piece}+burnt.{suffix}"
        assert made.exists()
