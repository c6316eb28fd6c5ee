"""Pictures as AV1: the smaller film of a page, beat by beat.

A picture that is the same as the one before is not encoded again: it stands until the next one
comes. Times are those of the frames.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import av
from av.video.frame import PictureType, VideoFrame
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from av.video.stream import VideoStream

from lecture.video.format import VideoFormat

AV1 = {
    "preset": "12",
    "crf": "36",
    # One thread: other beats are encoded on the other cores, and the bytes are always the same.
    # What costs time and gains little in drawings is left out: screen content (scm), adaptive
    # steps (aq-mode), temporal filters (enable-tf). No low delay (rtc, pred-struct=1): there
    # SVT-AV1 4.1 waits for each picture, and where others use the processor, waits for ever.
    # With tools that are quick to decode (fast-decode) it takes a tenth less, for the same film.
    "svtav1-params": (
        "lp=1:keyint=-1:enable-force-key-frames=1:lookahead=0:scm=0:aq-mode=0:enable-tf=0"
        ":fast-decode=2"
    ),
}
"""Chosen by measurement on the lecture's own frames: python -m tests.benchmarks.webm."""

WIDEST = 1920
"""Pixels: larger clips are made smaller; who wants more plays the MP4."""

LONGEST_SEEK = 5
"""Seconds of motion between key frames at most."""

REST = 0.5
"""Seconds for which a picture stays, from which on it is encoded again, to be sharp."""

AGAIN = 1
"""How often it is."""


class Av1Reel:
    """The frames of a file, one after another; an MP4 with AV1 inside, which keeps exact times."""

    def __init__(self, video: VideoFormat, file: BytesIO) -> None:
        self._container = av.open(file, "w", format="mp4")
        self._stream: VideoStream = self._container.add_stream(
            "libsvtav1", rate=video.fps, options=AV1
        )
        self._size = _size(video)
        self._stream.width, self._stream.height = self._size
        self._stream.pix_fmt = "yuv420p"
        _tell_colors(self._stream)
        self._tick = Fraction(1, video.fps)
        self._longest = LONGEST_SEEK * video.fps
        self._rest = max(2, round(REST * video.fps))
        self._shown = self._key = 0  # frames that are over, and when the last key frame was
        self._encoded = -1
        self._last: VideoFrame | None = None
        with _quiet_and_polite():
            self._stream.codec_context.open()

    def show(self, frame: VideoFrame, new: bool, repeat: int, key: bool) -> None:
        """Encode the picture if it is a ``new`` one or begins a beat; it stands for ``repeat``."""
        if new or key or not self._shown:
            self._last = frame
            self._encode(self._shown, key or self._shown - self._key >= self._longest)
        if repeat >= self._rest:
            self._encode(self._shown + 1)
        self._shown += repeat

    def finish(self) -> None:
        """Complete the file; its last frame is there, since players end with what they have."""
        if self._encoded < self._shown - 1:
            self._encode(self._shown - 1)
        self._mux(None)
        self._container.close()

    def close(self) -> None:
        """Let go of the file, complete or not."""
        self._container.close()

    def _encode(self, number: int, key: bool = False) -> None:
        assert self._last is not None
        small = self._last
        if (small.width, small.height) != self._size:
            small = small.reformat(*self._size, "yuv420p")
        small.pts, small.time_base = number, self._tick
        small.pict_type = PictureType.I if key else PictureType.NONE
        self._key = number if key else self._key
        self._encoded = number
        self._mux(small)

    def _mux(self, frame: VideoFrame | None) -> None:
        for packet in self._stream.encode(frame):
            packet.duration = 1
            self._container.mux(packet)


def _size(video: VideoFormat) -> tuple[int, int]:
    if video.width <= WIDEST:
        return video.width, video.height
    return WIDEST, 2 * round(video.height * WIDEST / video.width / 2)


def _tell_colors(stream: VideoStream) -> None:
    """A player that is not told what its numbers mean guesses, and shows other colours."""
    context = stream.codec_context
    context.color_primaries = ColorPrimaries.BT709
    context.color_trc = ColorTrc.BT709
    context.colorspace = Colorspace.ITU709
    context.color_range = ColorRange.MPEG


@contextmanager
def _quiet_and_polite() -> Iterator[None]:
    """While SVT-AV1 begins: it says nothing but errors, and takes no more than its turn.

    If root runs it, it takes real-time priority for the whole process. Processes that are started
    later would inherit that, and nobody else would get a turn.
    """
    os.environ.setdefault("SVT_LOG", "1")
    yield
    if sys.platform == "linux":
        for thread in Path("/proc/self/task").iterdir():
            with suppress(ProcessLookupError):
                os.sched_setscheduler(int(thread.name), os.SCHED_OTHER, os.sched_param(0))
