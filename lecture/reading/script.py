"""The script of a clip, beat by beat, with its numbers filled in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from lecture.production.job import Job
from lecture.production.recital import recital
from lecture.voice.takes.names import name_of
from scenes.speech.said import Said
from scenes.timeline import Beat

_AROUND = ".,;:!?…“”«»\"'()"
_PLAIN = re.compile(r"\d{1,3}")  # everyone reads these alike
_INLINE = "](/"
"""Phonemes in a pronunciation, which no person reads."""


@dataclass(frozen=True)
class Sentence:
    """What is read: ``text`` as it is written, ``spoken`` as it sounds; ``take`` is its file."""

    text: str
    spoken: str
    take: str

    @property
    def hints(self) -> tuple[tuple[str, str], ...]:
        """What is written otherwise than it is said, and how it is said."""
        return tuple(dict.fromkeys(_hints(self.text.split(), self.spoken.split())))


@dataclass(frozen=True)
class BeatScript:
    """The sentences of a beat, and about how many ``seconds`` they take; ``take`` is its file."""

    name: str
    headline: str
    seconds: float
    take: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class ClipScript:
    """All that a clip says; what is silent is left out."""

    clip: str
    title: str
    language: str
    beats: tuple[BeatScript, ...]

    @property
    def seconds(self) -> float:
        """About how long it takes to read."""
        return round(sum(beat.seconds for beat in self.beats), 1)


def script_of(job: Job) -> ClipScript:
    """What is said in the clip of ``job``, for which it is walked through."""
    timeline = recital(job)
    beats = tuple(
        BeatScript(
            beat.name,
            beat.headline,
            _seconds(beat, timeline.fps),
            name_of(job.clip, beat.name),
            tuple(
                Sentence(said.text, said.spoken, name_of(job.clip, beat.name, number))
                for number, said in enumerate(beat.speech, start=1)
            ),
        )
        for beat in timeline.beats
        if beat.speech
    )
    return ClipScript(job.clip, timeline.title, job.look.language, beats)


def _seconds(beat: Beat, fps: int) -> float:
    """From the first sentence to the end of the last one, at a calm pace."""
    first, last = beat.speech[0], beat.speech[-1]
    return round((_end(last) - first.start) / fps, 1)


def _end(said: Said) -> int:
    return said.start + said.frames


def _hints(written: list[str], said: list[str]) -> Iterator[tuple[str, str]]:
    for kind, a, b, c, d in SequenceMatcher(None, written, said, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        text, sound = (" ".join(words).strip(_AROUND) for words in (written[a:b], said[c:d]))
        if text and sound and _INLINE not in sound and not _PLAIN.fullmatch(text):
            yield text, sound
