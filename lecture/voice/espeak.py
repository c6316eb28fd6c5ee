"""espeak-ng, a program of over a hundred languages; it sounds like a machine."""

import subprocess
from contextlib import suppress
from functools import cache

from lecture.voice.engine import Engine, Sound
from lecture.voice.program import found, said_by
from lecture.voice.voice import Voice

_NAMES = ("espeak-ng", "espeak")


def lacks(language: str, model: str) -> str:
    """What stands in its way, and the remedy."""
    program = found(*_NAMES)
    if program is None:
        return "it is not installed: apt-get install espeak-ng, or brew install espeak-ng"
    if language[:2] not in _languages(program):
        return f"it has no voice for {language!r}: espeak-ng --voices lists what it speaks"
    return ""


def made_by(model: str) -> str:
    """The version that the sound depends on."""
    return _told(found(*_NAMES) or _NAMES[0], "--version").partition(" Data at")[0]


def load(voice: Voice) -> Engine:
    """Nothing to load: the program is run for every sentence."""
    return _Espeak(found(*_NAMES) or _NAMES[0])


class _Espeak:
    def __init__(self, program: str) -> None:
        self._program = program

    def speak(self, text: str, language: str) -> Sound:
        """The text goes by way of the input: nothing in it is an option."""
        return said_by("espeak", [self._program, "-v", language, "--stdin", "--stdout"], text)


@cache
def _languages(program: str) -> frozenset[str]:
    rows = (line.split() for line in _told(program, "--voices").splitlines()[1:])
    return frozenset(row[1][:2] for row in rows if len(row) > 1)


@cache
def _told(program: str, option: str) -> str:
    with suppress(OSError, subprocess.SubprocessError):
        return subprocess.run(
            [program, option], capture_output=True, text=True, timeout=10, check=False
        ).stdout.strip()
    return ""
