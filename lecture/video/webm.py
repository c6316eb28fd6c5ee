"""Beats in AV1 into one WebM, without encoding them again."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from io import BytesIO
from itertools import zip_longest
from typing import TYPE_CHECKING

import av
from av.container import OutputContainer
from av.video.stream import VideoStream

from lecture.video.segment import Segment
from lecture.video.sound import SoundWriter

if TYPE_CHECKING:
    from lecture.voice.speaker import Pcm


def joined(
    segments: Sequence[Segment], fps: int, sounds: Iterable["Pcm"] | None = None, language: str = ""
) -> bytes:
    """The WebM of ``segments``, one after another, each shown for its frames.

    ``sounds`` are the samples that go with each of them; without any the file is silent.

    Raises ValueError if they were encoded with different settings.
    """
    file = BytesIO()
    with av.open(file, "w", format="webm", options={"fflags": "+bitexact"}) as out:
        with av.open(BytesIO(segments[0].video), "r") as first:
            video = out.add_stream_from_template(first.streams.video[0], opaque=True)
            parameters = first.streams.video[0].codec_context.extradata
        sound = SoundWriter(out, "webm", language) if sounds is not None else None
        frames = 0
        for segment, samples in zip_longest(segments, sounds or ()):
            _copy(segment, out, video, Fraction(frames, fps), parameters)
            frames += segment.frames
            if sound is not None:
                sound.write(samples)
        if sound is not None:
            sound.finish()
    return file.getvalue()


def _copy(
    segment: Segment,
    out: OutputContainer,
    video: VideoStream,
    start: Fraction,
    parameters: bytes | None,
) -> None:
    with av.open(BytesIO(segment.video), "r") as container:
        source = container.streams.video[0]
        if source.codec_context.extradata != parameters:
            raise ValueError("a beat was encoded with other settings: unrolled page")
        assert source.time_base is not None
        shift = int(start / source.time_base)
        for packet in container.demux(source):
            if packet.pts is None:
                continue
            packet.pts += shift
            packet.dts = packet.pts  # no frame waits for a later one
            packet.stream = video
            out.mux(packet)
