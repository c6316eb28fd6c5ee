"""A clip at a glance: the end of every beat, or its motion every few frames."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from lecture.production.job import Job
from lecture.publishing.publish import publish, reported, staging
from lecture.storyboard.motion import Motion
from rnn_math.errors import InputError
from scenes.timeline import Timeline

if TYPE_CHECKING:
    from lecture.drawing.renderer import Visitor
    from lecture.drawing.visitors import Still

_TILE = 640
_CAPTION = 28
_GAP = 12
_PAPER, _INK = "#808080", "#000000"


@dataclass(frozen=True)
class Board:
    """A storyboard that has been published: full-size frames, and all of them on one sheet."""

    timeline: Timeline
    sheet: Path
    frames: tuple[Path, ...]


@dataclass
class _Shelf:
    """Stills as they come: the full size goes to disk at once, a small one is kept."""

    folder: Path
    stem: str
    fps: int
    names: list[str] = field(default_factory=list)
    tiles: list[tuple[Image.Image, str]] = field(default_factory=list)

    def keep(self, still: "Still") -> None:
        picture = Image.fromarray(still.picture[..., :3])
        name = f"{self.stem}-{len(self.names) + 1:03}-{still.label}.png"
        with reported(self.folder.parent / "storyboard" / name):
            picture.save(self.folder / name)
        self.names.append(name)
        picture.thumbnail((_TILE, _TILE), Image.Resampling.LANCZOS)
        label = f"{len(self.names)}  {still.frame / self.fps:.2f} s  {still.label}"
        self.tiles.append((picture, label))


def draw_storyboard(job: Job, out: Path, motion: Motion | None = None) -> Board:
    """Draw ``job``'s stills into ``storyboard/`` under ``out``.

    Raises :class:`InputError` if the motion begins where the clip is over.
    """
    from lecture.drawing.renderer import FrameRenderer
    from lecture.manim_setup import manim_configured
    from lecture.production.clips import build_scene
    from lecture.production.recital import speaking

    job = speaking(job, out)
    stem = f"{job.clip}-{'motion' if motion else 'beats'}"
    target = out / "storyboard"
    with staging(out) as folder, manim_configured(job.video):
        shelf = _Shelf(folder, stem, job.video.fps)
        scene = build_scene(job, FrameRenderer(_visitor(shelf, motion)))
        scene.render()
        if motion and not shelf.names:
            raise InputError(
                f"{job.clip}: --from {motion.start:g}: must be before its end, at "
                f"{scene.timeline.seconds:g} s"
            )
        sheet = target / f"{stem}.png"
        with reported(sheet):
            contact_sheet(shelf.tiles).save(folder / sheet.name)
            for old in target.glob(f"{stem}-*.png"):
                old.unlink()
        for name in (*shelf.names, sheet.name):
            publish(folder / name, target / name)
    frames = tuple(target / name for name in shelf.names)
    return Board(scene.timeline, sheet, frames)


def _visitor(shelf: _Shelf, motion: Motion | None) -> "Visitor":
    from lecture.drawing.visitors import BeatStills, EveryFewFrames

    if motion is None:
        return BeatStills(shelf.keep)
    last = None if motion.end is None else round(motion.end * shelf.fps)
    step = max(1, round(motion.every * shelf.fps))
    return EveryFewFrames(shelf.keep, step, round(motion.start * shelf.fps), last)


def contact_sheet(tiles: Sequence[tuple[Image.Image, str]]) -> Image.Image:
    """All stills in rows, each over its label."""
    columns = min(len(tiles), 3 if len(tiles) <= 12 else 5) or 1
    height = max((tile.height for tile, _ in tiles), default=0)
    rows = ceil(len(tiles) / columns)
    size = (_GAP + columns * (_TILE + _GAP), _GAP + rows * (height + _CAPTION + _GAP))
    sheet = Image.new("RGB", size, _PAPER)
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(size=18)
    for number, (tile, label) in enumerate(tiles):
        row, column = divmod(number, columns)
        x = _GAP + column * (_TILE + _GAP)
        y = _GAP + row * (height + _CAPTION + _GAP)
        sheet.paste(tile, (x, y))
        pen.text((x, y + height + 4), label, fill=_INK, font=font)
    return sheet
