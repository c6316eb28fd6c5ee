"""The voice that is part of the installation: hibari-tts. All that touches it is here."""

import re
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any

from lecture.voice.engine import Engine, Sound, VoiceError
from lecture.voice.voice import Voice

_NEEDED = {"hibari": "hibari-tts", "onnxruntime": "onnxruntime"}
_INLINE = re.compile(r"\[[^\]]*\]\(/([^/]*)/\)")
_VOICE = "heart"  # the one inside of the wheel; any other would be downloaded


def lacks(language: str, model: str) -> str:
    """What stands in its way, and the remedy."""
    missing = [name for module, name in _NEEDED.items() if not _is_there(module)]
    if missing:
        return f"{' and '.join(missing)} is not installed: pip install {' '.join(missing)}"
    if language[:2] != "en":
        return f"it speaks English only, not {language!r}: take espeak, or piper with a model"
    return ""


def made_by(model: str) -> str:
    """The versions that the sound depends on."""
    return ", ".join(f"{name} {version(name)}" for name in _NEEDED.values())


def load(voice: Voice) -> Engine:
    """The model in memory. Raises :class:`VoiceError` if the wheel holds none any more."""
    return _loaded()


class _Builtin:
    def __init__(self) -> None:
        from hibari import Hibari

        try:
            self._speaker: Any = Hibari(voice=_VOICE)
        except Exception as error:  # whatever the runtime says of a model that it cannot read
            raise VoiceError(
                f"[voice] engine = builtin: its model cannot be loaded ({error}): "
                "pip install --force-reinstall hibari-tts, or --voice none"
            ) from error

    def speak(self, text: str, language: str) -> Sound:
        """With the same noise every time, so that equal texts are equal samples."""
        for phonemes in _INLINE.findall(text):
            if unknown := sorted(set(phonemes) - self._speaker.vocab.keys()):
                raise VoiceError(
                    f"[voice] engine = builtin: no sound {unknown[0]!r} in “{text}”: "
                    f"between slashes it reads {''.join(sorted(self._speaker.vocab))}"
                )
        return Sound(self._speaker(text, seed=0), self._speaker.sample_rate)


@cache
def _loaded() -> Engine:
    return _Builtin()


def _is_there(module: str) -> bool:
    try:
        return find_spec(module) is not None and bool(version(_NEEDED[module]))
    except (PackageNotFoundError, ValueError):
        return False
