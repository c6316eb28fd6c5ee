"""The smaller file: a clip's pictures once more, as AV1 in WebM.

A picture that is the same as the one before is not encoded again: it stands until the next one
comes. What was encoded before is taken from the cache, by the content of the clip.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

import av
from av.container import InputContainer
from av.video.codeccontext import VideoCodecContext
from av.video.frame import PictureType, VideoFrame
from av.video.stream import VideoStream

from lecture.cache import Cache
from lecture.job import Job
from lecture.outcome import Report

AV1 = {
    "preset": "10",
    "crf": "42",
    # One thread: other clips are encoded on the other cores, and the bytes are always the same.
    # Key frames are where the clip has them, so that a reader lands at once on any chapter.
    "svtav1-params": "lp=1:keyint=-1:enable-force-key-frames=1:scm=1",
}
"""Chosen by measurement on the lecture's own frames: python -m tests.benchmarks.webm."""

WIDEST = 1920
"""Pixels: larger clips are made smaller; who wants more plays the MP4."""

_NO_REPORT: Report = lambda done, expected: None  # noqa: E731


def webm_task(job: Job, report: Report, out: Path) -> bytes:
    """The published clip of ``job`` as WebM; for :func:`lecture.pool.run_jobs`."""
    return encoded(out / "clips" / f"{job.clip}.mp4", report)


def webm_key(mp4: Path) -> str:
    """Stands in a :class:`lecture.cache.Cache` for what :func:`encoded` makes of ``mp4``."""
    settings = json.dumps([AV1, WIDEST, version("av")])
    return sha256(settings.encode() + sha256(mp4.read_bytes()).digest()).hexdigest()[:40]


def kept(mp4: Path, cache: Cache) -> bytes | None:
    """What was encoded before."""
    return cache.get(webm_key(mp4))


def encoded(mp4: Path, report: Report = _NO_REPORT) -> bytes:
    """``mp4`` as WebM: the same pictures at the same times, to the frame."""
    file = BytesIO()
    with (
        av.open(str(mp4)) as source,
        av.open(file, "w", format="webm", options={"fflags": "+bitexact"}) as target,
    ):
        pictures = source.streams.video[0]
        rate = pictures.average_rate
        assert rate is not None
        video: VideoStream = target.add_stream("libsvtav1", rate=rate, options=AV1)
        video.width, video.height = _size(pictures.width, pictures.height)
        video.pix_fmt = "yuv420p"
        _tell_colors(pictures.codec_context, video.codec_context)
        video.codec_context.open()
        _take_turns()
        for number, frame in _changes(source, rate):
            small = frame.reformat(video.width, video.height, "yuv420p")
            small.pts, small.time_base = number, 1 / Fraction(rate)
            small.pict_type = PictureType.I if frame.key_frame else PictureType.NONE
            target.mux(video.encode(small))
            report(number, pictures.frames)
        target.mux(video.encode())
    return file.getvalue()


def _take_turns() -> None:
    """Give back the real-time priority that SVT-AV1 takes for the whole process if root runs it.

    Processes that are started later would inherit it, and nobody else would get a turn.
    """
    if sys.platform == "linux":
        for thread in Path("/proc/self/task").iterdir():
            with suppress(ProcessLookupError):
                os.sched_setscheduler(int(thread.name), os.SCHED_OTHER, os.sched_param(0))


def _tell_colors(known: VideoCodecContext, told: VideoCodecContext) -> None:
    """A player that is not told what its numbers mean guesses, and shows other colours."""
    told.color_range = known.color_range
    told.color_primaries = known.color_primaries
    told.color_trc = known.color_trc
    told.colorspace = known.colorspace


def _size(width: int, height: int) -> tuple[int, int]:
    if width <= WIDEST:
        return width, height
    return WIDEST, 2 * round(height * WIDEST / width / 2)


def _changes(source: InputContainer, rate: Fraction) -> Iterator[tuple[int, VideoFrame]]:
    """Numbers and pictures of frames that differ from the one before, key frames and the last."""
    before: tuple[bytes, ...] = ()
    waiting: tuple[int, VideoFrame] | None = None
    for number, frame in enumerate(source.decode(video=0)):
        planes = tuple(bytes(plane) for plane in frame.planes)
        if planes == before and not frame.key_frame:
            waiting = number, frame
            continue
        before, waiting = planes, None
        yield number, frame
    if waiting is not None:
        yield waiting
