"""One mobject as the audit sees it, and what fills do to what lies below them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from manim import Mobject

from lecture.audit.findings import OPAQUE, VISIBLE
from lecture.audit.geometry import Array, Geometry, Mask
from scenes.lighting import Part
from scenes.mobjects.numbers.cells import SignedCell
from scenes.mobjects.numbers.color_field import ColorField
from scenes.mobjects.text.text import Glyphs

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


def coincide(one: Drawn, other: Drawn) -> bool:
    """Do their boxes lie on one another?"""
    return bool(np.abs(one.geometry.box - other.geometry.box).max() < _SAME_PLACE)


def are_copies(one: Drawn, other: Drawn) -> bool:
    """Do they look alike and lie in one place, as in a stack of equal blocks?"""
    return one.color == other.color and coincide(one, other)
