"""Sound from a microphone, by way of libav's devices, into a file."""

import os
import platform
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import av
from av.container import InputContainer

from lecture.voice.engine import VoiceError

Microphone = Callable[[], InputContainer]
"""Opens a source of sound. Raises :class:`VoiceError` if there is none."""

_DEVICES = {
    "Linux": (("pulse", "default"), ("alsa", "default")),
    "Darwin": (("avfoundation", ":default"),),
}
_ALSA = "ALSA_CONFIG_PATH"
_SYSTEM = Path("/usr/share/alsa/alsa.conf")  # a wheel's own library does not know it


def microphone() -> InputContainer:
    """The one that the system takes where nobody chooses. Raises :class:`VoiceError`."""
    if _SYSTEM.exists():
        os.environ.setdefault(_ALSA, str(_SYSTEM))
    tried = []
    for kind, device in _DEVICES.get(platform.system(), ()):
        if kind not in av.formats_available or (kind == "alsa" and _ALSA not in os.environ):
            continue
        try:
            return av.open(device, "r", format=kind)
        except (av.FFmpegError, OSError) as error:
            tried.append(f"{kind}: {error.strerror}")
    why = "; ".join(tried) or "no device that libav knows"
    raise VoiceError(
        f"--record: there is no microphone here ({why}): record with any program, "
        "by the names that unrolled script shows"
    )


@contextmanager
def recorded(source: InputContainer, file: Path) -> Iterator[None]:
    """Write what ``source`` hears to ``file`` until the block ends, or the source does.

    Raises :class:`VoiceError` if the source fails.
    """
    is_over = threading.Event()
    failures: list[Exception] = []

    def run() -> None:
        try:
            _copy(source, file, is_over)
        except (av.FFmpegError, OSError) as error:
            failures.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()
    if failures:
        raise VoiceError(f"--record: the microphone failed ({failures[0]}): is it still there?")


def _copy(source: InputContainer, file: Path, is_over: threading.Event) -> None:
    heard = source.streams.audio[0]
    with source, av.open(str(file), "w", format="wav") as container:
        stream = container.add_stream("pcm_s16le", rate=heard.rate, layout=heard.layout.name)
        resampler = av.AudioResampler("s16", heard.layout, heard.rate)
        for frame in source.decode(audio=0):
            for part in resampler.resample(frame):
                container.mux(stream.encode(part))
            if is_over.is_set():
                break
        container.mux(stream.encode(None))
