"""The moving picture on the README's first screen: ``python -m lecture.showcase``.

It is drawn from the clip itself, like everything in ``renders/``.
"""

from itertools import pairwise
from pathlib import Path

from PIL import Image

from lecture.drawing.renderer import FrameRenderer
from lecture.drawing.visitors import EveryFewFrames, Still
from lecture.manim_setup import manim_configured
from lecture.production.clips import build_scene
from lecture.production.job import Job
from lecture.video.format import VideoFormat
from scenes.params import CLIPS, Look

CLIP = "rolling"
FORMAT = VideoFormat(720, 405, 12)
FIRST, LAST = 9.5, 27.2  # seconds: the loop opens, the state passes
TARGET = Path("renders/showcase.webp")


def main() -> None:
    """Draw the picture and write it to :data:`TARGET`."""
    stills: list[Still] = []
    with manim_configured(FORMAT):
        visitor = EveryFewFrames(
            stills.append, step=1, first=round(FIRST * FORMAT.fps), last=round(LAST * FORMAT.fps)
        )
        job = Job(CLIP, CLIPS[CLIP](), Look(), FORMAT)
        build_scene(job, FrameRenderer(visitor)).render()
    first, *rest = (Image.fromarray(still.picture[..., :3]) for still in stills)
    starts = [still.frame for still in stills] + [round(LAST * FORMAT.fps) + 1]
    lengths = [round(1000 * (b - a) / FORMAT.fps) for a, b in pairwise(starts)]
    first.save(
        TARGET,
        save_all=True,
        append_images=rest,
        duration=lengths,
        loop=0,
        quality=45,
        method=4,
    )


if __name__ == "__main__":
    main()
