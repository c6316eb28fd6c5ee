"""Sentences as sound: each made once, and kept by what it is made of."""

import json
from collections.abc import Callable, Iterable
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from lecture.freshness.cache import Cache
from lecture.imports import digest_of
from lecture.voice.engine import Engine, VoiceError, engine_of
from lecture.voice.voice import Voice
from scenes.speech.said import Said
from scenes.speech.speech import RATE, Speech, Utterance

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Pcm: TypeAlias = "NDArray[np.int16]"
"""Mono samples at ``RATE``."""

SoundOf = Callable[[Said], Pcm]

_LONGEST = 180
"""Seconds of a sentence at most: a service that goes on and on has misunderstood."""

_SILENT = 1e-3  # of full scale: nobody hears that


class Speaker:
    """The sound of what ``voice`` says in ``language``."""

    def __init__(self, voice: Voice, language: str, cache: Cache) -> None:
        self._voice, self._language, self._cache = voice, language, cache

    def speech(self, lines: Iterable[tuple[str, str]]) -> Speech:
        """How all ``lines`` are said: where each stands, and what is spoken there.

        Raises :class:`VoiceError` with that place if one cannot be.
        """
        utterances = {}
        for place, text in lines:
            if text not in utterances:
                utterances[text] = self._utterance(text, place)
        return Speech(self._language, self._voice.say, utterances)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a lecturer should know of it; nothing, if it was made by an engine."""
        return ()

    def sound(self, said: Said) -> Pcm:
        """The samples of ``said``; what was kept and is lost is made again."""
        import numpy as np

        if not said.key:
            return np.zeros(0, np.int16)  # a pause instead
        kept = self._cache.get(_sound_key(said.key))
        if kept is None:
            return self._make(said.spoken, f"“{said.text}”")[1]
        return np.frombuffer(kept, np.dtype("<i2"))

    def _utterance(self, text: str, place: str) -> Utterance:
        key = self._key(text)
        kept = self._cache.get(key)
        if kept is None:
            return self._make(text, place)[0]
        samples, words = json.loads(kept)
        return Utterance(samples, tuple((at, when) for at, when in words), key)

    def _make(self, text: str, place: str) -> tuple[Utterance, Pcm]:
        import numpy as np

        from lecture.voice.levels import at_our_rate, heard_part, made_equal
        from lecture.voice.words import estimated

        if not any(letter.isalnum() for letter in text):
            raise self._refused(place, text, "gives no sound")
        sound = self._engine.speak(text, self._language)
        samples = sound.samples
        if not np.isfinite(samples).all():
            raise self._refused(place, text, "gives samples that are no numbers")
        if len(samples) > _LONGEST * sound.rate:
            raise self._refused(place, text, f"speaks for more than {_LONGEST} s")
        part = heard_part(samples, sound.rate)
        if part.start == part.stop or np.abs(samples).max(initial=0.0) < _SILENT:
            raise self._refused(place, text, "gives no sound")
        pcm = made_equal(at_our_rate(samples[part], sound.rate))
        words = tuple(
            (at, min(max(round((when - part.start / sound.rate) * RATE), 0), len(pcm)))
            for at, when in sound.words
        )
        key = self._key(text)
        made = Utterance(len(pcm), words or estimated(text, pcm), key)
        self._cache.put(_sound_key(key), pcm.astype("<i2").tobytes())
        self._cache.put(key, json.dumps([made.samples, made.words]).encode())
        return made, pcm

    def _refused(self, place: str, text: str, why: str) -> VoiceError:
        return VoiceError(
            f"{place}: [voice] engine = {self._voice.engine} {why} for “{text}”: write it in words,"
            ' give the line a say = "…" or a word a place in [voice.say], or --voice none'
        )

    @cached_property
    def _engine(self) -> Engine:
        return engine_of(self._voice)

    def _key(self, text: str) -> str:
        parts = [
            "speech", self._voice.engine, self._voice.made_by, self._language, text, edition(),
        ]  # fmt: skip
        return sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:40]


@cache
def edition() -> str:
    """Of all that is done here to what an engine gives."""
    files = sorted(Path(__file__).parent.rglob("*.py"))
    return digest_of(b"".join(file.read_bytes() for file in files))


def _sound_key(key: str) -> str:
    return f"{key}.pcm"
