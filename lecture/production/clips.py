"""From the name of a clip to its scene."""

from importlib import import_module
from typing import TYPE_CHECKING

from lecture.production.job import Job

if TYPE_CHECKING:
    from lecture.drawing.renderer import FrameRenderer
    from scenes.lecture_scene import LectureScene


def build_scene(job: Job, renderer: "FrameRenderer") -> "LectureScene":
    """The scene of ``job``, ready to render: ``sequence-to-sequence`` is
    ``scenes.sequence_to_sequence.SequenceToSequence``.
    """
    module = import_module("scenes." + job.clip.replace("-", "_"))
    name = "".join(part.title() for part in job.clip.split("-"))
    scene: LectureScene = getattr(module, name)(
        job.params, job.look, speech=job.speech, renderer=renderer
    )
    return scene
