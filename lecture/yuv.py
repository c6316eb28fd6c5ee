"""Colours as video stores them, converted only where a picture has changed."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

import av
import numpy as np
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, VideoReformatter
from numpy.typing import NDArray

from lecture.canvas import Picture
from lecture.tiles import Rectangle

Patch = tuple[Rectangle, Picture]
"""Where a picture may have changed, and what it shows there now."""

_BLOCK = 128  # pixels across and down: small changes are converted in blocks of one size
_MARGIN = 16  # pixels converted around a block; colour is averaged over fewer than _REACH
_REACH = 8


class Converter:
    """Keeps the picture of now as YUV 4:2:0 in ``frame``, one that is drawn over."""

    def __init__(self, width: int, height: int) -> None:
        self.frame = av.VideoFrame(width, height, "yuv420p")
        self._planes = _planes(self.frame)
        self._shown: Picture = np.zeros((height, width, 4), np.uint8)
        self._is_first = True
        # Each keeps what it needs for pictures of one size.
        self._whole, self._part = VideoReformatter(), VideoReformatter()

    def show(self, patches: Sequence[Patch]) -> bool:
        """Bring ``frame`` to the picture with ``patches``; False if nothing has changed."""
        blocks: set[tuple[int, int]] = set()
        for place, content in patches:
            here = self._shown[place]
            if not np.array_equal(here.view(np.uint32), content.view(np.uint32)):
                here[:] = content
                blocks.update(self._blocks(place))
        height, width = self._shown.shape[:2]
        if self._is_first or len(blocks) * _BLOCK**2 > width * height / 3:
            self._is_first = False
            self._take(to_yuv(self._shown, self._whole), 0, 0, 0, height, 0, width)
            return True
        for row, column in blocks:
            self._convert(row, column)
        return bool(blocks)

    def _blocks(self, place: Rectangle) -> Iterator[tuple[int, int]]:
        """The blocks whose colours ``place`` has a part in."""
        rows, columns = (
            range(
                max(span.start - _REACH, 0) // _BLOCK,
                (min(span.stop + _REACH, size) - 1) // _BLOCK + 1,
            )
            for span, size in zip(place, self._shown.shape, strict=False)
        )
        return product(rows, columns)

    def _convert(self, row: int, column: int) -> None:
        height, width = self._shown.shape[:2]
        side = _BLOCK + 2 * _MARGIN
        top = max(min(row * _BLOCK - _MARGIN, height - side), 0)
        left = max(min(column * _BLOCK - _MARGIN, width - side), 0)
        part = np.ascontiguousarray(self._shown[top : top + side, left : left + side])
        bottom, right = min((row + 1) * _BLOCK, height), min((column + 1) * _BLOCK, width)
        yuv = to_yuv(part, self._part)
        self._take(yuv, top, left, row * _BLOCK, bottom, column * _BLOCK, right)

    def _take(
        self, yuv: av.VideoFrame, y: int, x: int, top: int, bottom: int, left: int, right: int
    ) -> None:
        """Copy rows ``top`` to ``bottom`` and their columns from ``yuv``, which begins at y, x."""
        for number, (plane, fresh) in enumerate(zip(self._planes, _planes(yuv), strict=True)):
            share = 2 if number else 1  # of the differences of colour there are half as many
            rows, columns = (top // share, bottom // share), (left // share, right // share)
            up, aside = y // share, x // share
            plane[slice(*rows), slice(*columns)] = fresh[
                rows[0] - up : rows[1] - up, columns[0] - aside : columns[1] - aside
            ]


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
