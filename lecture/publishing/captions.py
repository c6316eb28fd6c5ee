"""Narration as captions: cues from the timeline, WebVTT and SubRip from the cues."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from html import escape
from io import StringIO
from textwrap import wrap

import srt
import webvtt

from scenes.speech.said import Said
from scenes.speech.speech import LEAST, READ
from scenes.timeline import Beat, Timeline
from scenes.typography import split

LINE = 42
"""Characters a line, as subtitlers do it."""

LINES = 2

_GAP = 2  # frames between two cues: else nobody sees that there is another
_CALM = 0.5  # seconds after a sentence in which its caption waits for the next one

# Where a reader would pause, best place first: after a sentence, a clause, a word.
_PAUSES = (re.compile(r"(?<=[.!?…]) +"), re.compile(r"(?<=[,;:–—]) +"), re.compile(r" +"))


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
    if beat.speech:
        return list(_cues_of_speech(beat, fps))
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


def _cues_of_speech(beat: Beat, fps: int) -> Iterator[Cue]:
    """Each sentence as it is spoken; what is short stays for as long as it takes to read."""
    gap = _GAP / fps
    following = [*(said.start for said in beat.speech[1:]), beat.start + beat.frames]
    for said, frame in zip(beat.speech, following, strict=True):
        pieces, starts = _begun(said, fps)
        needed = [max(len(piece) / READ, LEAST) + gap for piece in pieces]
        limit, last = frame / fps, (said.start + said.frames) / fps
        for n in range(1, len(pieces)):
            starts[n] = max(starts[n], starts[n - 1] + needed[n - 1])
        if limit - last > _CALM:  # it goes with the voice, where nothing follows soon
            limit = min(limit, max(last + gap, starts[-1] + needed[-1]))
        for n in range(len(pieces) - 1, 0, -1):
            starts[n] = max(starts[0], min(starts[n], limit - sum(needed[n:])))
        for piece, start, end in zip(pieces, starts, [*starts[1:], limit], strict=True):
            yield Cue(round(start, 3), round(end - gap, 3), piece)


def _begun(said: Said, fps: int) -> tuple[list[str], list[float]]:
    """The pieces of a sentence, and the seconds at which they begin."""
    pieces = pieces_of(said.text)
    counts = [len(split(piece)) for piece in pieces]
    starts = []
    for n in range(len(pieces)):
        word = sum(counts[:n])
        if word < len(said.words):
            frame: float = said.words[word]
        else:  # other words are said than are shown
            frame = said.frames * word / sum(counts)
        starts.append((said.start + (frame if n else 0)) / fps)
    return pieces, starts


def pieces_of(text: str) -> list[str]:
    """``text`` in pieces of at most two lines, cut where a reader would pause."""
    return ["\n".join(_lines(piece)) for piece in _split(" ".join(split(text)))]


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
