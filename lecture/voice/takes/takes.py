"""The takes of a folder: which there are, what each of them says, and what is wrong with it."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from lecture.freshness.cache import Cache
from lecture.voice.engine import VoiceError
from lecture.voice.takes.cutting import Cut, cut
from lecture.voice.takes.listening import Samples, TakeError, heard
from lecture.voice.takes.names import TakeFile, files_of
from scenes.speech.speech import CHARACTERS_A_SECOND, PAUSE, RATE, Utterance

_SHORTEST, _LONGEST, _SLACK = 0.4, 2.0, 3.0
"""Of the time that a text takes: nobody speaks that fast, or so slowly; and seconds besides."""

_PREFIX = "take"


@dataclass
class Reading:
    """What the takes of a clip give: utterances by beat and sentence; ``states`` by file."""

    utterances: dict[tuple[str, int], Utterance] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)


class Takes:
    """The takes in ``folder``; ``edition`` is of all that is done to them here."""

    def __init__(self, folder: Path, cache: Cache, edition: str) -> None:
        self._folder, self._cache, self._edition = folder, cache, edition

    def require_some(self) -> None:
        """Raise :class:`VoiceError` if there is nothing that could be a take."""
        place = f"[voice] takes = {self._folder}"
        if not self._folder.is_dir():
            raise VoiceError(
                f"{place}: there is no such folder: make it, put takes there by the names that "
                "unrolled script shows, or --voice none"
            )
        clips = (path.name for path in self._folder.iterdir() if path.is_dir())
        if not any(True for clip in clips for _ in files_of(self._folder, clip)):
            raise VoiceError(
                f"{place}: holds no takes: put files there by the names that unrolled script "
                "shows, such as rolling/unroll-it.wav, or --voice none"
            )

    def read(self, clip: str, beats: Mapping[str, Sequence[str]]) -> Reading:
        """What there is of ``clip``, which says ``beats``: sentences by the name of the beat.

        A take of a sentence goes before what a take of its beat has of it.
        """
        reading = Reading()
        files = [*files_of(self._folder, clip)]
        twice = Counter((file.beat, file.number) for file in files)
        for file in sorted(files, key=lambda file: file.number is not None):
            texts = beats.get(file.beat)
            if texts is None or (file.number or 1) > len(texts):
                reading.doubts[file.name] = "is used by no beat: unrolled script shows the names"
                continue
            if twice[file.beat, file.number] > 1:
                reading.faults[file.name] = "is one of two of this name: take one of them away"
                continue
            said = list(texts) if file.number is None else [texts[file.number - 1]]
            try:
                made, doubts = self._made(file, said)
            except TakeError as error:
                reading.faults[file.name] = str(error)
                continue
            for n, utterance in enumerate(made, start=file.number or 1):
                reading.utterances[file.beat, n] = utterance
            if doubts:
                reading.doubts[file.name] = "; ".join(doubts)
            reading.states[file.name] = f"{sum(each.samples for each in made) / RATE:.1f} s"
        return reading

    def sound(self, key: str) -> bytes:
        """The samples that ``key`` stands for, made again. Raises :class:`VoiceError`."""
        _, digest, number, *sizes = key.split("-")
        clips = (path.name for path in sorted(self._folder.iterdir()) if path.is_dir())
        for file in (file for clip in clips for file in files_of(self._folder, clip)):
            if self._digest(file) == digest:
                lengths = [int(size) for size in sizes]
                sound = heard(file.path)
                found = cut(sound.samples, lengths)
                assert found is not None, file
                return _pcm(sound.samples[found.pieces[int(number)]])
        raise VoiceError(
            f"[voice] takes = {self._folder}: a take that a clip was made with is not there any "
            "more: unrolled render makes it anew"
        )

    def _made(self, file: TakeFile, texts: Sequence[str]) -> tuple[list[Utterance], list[str]]:
        """Utterances of ``texts``, and what is doubtful. Raises :class:`TakeError`."""
        digest = self._digest(file)
        sizes = [len(text) for text in texts]
        known = sha256(json.dumps([_PREFIX, digest, texts]).encode()).hexdigest()[:40]
        kept = self._cache.get(known)
        if kept is not None:
            made, doubts = json.loads(kept)
            return [Utterance(n, tuple((a, b) for a, b in w), key) for n, w, key in made], doubts
        sound = heard(file.path)
        found = cut(sound.samples, sizes)
        if found is None:
            raise TakeError("is silent: was the microphone on? Record it again")
        _require_about(found.seconds, sizes)
        utterances = []
        for n, (piece, text) in enumerate(zip(found.pieces, texts, strict=True)):
            key = "-".join(map(str, (_PREFIX, digest, n, *sizes)))
            utterances.append(self._utterance(sound.samples[piece], text, found, key))
        doubts = [*sound.doubts, *_doubts_of(found)]
        plain = [[each.samples, each.words, each.key] for each in utterances]
        self._cache.put(known, json.dumps([plain, doubts]).encode())
        return utterances, doubts

    def _utterance(self, samples: Samples, text: str, found: Cut, key: str) -> Utterance:
        import numpy as np

        from lecture.voice.words import estimated

        content = _pcm(samples)
        pcm = np.frombuffer(content, np.dtype("<i2"))
        self._cache.put(f"{key}.pcm", content)
        return Utterance(len(pcm), estimated(text, pcm, found.faint), key)

    def _digest(self, file: TakeFile) -> str:
        return sha256(self._edition.encode() + file.path.read_bytes()).hexdigest()[:24]


def is_take(key: str) -> bool:
    """Does ``key`` stand for the sound of a take?"""
    return key.startswith(f"{_PREFIX}-")


def _pcm(samples: Samples) -> bytes:
    from lecture.voice.levels import made_equal

    return made_equal(samples).astype("<i2").tobytes()


def _require_about(seconds: float, sizes: Sequence[int]) -> None:
    likely = sum(sizes) / CHARACTERS_A_SECOND + PAUSE * (len(sizes) - 1)
    told = f"lasts {seconds:.1f} s, and its text takes about {likely:.1f} s"
    if seconds < _SHORTEST * likely:
        raise TakeError(f"{told}: is it cut off, or of another text? Record it again")
    if seconds > _LONGEST * likely + _SLACK:
        raise TakeError(f"{told}: is it of another text? Record it again, or cut it")


def _doubts_of(found: Cut) -> Iterator[str]:
    if found.is_cut_off:
        yield "begins or ends in the midst of sound: is it cut off?"
    for number in found.without_pause:
        yield f"has no pause after sentence {number}, cut where it is softest: pause there"
