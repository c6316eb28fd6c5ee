"""The whole input of a render: the same job gives the same clip."""

from dataclasses import dataclass

from lecture.video.format import VideoFormat
from scenes.params import Look
from scenes.section import Section


@dataclass(frozen=True)
class Job:
    """One clip to make, resolved; it can be sent to another process."""

    clip: str
    params: Section
    look: Look
    video: VideoFormat
    renderer: str = "unrolled"  # or "manim": the same pictures, drawn as stock Manim does
