"""How long what is said takes, sentence by sentence, and when each word of it comes."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil

from scenes.script import Line
from scenes.speech.marks import Mark
from scenes.speech.said import Said
from scenes.speech.spell import spoken
from scenes.typography import split

RATE = 48_000
"""Samples a second of everything that is said."""

LEAD, PAUSE, REST = 0.2, 0.25, 0.5
"""Seconds of silence before the first sentence of a beat, between two, and after the last."""

CHARACTERS_A_SECOND = 15
"""About as fast as people speak."""

READ, LEAST = 20, 5 / 6
"""Characters that can be read in a second, and seconds for which any text must be shown."""

_SPARE = 1.2

_END = re.compile(r"(?<=[.!?…])(?:[\u00a0\u202f]?[\"”»’)])*[ \t\n]+(?=\S)")
_WORD = re.compile(r"[^ \t\r\n]+")


@dataclass(frozen=True)
class Sentence:
    """One sentence as it is shown and as it is said, with the marks in what is said.

    ``words`` are the places there of the words that are shown, unless other words are said.
    """

    text: str
    spoken: str
    marks: tuple[Mark, ...] = ()
    words: tuple[int, ...] = ()


@dataclass(frozen=True)
class Utterance:
    """The sound of a sentence: its length, and when the words at some places of it begin.

    Lengths and times are in samples. Without a ``key``, under which the sound is kept, it is
    silence of that length.
    """

    samples: int
    words: tuple[tuple[int, int], ...] = ()
    key: str = ""

    def when(self, place: int, length: int) -> int:
        """When the word at ``place`` of a text of ``length`` characters begins."""
        known = [(0, 0), *self.words, (max(length, 1), self.samples)]
        after = min(bisect_right(known, (place, self.samples)), len(known) - 1)
        (left, begun), (right, ended) = known[after - 1], known[after]
        share = (place - left) / (right - left) if right > left else 0.0
        return round(begun + min(share, 1.0) * (ended - begun))


class Guesses(dict[str, Utterance]):
    """Utterances of likely lengths, for whoever wants to know what is said."""

    def __missing__(self, spoken: str) -> Utterance:
        return Utterance(RATE * (len(spoken) + 1) // CHARACTERS_A_SECOND)


@dataclass(frozen=True)
class Delivery:
    """How a line is said from the first frame of its beat on; frames count from there."""

    sentences: tuple[Said, ...]
    marks: dict[str, int]
    frames: int


@dataclass(frozen=True)
class Speech:
    """Everything that a clip says, by what is spoken, in ``language``.

    ``say`` are pronunciations of the lecturer's own; ``own`` are utterances of one beat and its
    sentence, from 1, which go before those of any.
    """

    language: str
    say: tuple[tuple[str, str], ...] = ()
    utterances: Mapping[str, Utterance] = field(default_factory=dict)
    own: Mapping[tuple[str, int], Utterance] = field(default_factory=dict)

    def deliver(self, line: Line, fps: int, beat: str = "") -> Delivery:
        """When each sentence of ``line``, of ``beat``, is said, and each of its marks comes."""
        frame = round(LEAD * fps)
        said: list[Said] = []
        marks: dict[str, int] = {}
        sentences = sentences_of(line, self.language, dict(self.say))
        for number, sentence in enumerate(sentences, start=1):
            utterance = self.own.get((beat, number)) or self.utterances[sentence.spoken]

            def when(place: int, said: Utterance = utterance, of: str = sentence.spoken) -> int:
                return round(said.when(place, len(of)) * fps / RATE)

            marks |= {mark.name: frame + when(mark.at) for mark in sentence.marks}
            frames = max(1, -(-utterance.samples * fps // RATE))
            words = tuple(when(place) for place in sentence.words)
            said.append(Said(sentence.text, sentence.spoken, frame, frames, utterance.key, words))
            frame += max(frames, self._to_read(sentence, fps)) + round(PAUSE * fps)
        rest = round(REST * fps) - round(PAUSE * fps)
        return Delivery(tuple(said), marks, frame + rest if said else 0)

    @staticmethod
    def _to_read(sentence: Sentence, fps: int) -> int:
        """Frames from its start on until a pause, so that its caption can be read in both."""
        calmly = _SPARE * len(sentence.text) / READ  # cut in pieces it takes longer
        return ceil((max(calmly, LEAST) - PAUSE) * fps) + 2  # captions are two frames apart


def sentences_of(line: Line, language: str, say: Mapping[str, str]) -> tuple[Sentence, ...]:
    """What is said of ``line``, sentence by sentence."""
    if not line.narration.strip():
        return ()
    shown = [text for _, text in _pieces(line.narration)]
    spelled = list(_pieces(line.say or line.narration))
    texts = shown if len(shown) == len(spelled) else _shared(line.narration, len(spelled))
    sentences = []
    ends = [start for start, _ in spelled[1:]] + [len(line.say or line.narration) + 1]
    for (start, text), end, caption in zip(spelled, ends, texts, strict=True):
        marks = [
            Mark(mark.name, min(mark.at - start, len(text)))
            for mark in line.marks
            if start <= mark.at < end
        ]
        words = [] if line.say else [Mark("", word.start()) for word in _WORD.finditer(text)]
        said, places = spoken(text, (*marks, *words), language, say)
        placed = tuple(mark.at for mark in places[len(marks) :])
        sentences.append(Sentence(caption, said, places[: len(marks)], placed))
    return tuple(sentences)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of ``text``, each with its place."""
    if text.strip():
        first = len(text) - len(text.lstrip())
        cuts = [first, *(match.end() for match in _END.finditer(text)), len(text)]
        yield from ((start, text[start:end].rstrip()) for start, end in pairwise(cuts))


def _shared(text: str, parts: int) -> list[str]:
    """``text`` cut between words into as many parts, for what is said in other sentences."""
    words = split(text)
    cuts = [round(len(words) * n / parts) for n in range(parts + 1)]
    return [" ".join(words[a:b]) for a, b in pairwise(cuts)]
