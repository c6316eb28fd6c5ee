"""H.264 in memory: every frame of a clip, encoded while the next one is drawn."""

from collections.abc import Sequence
from fractions import Fraction
from io import BytesIO
from queue import Queue
from threading import Thread
from typing import Any, NamedTuple

import av
from av.container import OutputContainer
from av.packet import Packet
from av.video.frame import PictureType
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from av.video.stream import VideoStream

from lecture.canvas import Picture
from lecture.h264 import again, numbered
from lecture.tiles import Rectangle
from lecture.video_format import VideoFormat
from lecture.yuv import Converter, Patch

X264 = {
    "preset": "superfast",
    # One step for all pictures. To choose one for each (crf), x264 makes every picture once more
    # in half its size and weighs that, which takes longer than all the rest of a still drawing.
    "qp": "25",
    # What does not look ahead costs less, and drawings are too simple to gain from it.
    "bf": "0",
    "refs": "1",  # with no frames out of order it is what lecture.h264 needs
    "rc-lookahead": "0",
    "mbtree": "0",
    "weightp": "0",
    "sc_threshold": "0",  # key frames are where beats begin, and nowhere else
    "threads": "1",  # drawing goes on meanwhile, and other beats on other cores
    "forced-idr": "1",
    # Edges that lie between pixels, and blocks that show, are no matter in flat drawings: a third
    # of the time for a few per cent of size. Without force-cfr each frame waits for the next.
    "x264-params": "force-cfr=1:subme=0:no-deblock=1",
}
"""Chosen by measurement on the lecture's own frames: make bench."""

_PREVIEW = X264 | {"preset": "ultrafast"}
_DELIVERY = 720  # rows of pixels from which a file is made to be kept

LONGEST_SEEK = 5
"""Seconds between key frames at most."""


def x264(video: VideoFormat) -> dict[str, str]:
    """The settings for ``video``: a preview is made in half the time and is larger."""
    return X264 if video.height >= _DELIVERY else _PREVIEW


_WAITING = 8  # pictures at most, since whole ones are large


class _Shot(NamedTuple):
    """A picture that waits to be encoded, as what has changed in it."""

    patches: list[Patch]
    repeat: int
    key: bool


class Encoder:
    """Takes RGBA pictures, gives an MP4 held in memory, to be published by ``lecture.mux``.

    All clips are encoded with the same settings, so that they can be joined without encoding
    them again. Encoding runs on a thread of its own; x264 and the conversion of colours leave
    Python's lock alone.
    """

    def __init__(self, video: VideoFormat) -> None:
        self._video = video
        self._file = BytesIO()
        self._waiting: Queue[_Shot | None] = Queue(_WAITING)
        self._failure: BaseException | None = None
        self._is_first = self._key_next = True
        self._thread = Thread(target=self._run, name="encoder", daemon=True)
        self._thread.start()

    def begin_beat(self) -> None:
        """The next frame becomes a key frame: players can jump to it."""
        self._key_next = True

    def write(
        self, picture: Picture, repeat: int = 1, changes: Sequence[Rectangle] | None = None
    ) -> None:
        """Show ``picture`` (height × width × RGBA) for ``repeat`` frames.

        ``changes`` has every place in which it may differ from the one before; None if it may
        differ anywhere.
        """
        self._raise_failure()
        if changes is None or self._is_first:
            changes = [_everything(picture)]
        patches = [(place, picture[place].copy()) for place in changes]
        self._waiting.put(_Shot(patches, repeat, self._key_next))
        self._is_first = self._key_next = False

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
            while self._waiting.get() is not None:
                pass

    def _encode_all(self) -> None:
        with av.open(self._file, "w", format="mp4") as container:
            reel = _Reel(self._video, container)
            while (shot := self._waiting.get()) is not None:
                reel.show(*shot)
            reel.finish()


def _everything(picture: Picture) -> Rectangle:
    height, width = picture.shape[:2]
    return Rectangle(slice(0, height), slice(0, width))


class _Reel:
    """The frames of a file, one after another."""

    def __init__(self, video: VideoFormat, container: OutputContainer) -> None:
        self._video, self._container = video, container
        self._stream = _add_stream(video, container)
        self._again = again(video, tuple(x264(video).items()))
        self._converter = Converter(video.width, video.height)
        self._tick = Fraction(1, video.fps)
        self._longest = LONGEST_SEEK * video.fps
        self._given = self._written = 0
        self._since_key = 0

    def show(self, patches: Sequence[Patch], repeat: int, key: bool) -> None:
        """Encode the picture if it is a new one or a key frame is due; otherwise repeat."""
        new = self._converter.show(patches)
        for number in range(repeat):
            key_now = (key and number == 0) or self._since_key == self._longest or not self._written
            if key_now or (new and number == 0):
                self._encode(key_now)
            else:
                self._mux(Packet(numbered(self._again, self._since_key)))

    def finish(self) -> None:
        """Encode what is waiting."""
        for packet in self._stream.encode(None):
            raise RuntimeError(f"x264 held back {packet}")

    def _encode(self, key: bool) -> None:
        frame = self._converter.frame
        frame.pts, frame.time_base = self._given, self._tick
        frame.pict_type = PictureType.I if key else PictureType.NONE
        self._given += 1
        (packet,) = self._stream.encode(frame)  # at once, since x264 does not look ahead
        if packet.is_keyframe != key:
            raise RuntimeError("x264 put a key frame where none was asked for, or none")
        if key:
            self._since_key = 0
            self._mux(packet)
        else:
            self._mux(Packet(numbered(bytes(packet), self._since_key)))

    def _mux(self, packet: "Packet[Any]") -> None:
        packet.pts = packet.dts = self._written
        packet.duration = 1
        packet.time_base = self._tick
        packet.stream = self._stream
        self._container.mux(packet)
        self._written += 1
        self._since_key += 1


def _add_stream(video: VideoFormat, container: OutputContainer) -> VideoStream:
    stream = container.add_stream("libx264", rate=video.fps, options=x264(video))
    stream.width, stream.height = video.width, video.height
    stream.pix_fmt = "yuv420p"
    context = stream.codec_context
    context.gop_size = LONGEST_SEEK * video.fps
    context.color_primaries = ColorPrimaries.BT709
    context.color_trc = ColorTrc.BT709
    context.colorspace = Colorspace.ITU709
    context.color_range = ColorRange.MPEG
    return stream
