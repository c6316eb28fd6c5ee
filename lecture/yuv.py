"""Colours as video stores them, converted only where a picture has changed."""

from typing import Any

import av
import numpy as np
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, VideoReformatter
from numpy.typing import NDArray

from lecture.canvas import Picture

_BAND = 16  # rows of pixels
_REACH = 8  # colour is averaged over fewer rows than this, up and down


class Converter:
    """Keeps the picture of now as YUV 4:2:0 in ``frame``, one that is drawn over."""

    def __init__(self, width: int, height: int) -> None:
        self.frame = av.VideoFrame(width, height, "yuv420p")
        self._planes = _planes(self.frame)
        self._shown: Picture | None = None
        self._reformatter = VideoReformatter()

    def show(self, picture: Picture) -> bool:
        """Bring ``frame`` to ``picture``; False if that was shown already.

        ``picture`` is compared with the next one and may not be drawn over until then.
        """
        changed = self._changed(picture)
        self._shown = picture
        if changed is None:
            return False
        start, end = changed
        above, below = max(start - _BAND, 0), min(end + _BAND, len(picture))
        band = to_yuv(picture[above:below], self._reformatter)
        for plane, fresh in zip(self._planes, _planes(band), strict=True):
            share = len(picture) // len(plane)  # chroma has half of the rows
            rows = slice(start // share, end // share)
            plane[rows] = fresh[(start - above) // share : (end - above) // share]
        return True

    def _changed(self, picture: Picture) -> tuple[int, int] | None:
        """The first row that differs and the one behind the last, in whole bands."""
        if self._shown is None:
            return 0, len(picture)
        differs = picture.view(np.uint32) != self._shown.view(np.uint32)
        rows = np.flatnonzero(differs.any(axis=(1, 2)))
        if not len(rows):
            return None
        first, last = max(int(rows[0]) - _REACH, 0), int(rows[-1]) + _REACH
        return first // _BAND * _BAND, min((last // _BAND + 1) * _BAND, len(picture))


def _planes(frame: av.VideoFrame) -> list[NDArray[Any]]:
    """Brightness and the two differences of colour, as they lie in memory."""
    return [
        np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)[
            : plane.height, : plane.width
        ]
        for plane in frame.planes
    ]


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
