"""Services to test with: what they say is a tone, a quarter of a second a word."""

import time
from typing import ClassVar

import numpy as np

RATE = 16_000
WORD = RATE // 4


def tone(words: int) -> np.ndarray:
    return (0.2 * np.sin(np.arange(words * WORD) * 2 * np.pi * 440 / RATE)).astype(np.float32)


class Tones:
    """Speaks, and counts how often."""

    spoken: ClassVar[list[str]] = []

    def speak(self, text: str, language: str) -> tuple[np.ndarray, int]:
        self.spoken.append(text)
        silence = np.zeros(RATE // 10, np.float32)
        return np.concatenate((silence, tone(len(text.split())), silence)), RATE


class Silence:
    def speak(self, text: str, language: str) -> tuple[np.ndarray, int]:
        return np.zeros(RATE, np.float32), RATE


class Nothing:
    def speak(self, text: str, language: str) -> tuple[np.ndarray, int]:
        return np.zeros(0, np.float32), RATE


class NoNumbers:
    def speak(self, text: str, language: str) -> tuple[np.ndarray, int]:
        return np.full(RATE, np.nan, np.float32), RATE


class Endless:
    def speak(self, text: str, language: str) -> tuple[np.ndarray, int]:
        return tone(4 * 200), RATE


class Failing:
    def speak(self, text: str, language: str) -> tuple[np.ndarray, int]:
        raise ConnectionError("no network")


class Hanging:
    def speak(self, text: str, language: str) -> tuple[np.ndarray, int]:
        time.sleep(30)
        raise AssertionError("nobody waits for this")


class Broken:
    def __init__(self) -> None:
        raise KeyError("API_KEY")
