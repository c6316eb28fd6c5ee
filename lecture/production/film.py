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

from lecture.drawing.canvas import Picture
from lecture.drawing.renderer import FrameRenderer, Visitor
from lecture.drawing.stock import STOCK, renderer_for
from lecture.imports import imported
from lecture.manim_setup import manim_configured
from lecture.production import clips
from lecture.production.job import Job
from lecture.production.split import ALL, Share
from lecture.video.encoder import Encoder
from lecture.video.format import VideoFormat
from lecture.video.segment import Footage, Kind, Segment
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
    kinds: Sequence[Kind] = ("mp4",),
) -> Footage:
    """Film ``beats`` of ``job``; ``report`` is told of frames as they are drawn.

    Unless they are a share of all of them, the scene ends after the last. The footage's segments
    are of the first of ``kinds``.
    """
    with manim_configured(job.video, job.renderer == STOCK):
        return _filmed(job, beats, report, kinds)


def _filmed(
    job: Job,
    beats: Collection[int] | Share,
    report: Callable[[int], None],
    kinds: Sequence[Kind],
) -> Footage:
    """The scene goes with the end of this, before Manim's configuration gives memory back."""
    with ThreadPoolExecutor(1) as finishing:
        filming = _FilmingBeats(job.video, kinds, beats, finishing, report)
        scene = clips.build_scene(job, renderer_for(job.renderer, filming))
        try:
            scene.render()
        finally:
            filming.stop()
        made = [filming.segments(kind) for kind in kinds]
        return Footage(scene.timeline, made[0], imported(), *made[1:])


class _FilmingBeats(Visitor):
    """Films the beats that are wanted and walks the others.

    The end of a beat is encoded while the next one is drawn.
    """

    def __init__(
        self,
        video: VideoFormat,
        kinds: Sequence[Kind],
        beats: Collection[int] | Share,
        finishing: ThreadPoolExecutor,
        report: Callable[[int], None],
    ) -> None:
        self._video = video
        self._kinds = kinds
        self._wanted = beats
        self._last = None if isinstance(beats, Share) else max(beats)
        self._finishing = finishing
        self._report = report
        self._number = -1
        self._encoder: Encoder | None = None
        self._made: dict[int, Future[dict[Kind, Segment]]] = {}

    def segments(self, kind: Kind) -> dict[int, Segment]:
        """What was filmed, by the number of the beat."""
        return {number: made.result()[kind] for number, made in self._made.items()}

    def stop(self) -> None:
        """Leave no encoder at work, also when the scene has raised."""
        if self._encoder is not None:
            self._encoder.close()

    def begin_beat(self, renderer: FrameRenderer, name: str) -> None:
        """Start a segment, if the beat is wanted."""
        self._number += 1
        if self._number in self._wanted:
            for made in [*self._made.values()][:-1]:
                made.result()  # never more than two encoders
            self._encoder = Encoder(self._video, self._kinds)
            self._encoder.begin_beat()

    def offsets(self, start: int, count: int) -> Sequence[int]:
        """All frames of a wanted beat."""
        return range(count) if self._encoder is not None else ()

    def visit(self, renderer: FrameRenderer, frame: int, repeat: int) -> None:
        """Draw the frame; a hold is drawn once."""
        assert self._encoder is not None
        self._encoder.write(renderer.picture(), repeat, renderer.changes())
        self._report(repeat)

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


def _finished(encoder: Encoder, frames: int, picture: Picture) -> dict[Kind, Segment]:
    return {
        kind: _segment(frames, file.getvalue(), picture if kind == "mp4" else None)
        for kind, file in encoder.finish().items()
    }


def _segment(frames: int, video: bytes, picture: Picture | None) -> Segment:
    if picture is None:
        return Segment(frames, video, b"", 0)
    poster = BytesIO()
    # Packed less well in half the time: of a clip's posters one is published.
    Image.fromarray(picture[..., :3]).save(poster, "PNG", compress_level=1)
    colors = picture.view(np.uint32)
    fullness = int(np.count_nonzero(colors != colors[0, 0]))
    return Segment(frames, video, poster.getvalue(), fullness)
