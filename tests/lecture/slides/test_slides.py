"""Slides and the handout, read back from the files."""

import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.util import Emu

from lecture.config.model import LectureConfig
from lecture.page.transcript import title_of
from lecture.pieces.published import Published
from lecture.slides import deck as making
from lecture.slides.deck import write_deck
from lecture.slides.handout import write_handout
from rnn_math.errors import InputError, OutputError
from scenes.theme import THEMES
from tests.lecture import tiny
from tests.lecture.page import small
from tests.lecture.page.test_page_command import run

P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


@pytest.fixture(scope="module")
def deck_file(
    tmp_path_factory: pytest.TempPathFactory,
    published: tuple[Published, ...],
    lecture_config: LectureConfig,
) -> Path:
    return write_deck(lecture_config, published, tmp_path_factory.mktemp("deck"))


@pytest.fixture(scope="module")
def deck(deck_file: Path) -> Deck:
    return Presentation(str(deck_file))


def test_every_beat_has_a_slide_with_its_title_and_narration(
    deck: Deck, published: tuple[Published, ...]
) -> None:
    beats = [beat for each in published for beat in each.clip.timeline.beats]
    assert [slide.shapes.title.text_frame.text for slide in deck.slides] == [
        title_of(beat) for beat in beats
    ]
    for slide, beat in zip(deck.slides, beats, strict=True):
        assert slide.notes_slide.notes_text_frame.text.startswith(beat.narration)
        assert slide.shapes.title.top + slide.shapes.title.height <= 0, "not over the picture"


def test_notes_state_the_numbers_that_appear(deck: Deck, published: tuple[Published, ...]) -> None:
    passages = [passage for each in published for passage in each.clip.passages]
    told = 0
    for slide, passage in zip(deck.slides, passages, strict=True):
        text = slide.notes_slide.notes_text_frame.text
        for values in passage.values:
            for row in values.rows:
                assert ", ".join(row) in text
                told += 1
    assert told > 10


def test_videos_are_those_of_the_beats_behind_their_last_picture(
    deck: Deck, published: tuple[Published, ...], tmp_path: Path
) -> None:
    pictures = [picture for each in published for picture in each.last_pictures()]
    beats = [beat for each in published for beat in each.clip.timeline.beats]
    for slide, beat, picture in zip(deck.slides, beats, pictures, strict=True):
        movies = [shape for shape in slide.shapes if shape.shape_type == 16]  # MEDIA
        (movie,) = movies
        assert (movie.width, movie.height) == (deck.slide_width, deck.slide_height)
        (media,) = [
            relation.target_part
            for relation in slide.part.rels.values()
            if relation.reltype.endswith("2007/relationships/media")
        ]
        assert media.content_type == "video/mp4"
        (tmp_path / "beat.mp4").write_bytes(media.blob)
        assert len(tiny.pictures(tmp_path / "beat.mp4")) == beat.frames
        with Image.open(BytesIO(movie.poster_frame.blob)) as poster:
            assert np.array_equal(np.asarray(poster.convert("RGB")), np.asarray(picture))
        command = slide.element.find(f".//{P}cmd")
        assert command.get("cmd") == "playFrom(0.0)"
        assert {each.get("spid") for each in slide.element.iter(f"{P}spTgt")} == {
            str(movie.shape_id)
        }


def test_clips_are_sections(deck: Deck, published: tuple[Published, ...]) -> None:
    assert deck.element[-1].tag == f"{P}extLst", "PowerPoint takes it nowhere else"
    sections = list(deck.element.iter(f"{P14}section"))
    assert [section.get("name") for section in sections] == [
        " ".join(each.clip.title.split()) for each in published
    ]
    listed = [int(slide.get("id")) for slide in deck.element.iter(f"{P14}sldId")]
    assert listed == [slide.slide_id for slide in deck.slides]


def test_colours_are_the_lectures(deck: Deck, lecture_config: LectureConfig) -> None:
    theme = THEMES[lecture_config.look.theme]
    fill = deck.slide_master.background.fill
    assert str(fill.fore_color.rgb).lower() == theme.background[1:]
    part = next(
        relation.target_part
        for relation in deck.slide_master.part.rels.values()
        if relation.reltype.endswith("/theme")
    )
    for color in (theme.text, theme.input, theme.state):
        assert color[1:].upper() in part.blob.decode()
    assert deck.slide_height == Emu(12_192_000 * 9 // 16)
    assert deck.core_properties.title == f"Small & {small.SCRIPT}"


def test_another_program_opens_the_slides(deck_file: Path, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice here")
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    subprocess.run(
        [office, home, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, deck_file],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    pdf = (tmp_path / "lecture.pdf").read_bytes()
    assert pdf.count(b"/Type/Page/") + pdf.count(b"/Type/Page\n") == 11


def test_what_is_too_large_is_refused_before_it_is_made(
    monkeypatch: pytest.MonkeyPatch,
    published: tuple[Published, ...],
    lecture_config: LectureConfig,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(making, "LARGEST", 1000)
    with pytest.raises(OutputError, match="more than PowerPoint opens"):
        write_deck(lecture_config, published, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pptx", None)
    with pytest.raises(InputError, match=r"pip install 'unrolled\[slides\]'"):
        making.python_pptx()


def test_the_handout_has_a_page_a_beat_whose_text_can_be_selected(
    published: tuple[Published, ...], lecture_config: LectureConfig, tmp_path: Path
) -> None:
    file = write_handout(lecture_config, published, tmp_path)
    assert file.read_bytes().startswith(b"%PDF-")
    assert not list(tmp_path.glob(".tmp-*"))
    if shutil.which("pdftotext") is None:
        pytest.skip("no pdftotext here")
    text = subprocess.run(
        ["pdftotext", "-layout", file, "-"], check=True, capture_output=True, text=True
    ).stdout
    pages = text.split("\f")[:-1]
    passages = [passage for each in published for passage in each.clip.passages]
    assert len(pages) == len(passages)
    for page, passage in zip(pages, passages, strict=True):
        words = "".join(page.split())
        assert "".join(passage.narration.split())[:60] in words
        for values in passage.values:
            assert "".join("".join(values.rows[0]).split()) in words
    assert any(small.WORD in page for page in pages), "markup is text"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("slides",), "--pptx, --pdf, or both"),
        (("slides", "--pdf", "roling"), "did you mean rolling?"),
        (("slides", "--pdf", "--no-render"), "none of these clips is there"),
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
