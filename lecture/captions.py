"""Narration as captions: cues from the timeline, WebVTT and SubRip from the cues."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from html import escape
from io import StringIO
from textwrap import wrap

import srt
import webvtt

from scenes.timeline import Beat, Timeline

LINE = 42
"""Characters a line, as subtitlers do it."""

LINES = 2

# Where a reader would pause, best place first: after a sentence, a clause, a word.
_PAUSES = (re.compile(r"(?<=[.!?…])\s+"), re.compile(r"(?<=[,;:–—])\s+"), re.compile(r"\s+"))


@dataclass(frozen=True)
class Cue:
    """At most two lines of text, shown from ``start`` to ``end``, in seconds."""

    start: float
    end: float
    text: str


def cues_of(timeline: Timeline) -> tuple[Cue, ...]:
    """What is said in each beat, in pieces short enough to read, over the length of the beat."""
    return tuple(cue for beat in timeline.beats for cue in _cues_of_beat(beat, timeline.fps))


def shifted(cues: Iterable[Cue], seconds: float) -> tuple[Cue, ...]:
    """The same cues, later."""
    return tuple(replace(c, start=c.start + seconds, end=c.end + seconds) for c in cues)


def to_vtt(cues: Sequence[Cue]) -> str:
    """WebVTT; nothing in a text is read as markup."""
    captions = [
        webvtt.Caption(_vtt_time(cue.start), _vtt_time(cue.end), escape(cue.text, quote=False))
        for cue in cues
    ]
    file = StringIO()
    webvtt.WebVTT(captions=captions).write(file)
    return file.getvalue() + "\n"


def to_srt(cues: Sequence[Cue]) -> str:
    """SubRip, which knows no escapes: only the arrow that would be read as a time is changed."""
    composed: str = srt.compose(
        srt.Subtitle(
            number, _milliseconds(cue.start), _milliseconds(cue.end), cue.text.replace("-->", "→")
        )
        for number, cue in enumerate(cues, start=1)
    )
    return composed


def _cues_of_beat(beat: Beat, fps: int) -> list[Cue]:
    pieces = pieces_of(beat.narration)
    total = sum(len(piece) for piece in pieces)
    cues = []
    said = 0
    for piece in pieces:
        start = (beat.start + beat.frames * said / total) / fps
        said += len(piece)
        end = (beat.start + beat.frames * said / total) / fps
        cues.append(Cue(round(start, 3), round(end, 3), piece))
    return cues


def pieces_of(text: str) -> list[str]:
    """``text`` in pieces of at most two lines, cut where a reader would pause."""
    return ["\n".join(_lines(piece)) for piece in _split(" ".join(text.split()))]


def _split(text: str) -> list[str]:
    if not text:
        return []
    if len(_lines(text)) <= LINES:
        return [text]
    for pause, length in (*((pause, LINE // 3) for pause in _PAUSES), (_PAUSES[-1], 1)):
        cuts = [match for match in pause.finditer(text) if _leaves(text, match, length)]
        if cuts:
            best = min(cuts, key=lambda cut: abs(cut.start() - len(text) / 2))
            return [*_split(text[: best.start()]), *_split(text[best.end() :])]
    middle = LINE * LINES
    return [text[:middle], *_split(text[middle:])]


def _leaves(text: str, cut: re.Match[str], length: int) -> bool:
    """Are both pieces as long as that? One of a word or two flashes by."""
    return min(cut.start(), len(text) - cut.end()) >= length


def _lines(text: str) -> list[str]:
    """``text`` in as few lines as it needs, of like lengths."""
    lines = wrap(text, LINE, break_on_hyphens=False)
    if len(lines) == LINES:
        for width in range(-(-len(text) // LINES), LINE):
            evener = wrap(text, width, break_on_hyphens=False)
            if len(evener) == LINES:
                return evener
    return lines


def _vtt_time(seconds: float) -> str:
    minutes, milliseconds = divmod(round(seconds * 1000), 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{milliseconds // 1000:02}.{milliseconds % 1000:03}"


def _milliseconds(seconds: float) -> timedelta:
    return timedelta(milliseconds=round(seconds * 1000))
