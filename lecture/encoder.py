"""H.264 in memory: every frame of a clip, encoded while the next one is drawn."""

from fractions import Fraction
from io import BytesIO
from queue import Queue
from threading import Thread
from typing import NamedTuple

import av
import numpy as np
from av.container import OutputContainer
from av.video.frame import PictureType
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, VideoReformatter
from av.video.stream import VideoStream

from lecture.renderer import Picture
from lecture.video_format import VideoFormat

X264 = {
    "preset": "veryfast",
    "crf": "20",
    "tune": "animation",
    "threads": "4",  # said, since x264 gives other bits for another number
    "forced-idr": "1",
}
"""Chosen by measurement on the lecture's own frames: make bench."""

LONGEST_SEEK = 5
"""Seconds between key frames at most."""

_BUFFERS = 8


class _Shot(NamedTuple):
    """A picture that waits to be encoded."""

    buffer: Picture
    repeat: int
    key: bool


class Encoder:
    """Takes RGBA pictures, gives an MP4 held in memory, to be published by ``lecture.mux``.

    All clips are encoded with the same settings, so that they can be joined without encoding
    them again. Encoding runs on a thread of its own; x264 and the conversion of colours leave
    Python's lock alone. Pictures wait in a few buffers that are used again and again: a fresh
    one of 8 MB costs more than what is done with it.
    """

    def __init__(self, video: VideoFormat) -> None:
        self._video = video
        self._file = BytesIO()
        self._waiting: Queue[_Shot | None] = Queue()
        self._buffers: Queue[Picture] = Queue()
        for _ in range(_BUFFERS):
            self._buffers.put(np.empty((video.height, video.width, 4), np.uint8))
        self._failure: BaseException | None = None
        self._key_next = True
        self._thread = Thread(target=self._run, name="encoder", daemon=True)
        self._thread.start()

    def begin_beat(self) -> None:
        """The next frame becomes a key frame: players can jump to it."""
        self._key_next = True

    def write(self, picture: Picture, repeat: int = 1) -> None:
        """Show ``picture`` (height × width × RGBA) for ``repeat`` frames."""
        buffer = self._buffers.get()
        self._raise_failure()
        np.copyto(buffer, picture)
        self._waiting.put(_Shot(buffer, repeat, self._key_next))
        self._key_next = False

    def __enter__(self) -> "Encoder":
        return self

    def __exit__(self, *_: object) -> None:
        """Stop, also when a scene has raised and nothing will be finished."""
        self._waiting.put(None)
        self._thread.join()

    def finish(self) -> BytesIO:
        """Encode what is waiting; the file, from its start."""
        self._waiting.put(None)
        self._thread.join()
        self._raise_failure()
        self._file.seek(0)
        return self._file

    def _raise_failure(self) -> None:
        if self._failure is not None:
            raise self._failure

    def _run(self) -> None:
        try:
            self._encode_all()
        except BaseException as failure:  # handed to the thread that draws, which may be waiting
            self._failure = failure
            self._buffers.put(np.empty(0, np.uint8))

    def _encode_all(self) -> None:
        with av.open(self._file, "w", format="mp4") as container:
            stream = self._add_stream(container)
            tick = Fraction(1, self._video.fps)
            reformatter = VideoReformatter()
            pts = 0
            while (shot := self._waiting.get()) is not None:
                frame = to_yuv(shot.buffer, reformatter)
                self._buffers.put(shot.buffer)
                for number in range(shot.repeat):
                    frame.pts = pts
                    frame.time_base = tick
                    first = shot.key and number == 0
                    frame.pict_type = PictureType.I if first else PictureType.NONE
                    container.mux(stream.encode(frame))
                    pts += 1
            container.mux(stream.encode(None))

    def _add_stream(self, container: OutputContainer) -> VideoStream:
        stream = container.add_stream("libx264", rate=self._video.fps, options=X264)
        stream.width, stream.height = self._video.width, self._video.height
        stream.pix_fmt = "yuv420p"
        context = stream.codec_context
        context.gop_size = LONGEST_SEEK * self._video.fps
        context.color_primaries = ColorPrimaries.BT709
        context.color_trc = ColorTrc.BT709
        context.colorspace = Colorspace.ITU709
        context.color_range = ColorRange.MPEG
        return stream


def to_yuv(picture: Picture, reformatter: VideoReformatter) -> av.VideoFrame:
    """``picture`` as BT.709, limited range, which is also what the file says that it is."""
    return reformatter.reformat(
        av.VideoFrame.from_numpy_buffer(picture, format="rgba"),
        format="yuv420p",
        src_color_range=ColorRange.JPEG,
        dst_color_range=ColorRange.MPEG,
        dst_colorspace=Colorspace.ITU709,
        dst_color_trc=ColorTrc.BT709,
        dst_color_primaries=ColorPrimaries.BT709,
    )
