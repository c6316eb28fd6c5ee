"""What the page knows of a clip: its files, and what its timeline tells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import av
from markupsafe import Markup
from PIL import Image

from lecture.page.transcript import Passage, chapters, plain, transcript
from lecture.publishing.captions import Cue, to_vtt
from lecture.publishing.store import document_of
from lecture.publishing.timeline import timeline_of
from scenes.languages import speaking, words_of
from scenes.timeline import Timeline

_POSTER_WIDTH = 1088  # pixels: as wide as the page shows them; all are loaded at once
_POSTER_QUALITY = {"quality": 40, "speed": 6, "max_threads": 1}  # a third of WebP's size


_HOUR = re.compile(r"\b00:(?=\d\d:\d\d\.\d{3}\b)")  # may be left out in WebVTT
_PLAIN = " !$'()*+,-./:;=?@_~[]>"
"""Of ASCII, besides letters and digits; a percent sign, a hash and line ends are escaped."""


@dataclass(frozen=True)
class Source:
    """A file that a browser can play, and what it must know before it loads it."""

    file: str  # its name in media/
    type: str  # of media, with codecs
    size: int  # bytes

    @property
    def name(self) -> str:
        """What people call such a file."""
        return "WebM" if self.file.endswith(".webm") else "MP4"


@dataclass(frozen=True)
class ClipOnPage:
    """A published clip as the page shows it; files are named as they lie in ``media/``."""

    name: str
    title: str
    language: str
    seconds: float
    width: int
    height: int
    made: datetime
    captions: str  # WebVTT
    timeline: Timeline
    passages: tuple[Passage, ...]
    text: str  # the transcript as running text
    sources: tuple[Source, ...]  # the smallest first, MP4 last

    @property
    def poster(self) -> str:
        """The poster that the page loads."""
        return f"{self.name}.avif"

    @property
    def chapters(self) -> str:
        """WebVTT: the beats by their titles."""
        return to_vtt([Cue(round(a, 3), round(b, 3), t) for t, a, b in chapters(self.timeline)])

    @property
    def captions_url(self) -> Markup:
        """The captions inside an address: from a file no browser would load them beside it."""
        return data_url(_HOUR.sub("", self.captions))


def read_clip(name: str, out: Path, webm: Path | None = None) -> ClipOnPage | None:
    """The clip ``name`` under ``out``; None unless every file that belongs to it is whole."""
    stem = out / "clips" / name
    document = document_of(stem)
    if document is None:
        return None
    timeline = timeline_of(document)
    language = document["look"]["language"]
    words = words_of(language, "page")
    video: dict[str, Any] = document["video"]
    mp4 = stem.with_suffix(".mp4")
    files = ([(f"{name}.webm", webm)] if webm else []) + [(f"{name}.mp4", mp4)]
    with speaking(language):
        passages, text = transcript(timeline, words), plain(timeline, words)
    return ClipOnPage(
        name=name,
        title=document["title"],
        language=language,
        seconds=document["seconds"],
        width=video["width"],
        height=video["height"],
        made=datetime.fromtimestamp(int(mp4.stat().st_mtime), UTC),
        captions=stem.with_suffix(".vtt").read_text(encoding="utf-8"),
        timeline=timeline,
        passages=passages,
        text=text,
        sources=tuple(Source(name, media_type(file), file.stat().st_size) for name, file in files),
    )


def small_poster(png: Path) -> bytes:
    """The clip's poster as AVIF."""
    with Image.open(png) as picture:
        picture.thumbnail((_POSTER_WIDTH, _POSTER_WIDTH), Image.Resampling.LANCZOS)
        file = BytesIO()
        picture.convert("RGB").save(file, "AVIF", **_POSTER_QUALITY)
    return file.getvalue()


def media_type(video: Path) -> str:
    """As RFC 6381 writes it, so that a browser need not load what it cannot play."""
    with av.open(str(video.absolute())) as container:
        context = container.streams.video[0].codec_context
        codec, record = context.name, context.extradata or b""
        is_spoken = bool(container.streams.audio)
    if codec == "h264":
        sound = ", mp4a.40.2" if is_spoken else ""
        return f'video/mp4; codecs="avc1.{record[1:4].hex()}{sound}"'
    level, flags = record[1] & 0x1F, record[2]
    tier = "H" if flags & 0x80 else "M"
    bits = 10 if flags & 0x40 else 8
    sound = ", opus" if is_spoken else ""
    return f'video/webm; codecs="av01.{record[1] >> 5}.{level:02}{tier}.{bits:02}{sound}"'


def data_url(text: str) -> Markup:
    """Captions as an address that holds them; what needs no escape there stays as it is."""
    return Markup(f"data:text/vtt;charset=utf-8,{_quoted(text)}")


def _quoted(text: str) -> str:
    """What a browser would escape by itself, letters beyond ASCII, stays."""
    return "".join(c if ord(c) > 0xA0 else quote(c, safe=_PLAIN) for c in text)


def total_minutes(clips: Sequence[ClipOnPage]) -> int:
    """Length of all clips, in whole minutes."""
    return max(1, round(sum(clip.seconds for clip in clips) / 60))
