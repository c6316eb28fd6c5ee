"""One picture as the audit sees it: what is drawn, in drawing order, with nothing drawn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from manim import ManimColor, Mobject, Scene, VMobject

from lecture.audit.findings import OPAQUE, VISIBLE
from lecture.audit.geometry import Array, Geometry, Mask
from scenes.lighting import Part
from scenes.mobjects.cells import SignedCell
from scenes.mobjects.color_field import ColorField
from scenes.mobjects.text import Glyphs
from scenes.theme import Theme

_LINE_WIDTH = 0.01  # scene units for each unit of a stroke's width, as Manim's camera has it


@dataclass(eq=False)
class Drawn:
    """One mobject with points, as it is drawn in one picture."""

    mobject: VMobject
    owners: tuple[Mobject, ...]  # what it is part of, outermost first
    geometry: Geometry
    look: tuple[object, ...]  # equal as long as it is drawn alike
    fill: Array  # RGBA, of a gradient the first
    stroke: Array  # RGBA, one row a stop
    width: float  # scene units; 0 if no stroke is seen
    still: bool  # drawn as in the picture before?
    order: int = field(default=0)

    @property
    def is_text(self) -> bool:
        """Is it read?"""
        return isinstance(self.mobject, Glyphs)

    @property
    def opacity(self) -> float:
        """Of the fill."""
        return float(self.fill[3])

    @property
    def part(self) -> Part | None:
        """The part of a role that it belongs to."""
        return next((o for o in reversed(self.owners) if isinstance(o, Part)), None)

    @property
    def is_cue(self) -> bool:
        """Does it show nothing but that its part is lit?"""
        part = self.part
        return part is not None and any(owner is part.cue for owner in self.owners)

    @property
    def is_datum(self) -> bool:
        """Is its colour a value on the diverging scale?"""
        return any(isinstance(owner, SignedCell | ColorField) for owner in self.owners)

    @property
    def name(self) -> str:
        """What a message calls it."""
        if self.is_text:
            return f"“{self.mobject.string}”"
        family = [*self.owners, self.mobject]
        kinds = [type(m).__name__ for m in family if type(m).__name__ not in _ANONYMOUS]
        name = " ".join([*kinds[-2:-1], kinds[-1]]) if kinds else type(self.mobject).__name__
        x, y = (self.geometry.box[:2] + self.geometry.box[2:]) / 2
        role = f" of {self.part.role}" if self.part is not None and self.part.role else ""
        return f"{name}{role} at ({x:.1f}, {y:.1f})"


_ANONYMOUS = {"VGroup", "VMobject", "Part", "Group"}


class Eye:
    """Turns scenes into views and remembers what has not changed since the last one."""

    def __init__(self) -> None:
        self._seen: dict[int, Drawn] = {}
        self._owners: dict[int, tuple[Mobject, ...]] = {}
        self._play: object = None

    def look(self, scene: Scene, theme: Theme, at_rest: bool) -> "View":
        """What is on screen now."""
        if self._play is not scene.animations:
            self._play = scene.animations
            self._owners = _owners([*scene.mobjects, *scene.foreground_mobjects])
        shown = scene.renderer.camera.get_mobjects_to_display(
            [*scene.mobjects, *scene.foreground_mobjects]
        )
        seen = {id(m): self._drawn(m) for m in shown if isinstance(m, VMobject)}
        self._seen = seen
        items = [item for item in seen.values() if _is_seen(item)]
        for order, item in enumerate(items):
            item.order = order
        return View(scene, theme, items, at_rest)

    def _drawn(self, mobject: VMobject) -> Drawn:
        before = self._seen.get(id(mobject))
        fills, strokes = mobject.get_fill_rgbas(), mobject.get_stroke_rgbas()
        width = mobject.get_stroke_width() * _LINE_WIDTH
        shape = mobject.points.tobytes()
        look = (hash(shape), len(shape), fills.tobytes(), strokes.tobytes(), width)
        if before is not None and before.mobject is mobject and before.look == look:
            before.still = True
            return before
        same = before is not None and before.look[:2] == look[:2]
        if id(mobject) not in self._owners:
            self._owners[id(mobject)] = ()
        return Drawn(
            mobject=mobject,
            owners=self._owners[id(mobject)],
            geometry=before.geometry if same and before else Geometry(mobject.points),
            look=look,
            fill=fills[0] if len(fills) else np.zeros(4),
            stroke=strokes,
            width=float(width) if len(strokes) and strokes[:, 3].max() > VISIBLE else 0.0,
            still=False,
        )


def _is_seen(item: Drawn) -> bool:
    if not len(item.geometry.curves):
        return False
    return item.opacity > VISIBLE or (item.width > 0 and not item.is_text)


def _owners(tops: Iterable[Mobject]) -> dict[int, tuple[Mobject, ...]]:
    found: dict[int, tuple[Mobject, ...]] = {}

    def visit(mobject: Mobject, owners: tuple[Mobject, ...]) -> None:
        if len(found.get(id(mobject), ())) <= len(owners):
            found[id(mobject)] = owners
        inner = (*owners, mobject)
        for child in mobject.submobjects:
            visit(child, inner)

    for top in tops:
        visit(top, ())
    return found


class View:
    """What is drawn, from back to front. Whatever is asked of it is worked out once."""

    def __init__(self, scene: Any, theme: Theme, items: Sequence[Drawn], at_rest: bool) -> None:
        self.scene, self.theme, self.at_rest = scene, theme, at_rest
        self.items = items
        self.fills = [item for item in items if not item.is_text and item.opacity > VISIBLE]
        self._fill_boxes = _boxes(self.fills)
        self._fill_orders = np.array([item.order for item in self.fills])
        self.background = ManimColor(scene.camera.background_color).to_rgb()

    @cached_property
    def texts(self) -> list[Drawn]:
        """All text that is seen, but for what a copy of itself hides."""
        every = [item for item in self.items if item.is_text]
        return [item for item in every if not self._is_stacked(item, every)]

    @cached_property
    def boxes(self) -> Array:
        """left, low, right, high of each of ``texts``, (T, 4)."""
        return _boxes(self.texts)

    @cached_property
    def shapes(self) -> list[Drawn]:
        """All that is not text."""
        return [item for item in self.items if not item.is_text]

    @cached_property
    def mobjects(self) -> set[int]:
        """Ids of what is drawn."""
        return {id(item.mobject) for item in self.items}

    def fills_over(self, box: Array, first: int, last: int) -> list[Drawn]:
        """Fills that meet ``box`` and are drawn after ``first`` and before ``last``."""
        if not self.fills:
            return []
        b, orders = self._fill_boxes, self._fill_orders
        chosen = (
            (b[:, 0] < box[2])
            & (b[:, 2] > box[0])
            & (b[:, 1] < box[3])
            & (b[:, 3] > box[1])
            & (orders > first)
            & (orders < last)
        )
        return [self.fills[k] for k in np.flatnonzero(chosen)]

    def covered(self, points: Array, first: int, last: int) -> Mask:
        """Which of ``points`` (P, 2) an opaque fill drawn between the two covers."""
        found = np.zeros(len(points), bool)
        for fill in self.fills_over(_box_of(points), first, last):
            if fill.opacity >= OPAQUE:
                found |= fill.geometry.inside(points)
        return found

    def painted(
        self, points: Array, colors: Array, first: int, last: int, but: Drawn | None = None
    ) -> Array:
        """``colors`` (P, 3) at ``points`` after the fills between the two are laid over them.

        Copies of ``but`` that lie exactly with it are left out.
        """
        colors = np.array(colors)
        for fill in self.fills_over(_box_of(points), first, last):
            if but is not None and _are_copies(but, fill):
                continue
            inside = fill.geometry.inside(points)
            colors[inside] += (fill.fill[:3] - colors[inside]) * fill.opacity
        return colors

    def behind(self, item: Drawn, points: Array) -> Array:
        """Colours (P, 3) at ``points`` of what is drawn before ``item``."""
        start = np.broadcast_to(self.background, (len(points), 3))
        return self.painted(points, start, -1, item.order, but=item)

    @cached_property
    def end(self) -> int:
        """An order after everything."""
        return len(self.items)

    def _is_stacked(self, item: Drawn, every: Sequence[Drawn]) -> bool:
        """Is it hidden by a copy that lies exactly on it, as in a stack of equal blocks?"""
        twin = any(
            other.order > item.order
            and other.mobject.string == item.mobject.string
            and _coincide(other, item)
            for other in every
        )
        spots = item.geometry.spots
        return twin and bool(self.covered(spots, item.order, self.end).mean() > 0.97)


def _coincide(one: Drawn, other: Drawn) -> bool:
    return bool(np.abs(one.geometry.box - other.geometry.box).max() < 0.05)


def _are_copies(one: Drawn, other: Drawn) -> bool:
    """Do they look alike and lie in one place, as in a stack of equal blocks?"""
    return bool((one.fill == other.fill).all()) and _coincide(one, other)


def _boxes(items: Sequence[Drawn]) -> Array:
    return np.array([item.geometry.box for item in items]).reshape(-1, 4)


def _box_of(points: Array) -> Array:
    return np.concatenate([points.min(axis=0), points.max(axis=0) + 1e-9])
