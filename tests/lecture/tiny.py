"""A clip of two short beats, and ways to look into the files that are made of it."""

import struct
from pathlib import Path

import av
import numpy as np
from manim import DOWN, LEFT, RIGHT, Circle, FadeIn, Square, Transform

from lecture.production.job import Job
from lecture.video.format import VideoFormat
from scenes.lecture_scene import LectureScene
from scenes.mobjects.text.text import Words
from scenes.params import Look, RollingParams
from scenes.script import Line, Script

VIDEO = VideoFormat(320, 180, 10)

SCRIPT = Script(
    "rolling",
    "A <tiny> clip & more",
    {
        "show-a-circle": Line("A circle", "Here is a circle, and it stays where it is."),
        "move-it": Line("It moves", "Now it moves --> to the <right> & becomes a square."),
    },
)


class Tiny(LectureScene):
    """A circle, then a square on the other side."""

    clip = "rolling"

    def construct(self) -> None:
        self.tell(self.show_a_circle)
        self.tell(self.move_it)

    def show_a_circle(self) -> None:
        self.shape = Circle(color="#ff0000", fill_opacity=1.0).shift(3 * LEFT)
        self.play(FadeIn(self.shape), run_time=0.5)

    def move_it(self) -> None:
        note = Words("a note", self.theme.text, 0.4).shift(2 * DOWN)
        square = Square(color="#00ff00", fill_opacity=1.0).shift(3 * RIGHT)
        self.play(Transform(self.shape, square), FadeIn(note), run_time=1.0)


def job(video: VideoFormat = VIDEO, **look: str) -> Job:
    return Job("rolling", RollingParams(), Look(**look), video)


def build(job: Job, renderer: object) -> Tiny:
    return Tiny(job.params, job.look, SCRIPT, renderer=renderer)


def boxes(data: bytes) -> list[str]:
    """Names of the outermost boxes of an MP4, in order."""
    names, place = [], 0
    while place < len(data):
        size, name = struct.unpack(">I4s", data[place : place + 8])
        if size == 1:
            (size,) = struct.unpack(">Q", data[place + 8 : place + 16])
        names.append(name.decode())
        place += size or len(data) - place
    return names


def pictures(file: Path) -> list[np.ndarray]:
    """Every frame of a video, as RGB."""
    with av.open(str(file)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
