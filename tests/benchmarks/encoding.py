"""What x264 makes of our own frames with other settings: why the encoder's are what they are."""

import time
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import av
import numpy as np
from av.video.reformatter import VideoReformatter

from lecture.config.model import load_config
from lecture.drawing.renderer import FrameRenderer, Visitor
from lecture.manim_setup import manim_configured
from lecture.production.clips import build_scene
from lecture.video.format import VideoFormat
from lecture.video.h264 import FINER, X264
from lecture.video.yuv import to_yuv
from tests.benchmarks.quality import quality_of

VIDEO = VideoFormat.parse("1080p60")
FIRST, KEPT = 300, 120  # frames that differ; a hold comes to nothing in our encoder

_PARAMS = X264["x264-params"]
_BY_CRF = {name: value for name, value in X264.items() if name != "qp"} | {"crf": "22"}

CHOICES = {
    "stock: medium, crf 23": {"preset": "medium", "crf": "23"},
    "veryfast, crf 23": {"preset": "veryfast", "crf": "23"},
    "ours": X264,
    "ours, veryfast": X264 | {"preset": "veryfast"},
    "ours, ultrafast": X264 | {"preset": "ultrafast", "coder": "1"},
    "ours, one step for all": X264 | {"x264-params": _PARAMS.removesuffix(FINER)},
    "ours, trellis": X264 | {"x264-params": f"{_PARAMS}:trellis=1"},
    "ours, motion in whole pixels": X264 | {"x264-params": f"{_PARAMS}:subme=0"},
    "ours, nothing skipped early": X264 | {"x264-params": f"{_PARAMS}:no-fast-pskip=1"},
    "ours, crf 22": _BY_CRF,
    "ours, crf 22, looking ahead": _BY_CRF | {"rc-lookahead": "10", "mbtree": "1"},
}


class _EnoughError(Exception):
    """All frames that are wanted have been drawn."""


class _Moving(Visitor):
    """Keeps frames in which something moves, as YUV."""

    def __init__(self) -> None:
        self.seen = 0
        self.kept: list[np.ndarray] = []
        self._reformatter = VideoReformatter()

    def offsets(self, start: int, count: int) -> range:
        return range(count)

    def visit(self, renderer: FrameRenderer, frame: int, repeat: int) -> None:
        self.seen += 1
        if self.seen > FIRST:
            self.kept.append(to_yuv(renderer.picture(), self._reformatter).to_ndarray())
        if len(self.kept) == KEPT:
            raise _EnoughError


def compare_settings(clip: str) -> None:
    """Print a table of time, size and quality of some settings."""
    (job,) = load_config().jobs([clip])
    moving = _Moving()
    with manim_configured(VIDEO):
        scene = build_scene(replace(job, video=VIDEO), FrameRenderer(moving))
        with suppress(_EnoughError):
            scene.render()
    print(f"x264 on {len(moving.kept)} moving frames of {clip}, one thread")
    print(f"  {'':32}{'ms a frame':>11}{'kB':>7}{'PSNR':>7}{'worst':>7}{'SSIM':>9}")
    originals = {n: yuv[: VIDEO.height] for n, yuv in enumerate(moving.kept) if n % 5 == 0}
    for name, settings in CHOICES.items():
        spent, size, file = _encoded(moving.kept, settings | {"threads": "1"})
        with TemporaryDirectory() as folder:
            path = Path(folder) / "some.mp4"
            path.write_bytes(file.getvalue())
            found = quality_of(path, originals)
        print(
            f"  {name:32}{1000 * spent / len(moving.kept):11.1f}{size / 1000:7.0f}"
            f"{found.psnr:7.1f}{found.worst:7.1f}{found.ssim:9.5f}"
        )


def _encoded(frames: list[np.ndarray], settings: dict[str, str]) -> tuple[float, int, BytesIO]:
    """Seconds of the processor, bytes of pictures, and the file."""
    file, size = BytesIO(), 0
    with av.open(file, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=VIDEO.fps, options=settings)
        stream.width, stream.height, stream.pix_fmt = VIDEO.width, VIDEO.height, "yuv420p"
        spent = 0.0
        for number, yuv in enumerate([*frames, None]):
            frame = None if yuv is None else av.VideoFrame.from_ndarray(yuv, format="yuv420p")
            if frame is not None:
                frame.pts, frame.time_base = number, Fraction(1, VIDEO.fps)
            begun = time.process_time()
            packets = stream.encode(frame)
            spent += time.process_time() - begun
            for packet in packets:
                size += packet.size
                container.mux(packet)
    return spent, size, file
