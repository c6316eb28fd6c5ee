"""Speech into the files: AAC in MP4, Opus in WebM, exactly as long as the pictures."""

from fractions import Fraction
from typing import Any

import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.packet import Packet
from numpy.typing import NDArray

from scenes.speech.speech import RATE

_CODECS = {"mp4": ("aac", 1024, 96_000), "webm": ("libopus", 960, 64_000)}
"""By container: the codec, the samples of one of its packets, and bits a second."""


def sample_at(frame: int, fps: int) -> int:
    """The first sample of ``frame``."""
    return frame * RATE // fps


class SoundWriter:
    """The sound of one file, one piece after another: mono, at ``RATE``."""

    def __init__(self, container: OutputContainer, kind: str, language: str) -> None:
        codec, self._size, bits = _CODECS[kind]
        self._container = container
        stream = container.add_stream(codec, rate=RATE, layout="mono")
        assert isinstance(stream, AudioStream)
        self._stream = stream
        self._stream.bit_rate = bits
        self._stream.metadata["language"] = language
        self._is_cut = kind == "mp4"  # a WebM says itself where its sound ends
        self._waiting = np.zeros(0, np.int16)
        self._given = 0
        self._held: Packet[Any] | None = None

    def write(self, samples: NDArray[np.int16]) -> None:
        """Add ``samples`` to the end."""
        self._waiting = np.concatenate((self._waiting, samples))
        whole = len(self._waiting) // self._size * self._size
        for start in range(0, whole, self._size):
            self._encode(self._waiting[start : start + self._size])
        self._waiting = self._waiting[whole:]

    def finish(self) -> None:
        """Encode what is left; the last packet lasts for what is missing of the sound's length."""
        length = self._given + len(self._waiting)
        if len(self._waiting):
            self._encode(self._waiting)
        for packet in self._stream.encode(None):
            self._keep(packet, length)
        if self._held is not None:
            if self._is_cut:
                self._held.duration = length - (self._held.pts or 0)
            self._container.mux(self._held)

    def _encode(self, samples: NDArray[np.int16]) -> None:
        levels = samples[None].astype(np.float32) / 32768
        frame = AudioFrame.from_ndarray(levels, "fltp" if self._is_cut else "flt", "mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, self._given, Fraction(1, RATE)
        self._given += len(samples)
        for packet in self._stream.encode(frame):
            self._keep(packet, None)

    def _keep(self, packet: "Packet[Any]", length: int | None) -> None:
        """Hold one back; at the end, one that would be silence for more than half is left out."""
        rest = None if length is None or self._held is None else length - (packet.pts or 0)
        if self._is_cut and rest is not None and rest < self._size // 2:
            return
        if self._held is not None:
            self._container.mux(self._held)
        self._held = packet
