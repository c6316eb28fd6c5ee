"""Films beats of a clip, each into a segment of its own.

Beats that are not wanted are walked without drawing, which leaves the scene as drawing would.
Every beat is encoded on its own: its bytes are the same whichever beats are filmed with it.
"""

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from io import BytesIO

import numpy as np
from manim.utils.exceptions import EndSceneEarlyException
from PIL import Image

from lecture import clips
from lecture.drawing.canvas import Picture
from lecture.drawing.renderer import FrameRenderer, Visitor
from lecture.drawing.stock import STOCK, renderer_for
from lecture.drawing.visitors import Filming
from lecture.job import Job
from lecture.manim_setup import manim_configured
from lecture.split import ALL, Share
from lecture.video.encoder import Encoder
from lecture.video.format import VideoFormat
from lecture.video.segment import Footage, Segment
from scenes.timeline import Beat, Timeline


def walk(job: Job) -> Timeline:
    """The timeline of ``job``, to the frame; nothing is drawn."""
    with manim_configured(job.video):
        scene = clips.build_scene(job, FrameRenderer(Visitor()))
        scene.render()
        return scene.timeline


def film(
    job: Job,
    beats: Collection[int] | Share = ALL,
    report: Callable[[int], None] = lambda frames: None,
) -> Footage:
    """Film ``beats`` of ``job``; ``report`` is told of frames as they are drawn.

    Unless they are a share of all of them, the scene ends after the last.
    """
    with manim_configured(job.video, job.renderer == STOCK):
        return _filmed(job, beats, report)


def _filmed(job: Job, beats: Collection[int] | Share, report: Callable[[int], None]) -> Footage:
    """The scene goes with the end of this, before Manim's configuration gives memory back."""
    with ThreadPoolExecutor(1) as finishing:
        filming = _FilmingBeats(job.video, beats, finishing, report)
        scene = clips.build_scene(job, renderer_for(job.renderer, filming))
        try:
            scene.render()
        finally:
            filming.stop()
        return Footage(scene.timeline, filming.segments())


class _FilmingBeats(Visitor):
    """Films the beats that are wanted and walks the others.

    The end of a beat is encoded while the next one is drawn.
    """

    def __init__(
        self,
        video: VideoFormat,
        beats: Collection[int] | Share,
        finishing: ThreadPoolExecutor,
        report: Callable[[int], None],
    ) -> None:
        self._video = video
        self._wanted = beats
        self._last = None if isinstance(beats, Share) else max(beats)
        self._finishing = finishing
        self._report = report
        self._number = -1
        self._encoder: Encoder | None = None
        self._made: dict[int, Future[Segment]] = {}

    def segments(self) -> dict[int, Segment]:
        """What was filmed, by the number of the beat."""
        return {number: segment.result() for number, segment in self._made.items()}

    def stop(self) -> None:
        """Leave no encoder at work, also when the scene has raised."""
        if self._encoder is not None:
            self._encoder.__exit__()

    def begin_beat(self, renderer: FrameRenderer, name: str) -> None:
        """Start a segment, if the beat is wanted."""
        self._number += 1
        if self._number in self._wanted:
            for segment in [*self._made.values()][:-1]:
                segment.result()  # never more than two encoders
            self._encoder = Encoder(self._video)
            self._encoder.begin_beat()

    def offsets(self, start: int, count: int) -> Sequence[int]:
        """All frames of a wanted beat."""
        return range(count) if self._encoder is not None else ()

    def visit(self, renderer: FrameRenderer, frame: int, repeat: int) -> None:
        """Draw as the whole clip would be drawn."""
        assert self._encoder is not None
        Filming(self._encoder, self._report).visit(renderer, frame, repeat)

    def end_beat(self, renderer: FrameRenderer, beat: Beat) -> None:
        """Finish the segment; the scene ends when nothing more is wanted of it."""
        if self._encoder is not None:
            picture = renderer.picture().copy()
            encoder, self._encoder = self._encoder, None
            self._made[self._number] = self._finishing.submit(
                _finished, encoder, beat.frames, picture
            )
        if self._number == self._last:
            raise EndSceneEarlyException


def _finished(encoder: Encoder, frames: int, picture: Picture) -> Segment:
    poster = BytesIO()
    # Packed less well in half the time: of a clip's posters one is published.
    Image.fromarray(picture[..., :3]).save(poster, "PNG", compress_level=1)
    colors = picture.view(np.uint32)
    fullness = int(np.count_nonzero(colors != colors[0, 0]))
    return Segment(frames, encoder.finish().getvalue(), poster.getvalue(), fullness)
