"""Finished pictures, captions and chapters into one MP4 that starts to play at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
from av.container import OutputContainer
from av.stream import Disposition
from av.subtitles.stream import SubtitleStream
from av.video.stream import VideoStream

from lecture.publishing.captions import Cue
from lecture.video.sound import SoundWriter

if TYPE_CHECKING:
    from av.container.core import Chapter as AvChapter

    from lecture.voice.speaker import Pcm

MILLISECONDS = Fraction(1, 1000)

_ISO_639_2 = {
    "ar": "ara", "cs": "ces", "de": "deu", "en": "eng", "es": "spa", "fr": "fra", "it": "ita",
    "ja": "jpn", "ko": "kor", "nl": "nld", "pl": "pol", "pt": "por", "ru": "rus", "sv": "swe",
    "tr": "tur", "uk": "ukr", "zh": "zho",
}  # fmt: skip

# What the mov_text encoder derives the look of the captions from.
_ASS_HEADER = b"""[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, BorderStyle, Outline, Shadow, Alignment
Style: Default,Sans,16,&Hffffff,1,1,0,2

[Events]
Format: Layer, Start, End, Style, Text
"""


@dataclass(frozen=True)
class Chapter:
    """A place that players can jump to, in seconds."""

    title: str
    start: float
    end: float


def write_mp4(
    target: Path,
    parts: Sequence[BytesIO | Path],
    title: str,
    language: str,
    cues: Iterable[Cue],
    chapters: Iterable[Chapter],
    sounds: Iterable["Pcm"] | None = None,
) -> int:
    """Join ``parts`` without encoding them again; the number of frames written.

    ``sounds`` are the samples that go with each of them; without any the file is silent.

    All parts come from :class:`lecture.video.encoder.Encoder` with one format. The index is put in
    front of the pictures, so that a web page can play the file while it loads.
    """
    with av.open(_located(target), "w", format="mp4", options={"movflags": "+faststart"}) as out:
        out.metadata["title"] = title
        with _opened(parts[0]) as first:
            video = out.add_stream_from_template(first.streams.video[0])
            parameters = first.streams.video[0].codec_context.extradata
        video.metadata["language"] = "zxx"  # there are no words in it
        spoken = _language(language)
        sound = SoundWriter(out, "mp4", spoken) if sounds is not None else None
        captions = _add_captions(out, spoken)
        out.set_chapters([_chapter(number, each) for number, each in enumerate(chapters)])
        out.start_encoding()
        frames = 0
        for part, samples in zip_longest(parts, sounds or ()):
            frames += _copy(part, out, video, frames, parameters)
            if sound is not None:
                sound.write(samples)
        if sound is not None:
            sound.finish()
        for cue in cues:
            out.mux(_caption(cue, captions))
    return frames


def _opened(part: BytesIO | Path) -> av.container.InputContainer:
    if isinstance(part, Path):
        return av.open(_located(part), "r")
    part.seek(0)
    return av.open(part, "r")


def _located(path: Path) -> str:
    """From the root on: FFmpeg takes ``friday:draft/clip.mp4`` for an address with a protocol."""
    return str(path.absolute())


def _copy(
    part: BytesIO | Path,
    out: OutputContainer,
    video: VideoStream,
    frames: int,
    parameters: bytes | None,
) -> int:
    with _opened(part) as container:
        source = container.streams.video[0]
        if source.codec_context.extradata != parameters:
            raise ValueError(f"{part} was encoded with other settings: render it again")
        assert source.average_rate is not None
        assert source.time_base is not None
        shift = frames / source.average_rate / source.time_base
        for packet in container.demux(source):
            if packet.dts is None or packet.pts is None:
                continue
            packet.pts += int(shift)
            packet.dts += int(shift)
            packet.stream = video
            out.mux(packet)
        return source.frames


def _add_captions(out: OutputContainer, language: str) -> SubtitleStream:
    stream: SubtitleStream = out.add_stream("mov_text")
    stream.codec_context.subtitle_header = _ASS_HEADER
    stream.codec_context.time_base = MILLISECONDS
    stream.metadata["language"] = language
    stream.disposition = Disposition.default
    return stream


def _language(code: str) -> str:
    """As MP4 writes it."""
    return _ISO_639_2.get(code[:2], "und")


def _caption(cue: Cue, stream: SubtitleStream) -> "av.Packet[Any]":
    """A cue as 3GPP timed text: the length of the text in two bytes, then the text."""
    text = cue.text.encode()
    packet = av.Packet(len(text).to_bytes(2, "big") + text)
    packet.time_base = MILLISECONDS
    packet.pts = packet.dts = round(cue.start * 1000)
    packet.duration = round(cue.end * 1000) - packet.pts
    packet.stream = stream
    return packet


def _chapter(number: int, chapter: Chapter) -> "AvChapter":
    return {
        "id": number,
        "start": round(chapter.start * 1000),
        "end": round(chapter.end * 1000),
        "time_base": MILLISECONDS,
        "metadata": {"title": chapter.title},
    }
