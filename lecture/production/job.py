"""The whole input of a render: the same job gives the same clip."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lecture.video.format import VideoFormat
from lecture.voice.voice import NOBODY, Voice
from scenes.params import Look
from scenes.section import Section

if TYPE_CHECKING:
    from scenes.speech.speech import Speech


@dataclass(frozen=True)
class Job:
    """One clip to make, resolved; it can be sent to another process.

    What its ``voice`` says is known as ``speech`` before anything is drawn: lengths, not sound. It
    follows from all the rest, so that a job with it is the same job.
    """

    clip: str
    params: Section
    look: Look
    video: VideoFormat
    renderer: str = "unrolled"  # or "manim": the same pictures, drawn as stock Manim does
    voice: Voice = NOBODY
    speech: "Speech | None" = field(default=None, compare=False, repr=False)
