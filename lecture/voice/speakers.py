"""Who says a clip: an engine, or takes and an engine for what is not among them."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from lecture.freshness.cache import Cache
from lecture.voice.engine import VoiceError
from lecture.voice.speaker import Pcm, Speaker, edition
from lecture.voice.voice import RECORDED, SILENT, Voice
from scenes.speech.said import Said
from scenes.speech.speech import Guesses, Speech


def speaker_of(voice: Voice, language: str, cache: Cache) -> Speaker:
    """Whoever ``voice`` is."""
    kind = Recorded if voice.engine == RECORDED else Speaker
    return kind(voice, language, cache)


class Recorded(Speaker):
    """The sound of takes; what has none is said by the fallback, or is a pause to read it in."""

    def __init__(self, voice: Voice, language: str, cache: Cache) -> None:
        from lecture.voice.takes.takes import Takes

        super().__init__(voice, language, cache)
        self._takes = Takes(Path(voice.takes), cache, edition())
        self._spare = Speaker(replace(voice, engine=voice.fallback), language, cache)
        self._notes: list[str] = []

    @property
    def notes(self) -> tuple[str, ...]:
        """What has no take, and which takes are doubtful, of what was asked for."""
        return tuple(self._notes)

    def speech(self, lines: Iterable[tuple[str, str]]) -> Speech:
        """How the lines of one clip are said.

        Raises :class:`VoiceError` that names every take that cannot be used.
        """
        self._takes.require_some()
        self._notes = []
        said = list(lines)
        clip, beats = beats_of(said)
        reading = self._takes.read(clip, beats)
        if reading.faults:
            told = (f"{name} {why}" for name, why in reading.faults.items())
            raise VoiceError(
                "\n".join(f"[voice] takes = {self._voice.takes}: {each}" for each in told)
            )
        self._notes += [f"{name} {why}" for name, why in reading.doubts.items()]
        missing = [
            (f"{clip}, {beat}", text)
            for beat, texts in beats.items()
            for number, text in enumerate(texts, start=1)
            if (beat, number) not in reading.utterances
        ]
        if missing:
            self._notes.append(_told_of(missing, len(said), self._voice.fallback))
        if self._voice.fallback == SILENT:
            guesses = Guesses()
            others = Speech(self._language, utterances={text: guesses[text] for _, text in missing})
        else:
            others = self._spare.speech(missing)
        return replace(others, say=self._voice.say, own=reading.utterances)

    def sound(self, said: Said) -> Pcm:
        """The samples of ``said``; a take that was lost from the cache is read again."""
        import numpy as np

        from lecture.voice.takes.takes import is_take

        if not is_take(said.key):
            return self._spare.sound(said)
        kept = self._cache.get(f"{said.key}.pcm")
        return np.frombuffer(kept or self._takes.sound(said.key), np.dtype("<i2"))


def beats_of(lines: Iterable[tuple[str, str]]) -> tuple[str, dict[str, list[str]]]:
    """The clip, and its sentences by beat, of lines as :mod:`lecture.production.recital` has."""
    clip, beats = "", dict[str, list[str]]()
    for place, text in lines:
        clip, _, beat = place.partition(", ")
        beats.setdefault(beat, []).append(text)
    return clip, beats


def _told_of(missing: list[tuple[str, str]], count: int, fallback: str) -> str:
    by = "silent" if fallback == SILENT else f"said by {fallback}"
    clip = missing[0][0].partition(", ")[0]
    beats = dict.fromkeys(place.partition(", ")[2] for place, _ in missing)
    names = "" if len(missing) == count else f": {', '.join(beats)}"
    return f"{clip}: {len(missing)} of {count} sentences have no take and are {by}{names}"
