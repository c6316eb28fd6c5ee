"""The folder ``site/``: pages, media and what they need, each file whole or not at all."""

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lecture.config.model import LectureConfig
from lecture.page.clips import ClipOnPage, read_clip, small_poster
from lecture.page.environment import script, stylesheet
from lecture.page.pages import pages
from lecture.publishing.publish import publish, reported, staging
from rnn_math.errors import OutputError

if TYPE_CHECKING:
    from lecture.page.figures import Figures

_OURS = ("media", "embed")
"""Folders in which a file that no page needs any more is removed."""


@dataclass(frozen=True)
class Site:
    """A site that has been published."""

    index: Path
    clips: tuple[str, ...]
    weight: int
    """Bytes that a reader loads before playing anything: page, style, script and posters."""


def write_site(
    config: LectureConfig,
    figures: "Figures",
    out: Path,
    webms: Mapping[str, bytes],
    url: str = "",
) -> Site:
    """Publish ``site/`` under ``out`` with those clips of the lecture that lie there.

    ``webms`` are smaller videos by clip. Raises :class:`OutputError` if there is no clip at all.
    """
    target = out / "site"
    with staging(out) as folder, reported(target):
        media = folder / "media"
        media.mkdir()
        (folder / "embed").mkdir()
        clips = tuple(_gathered(config, out, media, webms))
        if not clips:
            raise OutputError(f"{out / 'clips'}: no clip of the lecture is there: unrolled render")
        texts = pages(config, clips, figures, url)
        texts |= {"page.css": stylesheet(), "page.js": script(), ".nojekyll": ""}
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
        weight = sum((folder / name).stat().st_size for name in _loaded(clips))
        _publish(folder, target)
    return Site(target / "index.html", tuple(clip.name for clip in clips), weight)


def _gathered(
    config: LectureConfig, out: Path, media: Path, webms: Mapping[str, bytes]
) -> Iterator[ClipOnPage]:
    """The clips of the lecture, with their files in ``media``."""
    for name in config.clips:
        webm = media / f"{name}.webm" if name in webms else None
        if webm is not None:
            webm.write_bytes(webms[name])
        clip = read_clip(name, out, webm)
        if clip is None:
            continue
        for suffix in (".mp4", ".vtt", ".png"):
            _take(out / "clips" / f"{name}{suffix}", media / f"{name}{suffix}")
        (media / clip.poster).write_bytes(small_poster(media / f"{name}.png"))
        chapters = media / f"{name}.chapters.vtt"
        chapters.write_text(clip.chapters, encoding="utf-8", newline="\n")
        yield clip


def _take(file: Path, target: Path) -> None:
    """Let a file stand in a second place, without a second copy of it where the disk can."""
    try:
        os.link(file, target)
    except OSError:
        shutil.copyfile(file, target)


def _loaded(clips: Sequence[ClipOnPage]) -> tuple[str, ...]:
    return ("index.html", "page.css", "page.js", *(f"media/{clip.poster}" for clip in clips))


def _publish(folder: Path, target: Path) -> None:
    """Media first and the page last: at no time does a page lack what it shows."""
    files = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
    for file in sorted(files, key=lambda file: (file.suffix == ".html", file.parent == Path())):
        publish(folder / file, target / file)
    needed = {target / file for file in files}
    for ours in _OURS:
        for file in (target / ours).iterdir():
            if file.is_file() and file not in needed:
                file.unlink()
