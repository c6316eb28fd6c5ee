"""From the name of a clip to its scene."""

from importlib import import_module
from typing import TYPE_CHECKING

from lecture.job import Job
from scenes.script import CHARACTERS_A_SECOND

if TYPE_CHECKING:
    from lecture.renderer import FrameRenderer
    from scenes.lecture_scene import LectureScene


def build_scene(job: Job, renderer: "FrameRenderer") -> "LectureScene":
    """The scene of ``job``, ready to render: ``sequence-to-sequence`` is
    ``scenes.sequence_to_sequence.SequenceToSequence``.
    """
    module = import_module("scenes." + job.clip.replace("-", "_"))
    name = "".join(part.title() for part in job.clip.split("-"))
    scene: LectureScene = getattr(module, name)(job.params, job.look, renderer=renderer)
    return scene


def expected_frames(scene: "LectureScene", fps: int) -> int:
    """About how long a scene will be, from what it says: enough for a progress bar."""
    said = sum(len(line.narration) for line in scene.script.lines.values())
    return round(fps * said / CHARACTERS_A_SECOND)
