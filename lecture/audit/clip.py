"""From a job to its findings."""

from collections.abc import Callable

from lecture.audit.findings import Finding
from lecture.audit.walk import Walk
from lecture.drawing.renderer import FrameRenderer
from lecture.manim_setup import manim_configured
from lecture.production.clips import build_scene
from lecture.production.job import Job
from lecture.video.format import VideoFormat
from scenes.lecture_scene import LectureScene


def audit_clip(job: Job) -> list[Finding]:
    """Everything that is untrue or illegible in the clip of ``job``, in order of time.

    Raises a ``LectureError`` if its content cannot be shown at all.
    """
    return audit_scene(lambda renderer: build_scene(job, renderer), job.video)


def audit_scene(
    build: Callable[[FrameRenderer], LectureScene], video: VideoFormat
) -> list[Finding]:
    """The same for any scene that ``build`` makes for a renderer."""
    with manim_configured(video):
        walk = Walk(video.fps)
        scene = build(FrameRenderer(walk))
        scene.render()
        walk.finish(scene)
        return walk.findings
