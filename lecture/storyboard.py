"""A clip at a glance: the end of every beat, or its motion every few frames."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from lecture.job import Job
from lecture.publish import publish, reported, staging
from lecture.renderer import FrameRenderer, Visitor
from lecture.visitors import BeatStills, EveryFewFrames, Still
from scenes.timeline import Timeline

_TILE = 640
_CAPTION = 28
_GAP = 12
_PAPER, _INK = "#808080", "#000000"


@dataclass(frozen=True)
class Motion:
    """Which frames to show instead of the ends of beats, in seconds."""

    every: float
    start: float = 0.0
    end: float | None = None


@dataclass(frozen=True)
class Board:
    """A storyboard that has been published: full-size frames, and all of them on one sheet."""

    timeline: Timeline
    sheet: Path
    frames: tuple[Path, ...]


def draw_storyboard(job: Job, out: Path, motion: Motion | None = None) -> Board:
    """Draw ``job``'s stills into ``storyboard/`` under ``out``."""
    stills, timeline = take_stills(job, motion)
    kind = "motion" if motion else "beats"
    target = out / "storyboard"
    with staging(out) as folder, reported(target):
        frames = []
        for number, still in enumerate(stills, start=1):
            name = f"{job.clip}-{kind}-{number:03}-{still.label}.png"
            Image.fromarray(still.picture[..., :3]).save(folder / name)
            frames.append(name)
        sheet = f"{job.clip}-{kind}.png"
        contact_sheet(stills, job.video.fps).save(folder / sheet)
        for old in target.glob(f"{job.clip}-{kind}-*.png"):
            old.unlink()
        for name in (*frames, sheet):
            publish(folder / name, target / name)
    return Board(timeline, target / sheet, tuple(target / name for name in frames))


def take_stills(job: Job, motion: Motion | None = None) -> tuple[list[Still], Timeline]:
    """Walk ``job``'s scene and draw only what is wanted of it."""
    from lecture.clips import build_scene
    from lecture.manim_setup import manim_configured

    stills: list[Still] = []
    with manim_configured(job.video):
        scene = build_scene(job, FrameRenderer(_visitor(stills, job.video.fps, motion)))
        scene.render()
        return stills, scene.timeline


def _visitor(stills: list[Still], fps: int, motion: Motion | None) -> Visitor:
    if motion is None:
        return BeatStills(stills.append)
    last = None if motion.end is None else round(motion.end * fps)
    step = max(1, round(motion.every * fps))
    return EveryFewFrames(stills.append, step, round(motion.start * fps), last)


def contact_sheet(stills: Sequence[Still], fps: int) -> Image.Image:
    """All stills in rows, each with its beat and time."""
    columns = min(len(stills), 3 if len(stills) <= 12 else 5) or 1
    height = _TILE * stills[0].picture.shape[0] // stills[0].picture.shape[1] if stills else 0
    rows = ceil(len(stills) / columns)
    size = (
        _GAP + columns * (_TILE + _GAP),
        _GAP + rows * (height + _CAPTION + _GAP),
    )
    sheet = Image.new("RGB", size, _PAPER)
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(size=18)
    for number, still in enumerate(stills):
        row, column = divmod(number, columns)
        x = _GAP + column * (_TILE + _GAP)
        y = _GAP + row * (height + _CAPTION + _GAP)
        tile = Image.fromarray(still.picture[..., :3])
        sheet.paste(tile.resize((_TILE, height), Image.Resampling.LANCZOS), (x, y))
        label = f"{number + 1}  {still.frame / fps:.2f} s  {still.label}"
        pen.text((x, y + height + 4), label, fill=_INK, font=font)
    return sheet
