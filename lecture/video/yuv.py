"""Colours as video stores them, converted only where a picture has changed."""

from collections.abc import Sequence
from typing import Any

import av
import numpy as np
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, VideoReformatter
from numpy.typing import NDArray

from lecture.drawing.canvas import Picture
from lecture.drawing.tiles import Rectangle, fewer

Patch = tuple[Rectangle, Picture]
"""Where a picture may have changed, and what it shows there now."""

_REACH = 4  # pixels: colour is averaged over fewer of them
_CALL = 10_000  # pixels that are converted in the time that a call takes
_KEPT = 16  # sizes of pictures, each of which the conversion prepares for


class Converter:
    """Keeps the picture of now as YUV 4:2:0 in ``frame``, one that is drawn over."""

    def __init__(self, width: int, height: int) -> None:
        self.frame = av.VideoFrame(width, height, "yuv420p")
        self._planes = _planes(self.frame)
        self._shown: Picture = np.zeros((height, width, 4), np.uint8)
        self._is_first = True
        self._reformatters: dict[tuple[int, ...], VideoReformatter] = {}

    def show(self, patches: Sequence[Patch]) -> bool:
        """Bring ``frame`` to the picture with ``patches``; False if nothing has changed."""
        changed = []
        for place, content in patches:
            here = self._shown[place]
            if not np.array_equal(here.view(np.uint32), content.view(np.uint32)):
                here[:] = content
                changed.append(place)
        if self._is_first:
            self._is_first = False
            changed = [Rectangle(slice(0, len(self._shown)), slice(0, self._shown.shape[1]))]
        for place in fewer(changed, _CALL):
            self._convert(place)
        return bool(changed)

    def _convert(self, place: Rectangle) -> None:
        """Convert ``place`` and as much around it as it has a part in."""
        height, width = self._shown.shape[:2]
        rows, columns = _wider(place.rows, height), _wider(place.columns, width)
        up, aside = _wider(rows, height), _wider(columns, width)
        yuv = self._yuv(np.ascontiguousarray(self._shown[up, aside]))
        for number, (plane, fresh) in enumerate(zip(self._planes, _planes(yuv), strict=True)):
            share = 2 if number else 1  # of the differences of colour there are half as many
            here = _parts(rows, share), _parts(columns, share)
            plane[here] = fresh[_parts(rows, share, up.start), _parts(columns, share, aside.start)]

    def _yuv(self, picture: Picture) -> av.VideoFrame:
        if picture.shape not in self._reformatters:
            if len(self._reformatters) == _KEPT:
                self._reformatters.clear()
            self._reformatters[picture.shape] = VideoReformatter()
        return to_yuv(picture, self._reformatters[picture.shape])


def _wider(span: slice, size: int) -> slice:
    """``span`` and what is near; from and to an even pixel, as colours are in pairs."""
    return slice(max(span.start - _REACH, 0) & ~1, min(span.stop + _REACH + 1 & ~1, size))


def _parts(span: slice, share: int, begin: int = 0) -> slice:
    """``span``, counted from ``begin``, of every ``share``-th pixel."""
    return slice((span.start - begin) // share, (span.stop - begin) // share)


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
        threads=1,
    )
