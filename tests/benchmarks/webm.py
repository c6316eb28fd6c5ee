"""What AV1 costs and saves on clips of the lecture: python -m tests.benchmarks.webm CLIP.mp4…

Each row: settings, size as a share of the MP4's, processor time a second of video, and how far
the pictures are from the MP4's (PSNR of the luma in decibels, the mean and the worst).
"""

import io
import sys
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from rich.console import Console
from rich.table import Table

from lecture.page import webm

SETTINGS = [("12", "42"), ("10", "50"), ("10", "42"), ("10", "35"), ("8", "42")]
_EVERY = 20  # pictures of which one is compared


def main(clips: list[Path]) -> None:
    table = Table("clip", "preset", "crf", "of the MP4", "processor", "PSNR", "worst")
    chosen = dict(webm.AV1)
    for clip in clips:
        with av.open(str(clip)) as container:
            seconds = float(container.duration or 0) / av.time_base
        for preset, crf in SETTINGS:
            webm.AV1.update({"preset": preset, "crf": crf})
            start = time.process_time()
            data = webm.encoded(clip)
            spent = (time.process_time() - start) / seconds
            quality = list(_quality(clip, data))
            table.add_row(
                clip.stem, preset, crf,
                f"{len(data) / clip.stat().st_size:.0%}", f"{spent:.2f} s",
                f"{np.mean(quality):.1f}", f"{min(quality):.1f}",
            )  # fmt: skip
    webm.AV1.update(chosen)
    Console().print(table)


def _quality(clip: Path, data: bytes) -> Iterator[float]:
    with av.open(str(clip)) as before, av.open(io.BytesIO(data)) as after:
        pictures = after.decode(video=0)
        for number, (when, picture) in enumerate(_luma(pictures)):
            if number % _EVERY == _EVERY // 2:
                same = next(its for time, its in _luma(before.decode(video=0)) if time >= when)
                error = float(np.square(picture - same).mean())
                yield 10 * float(np.log10(255**2 / max(error, 1e-9)))


def _luma(frames: Iterator[av.VideoFrame]) -> Iterator[tuple[Fraction, np.ndarray]]:
    for frame in frames:
        assert frame.pts is not None
        assert frame.time_base is not None
        size = frame.height, frame.planes[0].line_size
        plane = np.frombuffer(frame.planes[0], np.uint8)[: size[0] * size[1]].reshape(size)
        yield round(frame.pts * frame.time_base, 3), plane[:, : frame.width].astype(float)


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
