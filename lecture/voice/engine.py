"""What an engine is: text into sound. Which there are, and what they lack here."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from lecture.voice.voice import Voice
from rnn_math.errors import LectureError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class VoiceError(LectureError):
    """An engine cannot say something; says which, what, and the remedy."""


@dataclass(frozen=True)
class Sound:
    """What an engine gives: mono ``samples`` at ``rate`` a second.

    ``words`` are places in the text and the seconds at which the words there begin, as far as
    they are known.
    """

    samples: "NDArray[np.float32]"
    rate: int
    words: tuple[tuple[int, float], ...] = ()


class Engine(Protocol):
    """Something that speaks. Equal texts must sound alike."""

    def speak(self, text: str, language: str) -> Sound:
        """``text``, one sentence, aloud. Raises :class:`VoiceError`."""
        ...


@dataclass(frozen=True)
class Kind:
    """An engine that may be named: ``lacks`` says what stands in its way, with the remedy."""

    lacks: Callable[[str, str], str]
    """By the language and the model's file; nothing if it can speak."""

    made_by: Callable[[str], str]
    load: Callable[[Voice], Engine]


def kind_of(name: str, folder: str = "") -> Kind | None:
    """The engine called ``name``: one of :data:`ENGINES`, or ``module:Class``."""
    room = ENGINES.get(name)
    if room is not None:
        return _kind_in(room)
    if ":" not in name:
        return None
    service = import_module("lecture.voice.service")
    return Kind(
        partial(service.lacks, name, folder),
        lambda model: service.made_by(name, folder),
        service.load,
    )


def engine_of(voice: Voice) -> Engine:
    """The engine of ``voice``, loaded."""
    kind = kind_of(voice.engine, voice.folder)
    assert kind is not None, voice
    return kind.load(voice)


def _kind_in(room: str) -> Kind:
    module: Any = import_module(room)
    return Kind(module.lacks, module.made_by, module.load)


ENGINES = {
    "builtin": "lecture.voice.builtin",
    "espeak": "lecture.voice.espeak",
    "piper": "lecture.voice.piper",
}
"""Modules of engines by the names that ``[voice] engine`` may have, besides none."""
