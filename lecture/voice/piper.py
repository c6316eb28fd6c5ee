"""piper, a program for voices that the user brings: ``model = "some-voice.onnx"``."""

import json
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from lecture.imports import digest_of
from lecture.voice.engine import Engine, Sound
from lecture.voice.program import found, said_by
from lecture.voice.voice import Voice


def lacks(language: str, model: str) -> str:
    """What stands in its way, and the remedy."""
    if found("piper") is None:
        return "it is not installed: pip install piper-tts"
    if not model:
        return 'it needs a voice: [voice] model = "file.onnx", with file.onnx.json beside it'
    return _wrong_model(language, model)


def made_by(model: str) -> str:
    """What the sound depends on: the model."""
    file = Path(model)
    return f"piper with {file.name} {_digest(file, file.stat().st_mtime_ns)}"


def load(voice: Voice) -> Engine:
    """Nothing to load: the program is run for every sentence."""
    return _Piper(found("piper") or "piper", voice.model)


class _Piper:
    def __init__(self, program: str, model: str) -> None:
        self._program, self._model = program, model

    def speak(self, text: str, language: str) -> Sound:
        """Without its noise, so that equal texts are equal samples."""
        with TemporaryDirectory(prefix="unrolled-") as folder:
            file = Path(folder) / "said.wav"
            command = [
                self._program, "--model", self._model, "--output_file", str(file),
                "--noise-scale", "0", "--noise-w-scale", "0",
            ]  # fmt: skip
            return said_by("piper", command, text, file)


def _wrong_model(language: str, model: str) -> str:
    about = Path(f"{model}.json")
    try:
        code = json.loads(about.read_text(encoding="utf-8"))["espeak"]["voice"]
    except (OSError, ValueError, LookupError, TypeError):
        return (
            f"{about} must lie beside the model and say what it speaks, as piper's voices have it"
        )
    if str(code)[:2] != language[:2]:
        return f"{model} speaks {code}, not {language!r}: name a model of that language"
    return ""


@lru_cache(maxsize=8)
def _digest(file: Path, changed: int) -> str:
    return digest_of(file.read_bytes())
