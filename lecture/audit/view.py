"""One picture as the audit sees it: what is drawn, from back to front, with nothing drawn."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from manim import ManimColor

from lecture.audit.drawn import Drawn, are_copies, boxes_of, coincide, covered_by
from lecture.audit.findings import VISIBLE
from lecture.audit.geometry import Array, Mask, meeting
from scenes.theme import Theme


class View:
    """What is drawn, from back to front. Whatever is asked of it is worked out once."""

    def __init__(self, scene: Any, theme: Theme, items: Sequence[Drawn], at_rest: bool) -> None:
        self.scene, self.theme, self.at_rest = scene, theme, at_rest
        self.items = items
        self.background = ManimColor(scene.camera.background_color).to_rgb()
        self._fills = [item for item in items if not item.is_text and item.opacity > VISIBLE]
        self._fill_boxes = boxes_of(self._fills)

    @cached_property
    def texts(self) -> list[Drawn]:
        """All text that is seen, but for what a copy of itself hides."""
        every = [item for item in self.items if item.is_text]
        alike: defaultdict[str, list[Drawn]] = defaultdict(list)
        for item in every:
            alike[item.mobject.string].append(item)
        return [item for item in every if not self._is_stacked(item, alike[item.mobject.string])]

    @cached_property
    def shapes(self) -> list[Drawn]:
        """All that is not text."""
        return [item for item in self.items if not item.is_text]

    @cached_property
    def _met(self) -> dict[int, list[Drawn]]:
        """The fills that meet the box of an item, from back to front, by its order.

        Long vectors are thousands of squares without a border, of which nobody asks this.
        """
        asked = [i for i in self.items if i.is_text or i.width > 0 or not i.place.is_datum]
        found: dict[int, list[Drawn]] = {item.order: [] for item in asked}
        for i, j in zip(*np.nonzero(meeting(boxes_of(asked), self._fill_boxes)), strict=True):
            if self._fills[j] is not asked[i]:
                found[asked[i].order].append(self._fills[j])
        return found

    def below(self, item: Drawn) -> list[Drawn]:
        """The fills that meet its box and are drawn before it; copies of itself do not count."""
        order = item.order
        return [f for f in self._met[order] if f.order < order and not are_copies(item, f)]

    def above(self, item: Drawn) -> list[Drawn]:
        """The fills that meet its box and are drawn after it."""
        return [f for f in self._met[item.order] if f.order > item.order]

    def covered(self, points: Array, first: int, last: int) -> Mask:
        """Which of ``points`` (P, 2) an opaque fill drawn between the two covers."""
        box = np.concatenate([points.min(axis=0), points.max(axis=0)])
        near = np.flatnonzero(meeting(box[None], self._fill_boxes)[0])
        fills = [self._fills[k] for k in near]
        return covered_by([f for f in fills if first < f.order < last], points)

    def _is_stacked(self, item: Drawn, alike: Sequence[Drawn]) -> bool:
        """Is it hidden by a copy that lies exactly on it, as in a stack of equal blocks?"""
        if not any(other.order > item.order and coincide(other, item) for other in alike):
            return False
        return bool(covered_by(self.above(item), item.geometry.spots).mean() > 0.97)
