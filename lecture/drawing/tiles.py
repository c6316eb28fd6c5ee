"""Sets of tiles of a picture, as whole numbers: one bit a tile, row by row.

A picture has some two thousand tiles, and each frame asks for every outline whether it touches
those that have changed. With Python's long numbers that is one ``&``.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

TILE = 32
"""Pixels across and down a tile; those at the right and below may be cut off."""

Tiles = int
"""A set of tiles; 0 is none, ``|`` joins and ``&`` intersects."""


class Rectangle(NamedTuple):
    """Pixels: an index into a picture."""

    rows: slice
    columns: slice


class Grid:
    """The tiles of a picture of ``width`` × ``height`` pixels."""

    def __init__(self, width: int, height: int) -> None:
        self._width, self._height = width, height
        self._across, self._down = -(-width // TILE), -(-height // TILE)
        self._row = (1 << self._across) - 1
        # The first tile of each of n rows: what a row's bits are multiplied by to fill n of them.
        self._firsts = [((1 << n * self._across) - 1) // self._row for n in range(self._down + 1)]
        self.whole: Tiles = self._row * self._firsts[-1]

    def around(self, left: float, top: float, right: float, bottom: float) -> Tiles:
        """The tiles that touch a box of pixels; none if it lies outside the picture."""
        if right < 0 or bottom < 0 or left >= self._width or top >= self._height:
            return 0
        first, last = int(max(left, 0)) // TILE, int(min(right, self._width - 1)) // TILE
        upper, lower = int(max(top, 0)) // TILE, int(min(bottom, self._height - 1)) // TILE
        row = (2 << last - first) - 1 << first
        return row * self._firsts[lower - upper + 1] << upper * self._across

    def rectangles(self, tiles: Tiles) -> Iterator[Rectangle]:
        """``tiles`` as few rectangles that do not overlap."""
        top, above = 0, 0
        for number in range(self._down + 1):
            row = tiles >> number * self._across & self._row
            if row == above:
                continue
            rows = slice(top * TILE, number * TILE)
            yield from (Rectangle(rows, columns) for columns in _runs(above))
            top, above = number, row


def fewer(rectangles: Sequence[Rectangle], spare: int) -> list[Rectangle]:
    """``rectangles``, joined where that adds fewer than ``spare`` pixels: few large ones are
    handled faster than many small ones. Some may overlap.
    """
    joined: list[Rectangle] = []
    for each in rectangles:
        for number, other in enumerate(joined):
            both = _around(each, other)
            if _area(both) < _area(each) + _area(other) + spare:
                joined[number] = both
                break
        else:
            joined.append(each)
    return joined


def _around(one: Rectangle, other: Rectangle) -> Rectangle:
    return Rectangle(
        *(
            slice(min(a.start, b.start), max(a.stop, b.stop))
            for a, b in zip(one, other, strict=True)
        )
    )


def _area(place: Rectangle) -> int:
    rows, columns = place
    area: int = (rows.stop - rows.start) * (columns.stop - columns.start)
    return area


def _runs(row: int) -> Iterator[slice]:
    """Runs of bits that are set, as pixels."""
    start = 0
    while row:
        gap = (row & -row).bit_length() - 1
        row >>= gap
        length = (~row & row + 1).bit_length() - 1
        row >>= length
        start += gap
        yield slice(start * TILE, (start + length) * TILE)
        start += length
