"""Pictures as H.264 in an MP4: the settings, and what becomes of every frame."""

from fractions import Fraction
from io import BytesIO
from typing import Any

import av
from av.container import OutputContainer
from av.packet import Packet
from av.video.frame import PictureType, VideoFrame
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from av.video.stream import VideoStream

from lecture.video.format import VideoFormat
from lecture.video.skip_frames import again, numbered

FINER = "cqm4py=" + ",".join(
    str(round(8 + (row + column) * 16 / 6)) for row in range(4) for column in range(4)
)
"""Steps for each frequency of a place, from the lowest; x264 takes 16 for all. What fades away
leaves faint traces where steps are coarse: x264 skips what differs by less."""

X264 = {
    "preset": "superfast",
    # One step for all pictures. To choose one for each (crf), x264 makes every picture once more
    # in half its size and weighs that, which takes longer than all the rest of a still drawing.
    "qp": "31",
    # What does not look ahead costs less, and drawings are too simple to gain from it.
    "bf": "0",
    "refs": "1",  # with no frames out of order it is what lecture.video.skip_frames needs
    "rc-lookahead": "0",
    "mbtree": "0",
    "weightp": "0",
    "sc_threshold": "0",  # key frames are where we ask for them, and nowhere else
    "threads": "1",  # drawing goes on meanwhile, and other beats on other cores
    "forced-idr": "1",
    # Without force-cfr each frame waits for the next. Key frames are much the sharper ones, since
    # what rests is seen for longer, and what moves is made from them. Motion to half a pixel saves
    # more than it costs; small differences are kept.
    "x264-params": "force-cfr=1:ipratio=3:subme=2:no-dct-decimate=1:deadzone-inter=10:" + FINER,
}
"""Chosen by measurement on the lecture's own frames: make bench."""

_PREVIEW = X264 | {
    "preset": "ultrafast",
    "qp": "28",
    "x264-params": "force-cfr=1:subme=0:no-deblock=1:deadzone-inter=10:" + FINER,
}

LONGEST_SEEK = 5
"""Seconds between key frames at most."""

MOVED, CALM = 2, 0.02
"""Key frames' sizes of motion, after which a frame of little is the time for a sharp one."""

WORTH = 15
"""Key frames' sizes of motion, after which no time is a bad one."""

REST = 0.5
"""Seconds for which a picture stays, from which on it is worth a key frame."""


def x264(video: VideoFormat) -> dict[str, str]:
    """The settings for ``video``: a preview is made in less time and is larger."""
    return _PREVIEW if video.is_preview else X264


class H264Writer:
    """The frames of a file, one after another; written into ``file``, which must stay open."""

    def __init__(self, video: VideoFormat, file: BytesIO) -> None:
        self._container = av.open(file, "w", format="mp4")
        self._stream = _add_stream(video, self._container)
        self._again = again(video, tuple(x264(video).items()))
        self._tick = Fraction(1, video.fps)
        self._longest = LONGEST_SEEK * video.fps
        self._rest = round(REST * video.fps)
        self._key = self._moved = self._last = 0  # bytes: a key frame, motion after it, a frame
        self._given = self._written = 0
        self._since_key = 0

    def show(self, frame: VideoFrame, new: bool, repeat: int, key: bool) -> None:
        """Encode the picture if it is a ``new`` one or a key frame is due; otherwise repeat."""
        # What is left of motion is too faint for x264 to mend: a rest begins clean.
        key |= repeat >= self._rest and self._moved > 0
        key |= new and self._is_blurred()
        for number in range(repeat):
            key_now = (key and number == 0) or self._since_key == self._longest or not self._written
            if key_now or (new and number == 0):
                self._encode(frame, key_now)
            else:
                self._mux(Packet(numbered(self._again, self._since_key)))

    def finish(self) -> None:
        """Complete the file."""
        for packet in self._stream.encode(None):
            raise RuntimeError(f"x264 held back {packet}")
        self.close()

    def close(self) -> None:
        """Let go of the file, complete or not."""
        self._container.close()

    def _is_blurred(self) -> bool:
        """Has so much moved since the last key frame that another one is cheap?"""
        is_calm = self._last < CALM * self._key
        return self._moved > (MOVED if is_calm else WORTH) * self._key

    def _encode(self, frame: VideoFrame, key: bool) -> None:
        frame.pts, frame.time_base = self._given, self._tick
        frame.pict_type = PictureType.I if key else PictureType.NONE
        self._given += 1
        (packet,) = self._stream.encode(frame)  # at once, since x264 does not look ahead
        if packet.is_keyframe != key:
            raise RuntimeError("x264 put a key frame where none was asked for, or none")
        if key:
            self._since_key = 0
            self._key, self._moved = packet.size, 0
            self._mux(packet)
        else:
            self._moved, self._last = self._moved + packet.size, packet.size
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
