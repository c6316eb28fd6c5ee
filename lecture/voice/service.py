"""``engine = "module:Class"``: a service of manim-voiceover's, or one's own.

One's own class has ``speak(text, language)``, which gives the samples, from -1 to 1, and their
rate. A module is looked for beside ``lecture.toml`` first.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from queue import Empty, Queue
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any, TypeVar

import numpy as np

from lecture.imports import digest_of
from lecture.voice.engine import Engine, Sound, VoiceError
from lecture.voice.hearing import sound_in
from lecture.voice.program import PATIENCE
from lecture.voice.voice import Voice

Answer = TypeVar("Answer")


def lacks(name: str, folder: str, language: str, model: str) -> str:
    """What stands in its way, and the remedy."""
    module, _, cls = name.partition(":")
    if not (cls.isidentifier() and all(part.isidentifier() for part in module.split("."))):
        return "must be module:Class, such as manim_voiceover.services.gtts:GTTSService"
    if _file_of(module, folder) is None:
        return f"there is no module {module}: install it, or put {module}.py beside lecture.toml"
    return ""


def made_by(name: str, folder: str) -> str:
    """What is known of what the sound depends on: the module's file."""
    file = _file_of(name.partition(":")[0], folder)
    return f"{name} {digest_of(file.read_bytes()) if file and file.is_file() else ''}".strip()


def load(voice: Voice) -> Engine:
    """An instance of the class. Raises :class:`VoiceError`."""
    return _loaded(voice.engine, voice.folder)


@cache
def _loaded(name: str, folder: str) -> Engine:
    module, _, cls = name.partition(":")
    with _failing_with(f"[voice] engine = {name}: cannot be made"), _looked_for_in(folder):
        return _Service(name, getattr(import_module(module), cls)())


class _Service:
    def __init__(self, name: str, service: Any) -> None:
        self._name, self._service = name, service

    def speak(self, text: str, language: str) -> Sound:
        """Whatever is wrong with the service is told with what it was to say."""
        with _failing_with(f"[voice] engine = {self._name}: failed at “{text}”"):
            return _in_time(lambda: self._said(text, language), self._name, text)

    def _said(self, text: str, language: str) -> Sound:
        if hasattr(self._service, "speak"):
            samples, rate = self._service.speak(text, language)
            return Sound(np.asarray(samples, np.float32).reshape(-1), int(rate))
        with TemporaryDirectory(prefix="unrolled-") as folder:
            made = self._service.generate_from_text(text, cache_dir=folder)
            file = Path(folder, made["original_audio"])
            return sound_in(file, f"[voice] engine = {self._name}: what it made of “{text}”")


def _in_time(make: Callable[[], Answer], name: str, text: str) -> Answer:
    """What ``make`` gives; a thread that hangs cannot be ended, and is left behind."""
    answers: Queue[Answer | BaseException] = Queue()

    def run() -> None:
        try:
            answers.put(make())
        except BaseException as error:
            answers.put(error)

    Thread(target=run, daemon=True).start()
    try:
        answer = answers.get(timeout=PATIENCE)
    except Empty:
        raise VoiceError(
            f"[voice] engine = {name}: no answer within {PATIENCE} s to “{text}”: "
            "is its service there? --voice none does without"
        ) from None
    if isinstance(answer, BaseException):
        raise answer
    return answer


@contextmanager
def _failing_with(what: str) -> Iterator[None]:
    try:
        yield
    except VoiceError:
        raise
    except Exception as error:
        raise VoiceError(
            f"{what} ({type(error).__name__}: {error}): mend it, or --voice none"
        ) from error


@contextmanager
def _looked_for_in(folder: str) -> Iterator[None]:
    sys.path.insert(0, folder)
    try:
        yield
    finally:
        sys.path.remove(folder)


def _file_of(module: str, folder: str) -> Path | None:
    with _looked_for_in(folder):
        try:
            spec = find_spec(module)
        except (ImportError, ValueError):
            return None
    return Path(spec.origin or "") if spec else None
