"""The storyboard as one page: what is seen at the end of each beat beside what is said."""

from collections.abc import Sequence
from pathlib import Path

from lecture.console import clock
from lecture.publishing.publish import publish, reported, staging
from lecture.storyboard.board import Board
from lecture.templating import environment


def write_page(boards: Sequence[Board], out: Path) -> Path:
    """Publish ``storyboard/index.html`` under ``out``."""
    target = out / "storyboard" / "index.html"
    with staging(out) as folder, reported(target):
        (folder / target.name).write_text(page(boards), encoding="utf-8", newline="\n")
        publish(folder / target.name, target)
    return target


def page(boards: Sequence[Board]) -> str:
    """The page; every text in it is escaped."""
    templates = environment()
    clips = [
        {
            "title": board.timeline.title,
            "length": clock(board.timeline.seconds),
            "beats": [
                {
                    "image": frame.name,
                    "headline": beat.headline,
                    "narration": beat.narration,
                    "time": clock(beat.start / board.timeline.fps),
                }
                for beat, frame in zip(board.timeline.beats, board.frames, strict=True)
            ],
        }
        for board in boards
    ]
    return templates.get_template("storyboard.html").render(clips=clips)
