"""One picture as the audit sees it: what is drawn, in drawing order, with nothing drawn."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from manim import ManimColor, Mobject, Scene, VMobject

from lecture.audit.findings import OPAQUE, VISIBLE
from lecture.audit.geometry import Array, Geometry, Mask, meeting
from scenes.lighting import Part
from scenes.mobjects.cells import SignedCell
from scenes.mobjects.color_field import ColorField
from scenes.mobjects.text import Glyphs
from scenes.theme import Theme

_LINE_WIDTH = 0.01  # scene units for each unit of a stroke's width, as Manim's camera has it
_POINT = 0.01  # scene units: what is smaller has not begun to be drawn
_SAME_PLACE = 0.05  # scene units
_DATA = (SignedCell, ColorField)  # what draws values as colours
_ANONYMOUS = {"VGroup", "VMobject", "Part", "Group"}


class Place:
    """Where a mobject belongs: what it is part of, outermost first."""

    def __init__(self, around: "Place | None" = None, owner: Mobject | None = None) -> None:
        self.owners: tuple[Mobject, ...] = ()
        self.part: Part | None = None
        self.is_cue = self.is_datum = False
        self._inner: dict[int, Place] = {}
        if around is None or owner is None:
            return
        self.owners = (*around.owners, owner)
        self.part = owner if isinstance(owner, Part) else around.part
        self.is_datum = around.is_datum or isinstance(owner, _DATA)
        within = around.part is not None and self.part is around.part
        self.is_cue = within and (around.is_cue or owner is getattr(self.part, "cue", None))

    @cached_property
    def has_cue(self) -> bool:
        """Does its part show by something of its own that it is lit?"""
        return self.part is not None and bool(self.part.cue.family_members_with_points())

    def inside(self, owner: Mobject) -> "Place":
        """The place of what ``owner``, which is here, consists of."""
        if id(owner) not in self._inner:
            self._inner[id(owner)] = Place(self, owner)
        return self._inner[id(owner)]


@dataclass(eq=False)
class Drawn:
    """One mobject with points, as it is drawn in one picture.

    ``mark`` is equal as long as it is drawn alike. ``still``: it was drawn so in the picture
    before; ``moved``: there it had another place or shape.
    """

    mobject: Any
    place: Place
    geometry: Geometry
    shape: int  # equal as long as the geometry is
    mark: int
    fill: Array  # RGBA, of a gradient the first
    stroke: Array  # RGBA, one row a stop
    width: float  # scene units; 0 if no stroke is seen
    moved: bool = False
    still: bool = False
    order: int = 0

    def __post_init__(self) -> None:
        self.is_text = isinstance(self.mobject, Glyphs)
        self.opacity = float(self.fill[3])
        self.color = tuple(self.fill.tolist())
        self.notes: dict[str, Any] = {}  # what others have found out about it
        self.line_opacity = float(self.stroke[:, 3].max()) if self.width > 0 else 0.0

    @property
    def is_seen(self) -> bool:
        """Is there anything to see of it?"""
        if not len(self.geometry.curves):
            return False
        size = (self.geometry.box[2:] - self.geometry.box[:2]).max()
        has_line = self.width > 0 and not self.is_text
        return bool(size > _POINT) and (self.opacity > VISIBLE or has_line)

    @property
    def name(self) -> str:
        """What a message calls it."""
        if self.is_text:
            return f"“{self.mobject.string}”"
        family = [type(m).__name__ for m in (*self.place.owners, self.mobject)]
        named = [kind for kind in family if kind not in _ANONYMOUS] or family
        x, y = (self.geometry.box[:2] + self.geometry.box[2:]) / 2
        part = self.place.part
        role = f" of {part.role}" if part is not None and part.role else ""
        return f"{' '.join(named[-2:])}{role} at ({x:.1f}, {y:.1f})"


class Eye:
    """Turns scenes into views and remembers what has not changed since the last one."""

    def __init__(self) -> None:
        self._seen: dict[int, Drawn] = {}
        self._everywhere = Place()

    def look(self, scene: Scene, theme: Theme, at_rest: bool) -> "View":
        """What is on screen now."""
        shown = self._in_drawing_order([*scene.mobjects, *scene.foreground_mobjects])
        self._seen = {id(mobject): self._drawn(mobject, place) for mobject, place in shown}
        items = [item for item in self._seen.values() if item.is_seen]
        for order, item in enumerate(items):
            item.order = order
        return View(scene, theme, items, at_rest)

    def _in_drawing_order(self, tops: Iterable[Mobject]) -> list[tuple[VMobject, Place]]:
        """What has points, as the camera draws it: what comes twice is drawn the last time."""
        found: list[tuple[VMobject, Place]] = []

        def visit(mobject: Mobject, place: Place) -> None:
            if isinstance(mobject, VMobject) and len(mobject.points):
                found.append((mobject, place))
            if mobject.submobjects:
                inner = place.inside(mobject)
                for child in mobject.submobjects:
                    visit(child, inner)

        for top in tops:
            visit(top, self._everywhere)
        last = {id(mobject): number for number, (mobject, _) in enumerate(found)}
        once = [found[number] for number in sorted(last.values())]
        return sorted(once, key=lambda pair: pair[0].z_index)

    def _drawn(self, mobject: VMobject, place: Place) -> Drawn:
        before = self._seen.get(id(mobject))
        fills, strokes = mobject.get_fill_rgbas(), mobject.get_stroke_rgbas()
        width = mobject.get_stroke_width()
        shape = hash(mobject.points.tobytes())
        mark = hash((shape, fills.tobytes(), strokes.tobytes(), width))
        if before is not None and before.mobject is mobject and before.mark == mark:
            if before.moved:
                before.moved = False
                before.notes.clear()
            before.still, before.place = True, place
            return before
        kept = before is not None and before.shape == shape
        is_lined = width > 0 and len(strokes) and strokes[:, 3].max() > VISIBLE
        return Drawn(
            mobject=mobject,
            place=place,
            geometry=before.geometry if before and kept else Geometry(mobject.points),
            shape=shape,
            mark=mark,
            fill=fills[0] if len(fills) else np.zeros(4),
            stroke=strokes.copy(),
            width=float(width) * _LINE_WIDTH if is_lined else 0.0,
            moved=before is not None and not kept,
        )


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
        return [f for f in self._met[order] if f.order < order and not _are_copies(item, f)]

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
        if not any(other.order > item.order and _coincide(other, item) for other in alike):
            return False
        return bool(covered_by(self.above(item), item.geometry.spots).mean() > 0.97)


def covered_by(fills: Iterable[Drawn], points: Array) -> Mask:
    """Which of ``points`` (P, 2) an opaque one of ``fills`` covers."""
    found = np.zeros(len(points), bool)
    for fill in fills:
        if fill.opacity >= OPAQUE:
            found |= fill.geometry.inside(points)
    return found


def painted(fills: Iterable[Drawn], points: Array, colors: Array) -> Array:
    """``colors`` (P, 3) at ``points`` after ``fills`` are laid over them."""
    colors = np.array(np.broadcast_to(colors, (len(points), 3)))
    for fill in fills:
        inside = fill.geometry.inside(points)
        colors[inside] += (fill.fill[:3] - colors[inside]) * fill.opacity
    return colors


def boxes_of(items: Sequence[Drawn]) -> Array:
    """left, low, right, high of each, (n, 4)."""
    return np.array([item.geometry.box for item in items]).reshape(-1, 4)


def _coincide(one: Drawn, other: Drawn) -> bool:
    return bool(np.abs(one.geometry.box - other.geometry.box).max() < _SAME_PLACE)


def _are_copies(one: Drawn, other: Drawn) -> bool:
    """Do they look alike and lie in one place, as in a stack of equal blocks?"""
    return one.color == other.color and _coincide(one, other)
