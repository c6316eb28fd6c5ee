from pathlib import Path

import pytest
from PIL import Image

from lecture.production import clips
from lecture.storyboard.board import Board, contact_sheet, draw_storyboard
from lecture.storyboard.motion import Motion
from lecture.storyboard.page import page, write_page
from rnn_math.errors import InputError
from tests.lecture import tiny


@pytest.fixture
def board(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Board:
    monkeypatch.setattr(clips, "build_scene", tiny.build)
    return draw_storyboard(tiny.job(), tmp_path)


def test_every_beat_has_a_frame_in_full_size(board: Board) -> None:
    assert [p.name for p in board.frames] == [
        "rolling-beats-001-show-a-circle.png",
        "rolling-beats-002-move-it.png",
    ]
    for frame in board.frames:
        with Image.open(frame) as picture:
            assert picture.size == (320, 180)


def test_frames_of_an_earlier_storyboard_go(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = board.sheet.parent
    old = folder / "rolling-beats-003-gone.png"
    motion = folder / "rolling-motion-001-kept.png"
    for file in (old, motion):
        file.write_bytes(b"")
    draw_storyboard(tiny.job(), folder.parent)
    assert not old.exists()
    assert motion.exists()


def test_motion_has_a_sheet_of_its_own(board: Board, tmp_path: Path) -> None:
    moved = draw_storyboard(tiny.job(), tmp_path, Motion(0.2, 3.0, 4.0))
    assert moved.sheet.name == "rolling-motion.png"
    assert len(moved.frames) == 6
    assert board.sheet.exists()
    with pytest.raises(InputError, match=r"^rolling: --from 99: must be before its end, at \d"):
        draw_storyboard(tiny.job(), tmp_path, Motion(0.2, 99.0))
    assert moved.frames[5].exists()


@pytest.mark.parametrize("count", [0, 1, 2, 7, 30])
def test_sheets_hold_any_number_of_stills(count: int) -> None:
    tiles = [(Image.new("RGB", (640, 360), "#123456"), f"{n}") for n in range(count)]
    sheet = contact_sheet(tiles)
    seen = dict(map(reversed, sheet.getcolors(10**6)))  # type: ignore[arg-type]
    assert seen.get((0x12, 0x34, 0x56), 0) == count * 640 * 360


def test_page_shows_text_as_it_is(board: Board, tmp_path: Path) -> None:
    html = page([board])
    assert "A &lt;tiny&gt; clip &amp; more" in html
    assert "--&gt; to the &lt;right&gt; &amp; becomes" in html
    assert "<tiny>" not in html
    file = write_page([board], tmp_path)
    assert file.read_text(encoding="utf-8") == html
    for frame in board.frames:
        assert f'src="{frame.name}"' in html
        assert (file.parent / frame.name).exists()
