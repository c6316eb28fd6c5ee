"""How fast a clip is drawn and encoded: ``make bench``. Prints a table, asserts nothing.

Times are of the processor, so that other work on the machine does not count.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from lecture import encoder
from lecture.clips import build_scene
from lecture.config import load_config
from lecture.encoder import Encoder
from lecture.job import Job
from lecture.manim_setup import manim_configured
from lecture.renderer import FrameRenderer, Picture
from lecture.video_format import VideoFormat
from lecture.visitors import Filming

PRESETS = (
    {"preset": "ultrafast", "crf": "20"},
    {"preset": "superfast", "crf": "20"},
    {"preset": "veryfast", "crf": "20"},
    {"preset": "veryfast", "crf": "20", "tune": "animation"},
    {"preset": "veryfast", "crf": "18"},
    {"preset": "medium", "crf": "20", "tune": "animation"},
)
KEPT = 600  # pictures of 8 MB


class Counting:
    """Takes pictures, keeps those in which something moves, up to a number."""

    def __init__(self) -> None:
        self.frames = self.drawn = 0
        self.kept: list[tuple[Picture, int]] = []

    def write(self, picture: Picture, repeat: int) -> None:
        self.frames += repeat
        self.drawn += 1
        if self.frames > 600 and len(self.kept) < KEPT:
            self.kept.append((picture.copy(), repeat))

    def begin_beat(self) -> None:
        """Nothing to do."""


@contextmanager
def timed(name: str) -> Iterator[list[float]]:
    spent: list[float] = []
    wall, processor = time.perf_counter(), time.process_time()
    yield spent
    spent += [time.perf_counter() - wall, time.process_time() - processor]
    print(f"{name}: {spent[0]:.1f} s, of which processor {spent[1]:.1f} s")


def draw(job: Job) -> Counting:
    film = Counting()
    with manim_configured(job.video), timed(f"drawing {job.clip} at {job.video}") as spent:
        build_scene(job, FrameRenderer(Filming(film))).render()
    print(f"  {film.frames} frames, {film.drawn} drawn, {film.frames / spent[1]:.0f} frames/s")
    return film


def encode(video: VideoFormat, shots: list[tuple[Picture, int]], settings: dict[str, str]) -> None:
    frames = sum(repeat for _, repeat in shots)
    encoder.X264.clear()
    encoder.X264.update(settings | {"threads": "4", "forced-idr": "1"})
    with timed(f"encoding, {settings}") as spent, Encoder(video) as running:
        for picture, repeat in shots:
            running.write(picture, repeat)
        file = running.finish()
    rate = file.getbuffer().nbytes * 8 / (frames / video.fps) / 1000
    print(f"  {1000 * spent[1] / frames:.1f} ms a frame, {rate:.0f} kb/s")


def main() -> None:
    clip = sys.argv[1] if len(sys.argv) > 1 else "rolling"
    (job,) = load_config().jobs([clip])
    film = draw(job)
    moving = np.mean([repeat == 1 for _, repeat in film.kept])
    print(f"  {len(film.kept)} pictures kept for the encoders, {moving:.0%} of them moving")
    for settings in PRESETS:
        encode(job.video, film.kept, settings)


if __name__ == "__main__":
    main()
