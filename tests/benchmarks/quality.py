"""How close a file comes to what was drawn: PSNR and SSIM of its brightness."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import av
import numpy as np
from av.video.reformatter import VideoReformatter

from lecture.config.model import load_config
from lecture.drawing.renderer import FrameRenderer, Visitor
from lecture.manim_setup import manim_configured
from lecture.production.clips import build_scene
from lecture.video.format import VideoFormat
from lecture.video.yuv import to_yuv

EVERY = 23  # frames between those that are looked at: a prime, so that no rhythm is hit


class Quality(NamedTuple):
    """Means over the frames looked at, and the worst PSNR of them."""

    psnr: float
    worst: float
    ssim: float


class _Sample(Visitor):
    """Keeps the brightness of every few frames."""

    def __init__(self) -> None:
        self.frames: dict[int, np.ndarray] = {}
        self._reformatter = VideoReformatter()

    def offsets(self, start: int, count: int) -> Sequence[int]:
        return range(count)

    def visit(self, renderer: FrameRenderer, frame: int, repeat: int) -> None:
        wanted = [n for n in range(frame, frame + repeat) if n % EVERY == 0]
        if wanted:
            picture = renderer.picture()
            yuv = to_yuv(picture, self._reformatter).to_ndarray()[: len(picture)]
            self.frames.update(dict.fromkeys(wanted, yuv))


def drawn(clip: str, quality: str) -> dict[int, np.ndarray]:
    """Brightness of every few frames of ``clip``, as drawn."""
    (job,) = load_config().jobs([clip])
    sample, video = _Sample(), VideoFormat.parse(quality)
    with manim_configured(video):
        build_scene(replace(job, video=video), FrameRenderer(sample)).render()
    return sample.frames


def quality_of(file: Path, wanted: dict[int, np.ndarray], fps: int | None = None) -> Quality:
    """Of the frames of ``file`` whose originals are given; it has ``fps`` if it does not say so.

    A picture stands until the next one comes.
    """
    with av.open(str(file), "r") as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        return _quality(_pairs(container.decode(stream), wanted, fps or stream.average_rate))


def _pairs(
    frames: Iterable[av.VideoFrame], wanted: dict[int, np.ndarray], fps: int | Fraction | None
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    assert fps is not None
    waiting = deque(sorted(wanted))
    shown: av.VideoFrame | None = None
    for frame in frames:
        assert frame.time is not None
        while shown and waiting and waiting[0] < round(frame.time * fps):
            yield shown.to_ndarray()[: shown.height], wanted[waiting.popleft()]
        shown = frame
    while shown and waiting:
        yield shown.to_ndarray()[: shown.height], wanted[waiting.popleft()]


def _quality(pairs: Iterable[tuple[np.ndarray, np.ndarray]]) -> Quality:
    both = [(_psnr(a, b), _ssim(a, b)) for a, b in pairs]
    psnrs, ssims = zip(*both, strict=True)
    return Quality(float(np.mean(psnrs)), min(psnrs), float(np.mean(ssims)))


def _psnr(a: np.ndarray, b: np.ndarray) -> float:
    error = np.square(a.astype(np.float32) - b).mean()
    return float(10 * np.log10(255**2 / max(error, 1e-3)))


def _ssim(a: np.ndarray, b: np.ndarray) -> float:
    """Wang et al. 2004 over blocks of 8 × 8, means and variances of each."""
    x, y = _blocks(a), _blocks(b)
    mean_x, mean_y = x.mean(1), y.mean(1)
    both = (x * y).mean(1) - mean_x * mean_y
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    likeness = (2 * mean_x * mean_y + c1) * (2 * both + c2)
    return float(np.mean(likeness / ((mean_x**2 + mean_y**2 + c1) * (x.var(1) + y.var(1) + c2))))


def _blocks(pixels: np.ndarray) -> np.ndarray:
    rows, columns = pixels.shape[0] // 8, pixels.shape[1] // 8
    whole = pixels[: 8 * rows, : 8 * columns].astype(np.float32)
    return whole.reshape(rows, 8, columns, 8).transpose(0, 2, 1, 3).reshape(-1, 64)
