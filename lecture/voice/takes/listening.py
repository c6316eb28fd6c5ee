"""A take as samples, and what is wrong with the file."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import InputContainer
from numpy.typing import NDArray

from lecture.console import clock
from lecture.voice.levels import filtered
from scenes.speech.speech import RATE

LONGEST = 600
"""Seconds of a take at most, silence around it included."""

_SILENT = 10 ** (-50 / 20)  # of full scale: louder than that is any microphone that is on
_FULL, _FLAT, _CLIPPED = 0.985, 3, 5  # of full scale; samples in a row; how often that is too much
_PROMISED = 0.9  # of what the file says it holds
_GUESSED = ("mp3", "aac", "adts")  # their lengths are estimates
_RUMBLE = 60  # Hz: below is no speech, but wind, hum and offsets

Samples = NDArray[np.float32]


class TakeError(Exception):
    """Why a take cannot be used, and what to do."""


@dataclass(frozen=True)
class Heard:
    """The loudest channel of a take at ``RATE``; ``doubts`` do not keep it from being used."""

    samples: Samples
    doubts: tuple[str, ...]


def heard(file: Path) -> Heard:
    """What is in ``file``. Raises :class:`TakeError`."""
    try:
        with av.open(str(file), "r") as container:
            if not container.streams.audio:
                raise TakeError("holds no sound: give a recording")
            stream = container.streams.audio[0]
            promised = _promised(container, stream)
            if promised > LONGEST:
                raise TakeError(_too_long(clock(promised)))
            promised /= _there(file)
            rate = stream.rate
            channels = _channels(container, stream)
    except (av.FFmpegError, OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise TakeError(f"cannot be read as sound ({why}): export it again") from error
    if not channels.size:
        raise TakeError("holds no sound: give a recording")
    if not np.isfinite(channels).all():
        raise TakeError("holds samples that are no numbers: export it again")
    seconds = channels.shape[1] / rate
    if container.format.name not in _GUESSED and seconds < _PROMISED * promised:
        raise TakeError(
            f"is cut off: it is to last {promised:.1f} s and holds {seconds:.1f} s: copy it again"
        )
    # One channel alone: sums of several lose what is out of phase, and mixing down drops some.
    loudest = channels[np.argmax(np.square(channels).mean(axis=1))]
    if np.abs(loudest).max() < _SILENT:
        raise TakeError("is silent: was the microphone on? Record it again")
    doubts = ("is clipped: record it with less gain",) if _is_clipped(loudest) else ()
    return Heard(filtered(loudest, rate, f"aresample={RATE},highpass=f={_RUMBLE}"), doubts)


def _channels(container: InputContainer, stream: AudioStream) -> Samples:
    """All channels, one a row, as they are in the file."""
    resampler = av.AudioResampler("fltp", stream.layout, stream.rate)
    parts: list[Samples] = []
    most = LONGEST * stream.rate
    for frame in _frames(container, resampler):
        parts.append(frame)
        most -= frame.shape[1]
        if most < 0:
            raise TakeError(_too_long(f"more than {clock(LONGEST)}"))
    return np.concatenate(parts, axis=1) if parts else np.zeros((1, 0), np.float32)


def _frames(container: InputContainer, resampler: av.AudioResampler) -> Iterator[Samples]:
    for frame in container.decode(audio=0):
        yield from (np.asarray(part.to_ndarray(), np.float32) for part in resampler.resample(frame))
    yield from (np.asarray(part.to_ndarray(), np.float32) for part in resampler.resample(None))


def _promised(container: InputContainer, stream: AudioStream) -> float:
    """Seconds that the file says it lasts; nothing if it does not say."""
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    return (container.duration or 0) / av.time_base


def _there(file: Path) -> float:
    """How much of a WAV file is there: libav goes by what it finds. All of it, if it says nothing.

    A program that writes while it records leaves the size 0 or the largest there is.
    """
    with file.open("rb") as content:
        kind, size = struct.unpack("<4sI", content.read(8))
    if kind != b"RIFF" or size in (0, 2**32 - 1):
        return 1.0
    return min(1.0, file.stat().st_size / (size + 8))


def _too_long(length: str) -> str:
    return f"lasts {length}, which is no beat: cut it into takes, a file each"


def _is_clipped(samples: Samples) -> bool:
    """Does it stay at full scale for some samples, again and again?"""
    at_full = np.abs(samples) >= _FULL
    edges = np.flatnonzero(np.diff(np.concatenate(([0], at_full.astype(np.int8), [0]))))
    return int((edges[1::2] - edges[::2] >= _FLAT).sum()) >= _CLIPPED
