"""A picture that is drawn again only where something has changed.

What looks different, has come or has gone marks the tiles that it may touch; whatever touches
one of these is drawn again, in order, and only they are copied into the picture. Drawing is never
clipped, since cairo then rounds edges in another way: it goes to a sketch of the same size, on
which nothing outside those tiles matters.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecture.drawing.lens import Lens
from lecture.drawing.outline import Foreign, Outline
from lecture.drawing.tiles import Tiles

Picture = NDArray[Any]
"""Height × width × RGBA, unsigned bytes."""

Drawn = Outline | Foreign


class Canvas:
    """Outlines on a ground that may change as well: a plain colour, or another canvas' pixels."""

    def __init__(self, ground: Picture, lens: Lens) -> None:
        self.pixels = ground.copy()
        self._ground = ground
        self._sketch = np.empty_like(ground)
        self._grid = lens.grid
        self._ctx = lens.context(self._sketch)
        self._shown: list[Drawn] = []

    def show(self, drawn: Sequence[Drawn], ground: Tiles = 0) -> Tiles:
        """Bring ``pixels`` to ``drawn``, from the back; the tiles that may look different now.

        ``ground`` has the tiles where what lies behind is another one than the last time.
        """
        changed = ground | self._changes(drawn)
        self._shown = list(drawn)
        if changed:
            self._draw_anew(changed)
        return changed

    def _changes(self, drawn: Sequence[Drawn]) -> Tiles:
        """Of what came, went, or lies in another order."""
        if self._shown == drawn:
            return 0
        before, now = set(self._shown), set(drawn)
        moved = before ^ now
        order = [each for each in drawn if each in before]
        if order != [each for each in self._shown if each in now]:
            moved |= now
        changed = 0
        for each in moved:
            changed |= each.tiles
        return changed

    def _draw_anew(self, changed: Tiles) -> None:
        needed = [each for each in self._shown if each.tiles & changed]
        touched = changed
        for each in needed:
            touched |= each.tiles
        for place in self._grid.rectangles(touched):
            self._sketch[place] = self._ground[place]
        for each in needed:
            each.draw(self._ctx)
        for place in self._grid.rectangles(changed):
            self.pixels[place] = self._sketch[place]
