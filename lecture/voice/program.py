"""Engines that are programs of their own: text goes in, a file of sound comes out."""

import shutil
import subprocess
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from lecture.voice.engine import Sound, VoiceError
from lecture.voice.hearing import sound_in

PATIENCE = 60
"""Seconds that an engine may take for a sentence."""


def found(*names: str) -> str | None:
    """The first of ``names`` that is installed."""
    return next((path for name in names if (path := shutil.which(name))), None)


def said_by(engine: str, command: Sequence[str], text: str, file: Path | None = None) -> Sound:
    """What ``command`` makes of ``text``, which it reads: it writes ``file``, or to its output.

    Raises :class:`VoiceError`.
    """
    try:
        done = subprocess.run(
            command, input=f"{text}\n".encode(), capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        raise VoiceError(
            f"[voice] engine = {engine}: no answer within {PATIENCE} s to “{text}”: "
            f"try {command[0]} by hand, or --voice none"
        ) from None
    except OSError as error:
        raise VoiceError(
            f"[voice] engine = {engine}: {command[0]} cannot be run ({error.strerror}): "
            "install it again, or --voice none"
        ) from error
    if done.returncode:
        told = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise VoiceError(
            f"[voice] engine = {engine}: {command[0]} failed with {done.returncode} at “{text}”: "
            f"{told or 'it says nothing'}; --voice none does without"
        )
    made = BytesIO(done.stdout) if file is None else file
    return sound_in(made, f"[voice] engine = {engine}: what it made of “{text}”")
