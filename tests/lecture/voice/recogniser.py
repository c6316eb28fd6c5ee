"""Who listens: pocketsphinx, with the model in its wheel."""

import re

import numpy as np
from pocketsphinx import Config, Decoder

from scenes.speech.speech import RATE

_RATE = 16_000
_SILENCE = np.zeros(_RATE // 5, np.int16)
_ALIKE = {"per cent": "percent", "naive bayes": "naive days"}


def words_of(text: str) -> list[str]:
    for written, heard in _ALIKE.items():
        text = text.lower().replace(written, heard)
    return re.findall(r"[a-z']+", text.lower().replace("-", " "))


class Recogniser:
    def __init__(self) -> None:
        self._listening = Decoder(Config(samprate=_RATE, loglevel="FATAL"))
        self._following = Decoder(Config(samprate=_RATE, loglevel="FATAL"))

    def words(self, samples: np.ndarray) -> list[str]:
        """What is understood."""
        hypothesis = self._heard(self._listening, samples).hyp()
        return words_of(hypothesis.hypstr if hypothesis else "")

    def starts(self, text: str, samples: np.ndarray) -> list[float] | None:
        """Seconds at which the words of ``text`` begin; None if one is in no dictionary."""
        words = [re.sub(r"[^a-z'-]", "", word.lower()) for word in text.split()]
        parts = [[part for part in word.split("-") if part] for word in words]
        flat = [part for each in parts for part in each]
        if not all(parts) or not all(self._following.lookup_word(part) for part in flat):
            return None
        self._following.set_align_text(" ".join(flat))
        found = [
            part.start_frame / 100 - len(_SILENCE) / _RATE
            for part in self._heard(self._following, samples).seg()
            if not part.word.startswith(("<", "[", "("))
        ]
        firsts = np.cumsum([0, *(len(each) for each in parts[:-1])])
        return [found[first] for first in firsts] if len(found) == len(flat) else None

    def _heard(self, decoder: Decoder, samples: np.ndarray) -> Decoder:
        third = RATE // _RATE
        whole = samples[: len(samples) // third * third].reshape(-1, third).mean(axis=1)
        decoder.start_utt()
        sound = np.concatenate((_SILENCE, whole.astype(np.int16), _SILENCE))
        decoder.process_raw(sound.tobytes(), full_utt=True)
        decoder.end_utt()
        return decoder


def errors(said: list[str], heard: list[str]) -> int:
    """Words that are missing, wrong or too many (Levenshtein's distance)."""
    row = list(range(len(heard) + 1))
    for number, word in enumerate(said, start=1):
        before, row = row, [number]
        for column, other in enumerate(heard, start=1):
            row.append(min(before[column] + 1, row[-1] + 1, before[column - 1] + (word != other)))
    return row[-1]
