"""Do a role's term and its component light together? Judged by what is drawn."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lecture.audit.drawn import Drawn
from lecture.audit.findings import VISIBLE, Suspect
from lecture.audit.view import View
from scenes.lighting import BOLDER, REST, Part
from scenes.roles import ROLES
from scenes.theme import Rgb, blend, rgb

_APART = 0.25  # difference of two levels that is seen


@dataclass
class Shown:
    """What is on screen of one role in one kind of place."""

    lit: float = 0.0  # of the brightest part
    dim: float = 1.0  # of the least dim part
    can_light: bool = False
    is_there: bool = False


def light(view: View) -> Iterator[Suspect]:
    """Roles that are lit in the equation and not in the diagram, or the other way round."""
    shown = levels(view)
    has_diagram = any(kind == "component" and role in ROLES for role, kind in shown)
    for role in sorted({role for role, _ in shown}):
        for kind, other in (("term", "component"), ("component", "term")):
            mine, counterpart = shown.get((role, kind)), shown.get((role, other))
            if mine is None or not mine.can_light or mine.lit <= _APART:
                continue
            if counterpart is None:  # an equation alone, or a diagram alone, has nothing to compare
                if kind == "term" and has_diagram and mine.lit > 0.5:
                    yield _suspect(role, kind, other, "which is not on screen")
            elif (
                mine.lit - counterpart.lit > _APART
                if counterpart.can_light
                else counterpart.dim > 0.5
            ):
                yield _suspect(role, kind, other, "which is not")


def lit_roles(view: View) -> set[str]:
    """Roles that something on screen shows as lit."""
    return {role for (role, _), shown in levels(view).items() if shown.lit > 0.5}


@lru_cache(maxsize=1)
def levels(view: View) -> dict[tuple[str, str], Shown]:
    """By role and kind, how far what is on screen is lit or dimmed."""
    found: dict[tuple[str, str], Shown] = {}
    for item in view.items:
        part = item.place.part
        if part is None:
            continue
        if "light" not in item.notes:
            item.notes["light"] = _measured(item, part)
        lit, dim = item.notes["light"]
        shown = found.setdefault((part.role, part.kind), Shown())
        shown.is_there |= not item.place.is_cue
        shown.can_light |= lit is not None or item.place.has_cue
        shown.lit = max(shown.lit, lit or 0.0)
        shown.dim = min(shown.dim, dim)
    return {key: shown for key, shown in found.items() if shown.is_there}


def _measured(item: Drawn, part: Part) -> tuple[float | None, float]:
    """How far one mobject is lit, None if that cannot be seen of it, and how far dimmed."""
    if item.place.is_cue:
        return _cue(item), 1.0
    return _boldness(item), _dimness(item, part)


def _suspect(role: str, kind: str, other: str, how: str) -> Suspect:
    return Suspect(
        "light",
        (role, kind),
        f"the {kind} of {role}",
        f"it is lit without its {other}, {how}: light roles with LectureScene.light",
    )


def _cue(item: Drawn) -> float:
    """Share of its full opacity at which a cue is drawn."""
    stroke, fill = getattr(item.mobject, "cue_opacity", (1.0, 1.0))
    shares = [item.opacity / fill] if fill > VISIBLE else []
    if stroke > VISIBLE and item.width > 0:
        shares.append(float(item.stroke[:, 3].max()) / stroke)
    return min(max(shares, default=0.0), 1.0)


def _boldness(item: Drawn) -> float | None:
    """0 for a line of its own width, 1 for one that is lit; None for what has no line.

    The lines of what grows, or turns into something else, change for other reasons than light.
    """
    rest = getattr(item.mobject, "_rest", None)
    if rest is None or item.is_text or item.width == 0 or rest[2] == 0:
        return None
    if item.moved and item.place.part is not None and item.place.part.level == REST:
        return 0.0
    return float((item.mobject.get_stroke_width() / rest[2] - 1) / (BOLDER - 1))


def _dimness(item: Drawn, part: Part) -> float:
    """0 for a mobject in its own colours, 1 for one that has stepped back."""
    rest = getattr(item.mobject, "_rest", None)
    if rest is None:
        return 0.0
    theme, (fill, stroke, _) = part.theme, rest
    faint, muted, background = (rgb(c) for c in (theme.faint, theme.muted, theme.background))
    if item.is_text:
        return _share(item.fill[:3], fill, muted)
    if item.width > 0:
        return _share(item.stroke[0, :3], stroke, faint)
    ink = getattr(item.mobject, "ink", None)
    return _share(item.fill[:3], fill, faint if ink else blend(fill, background, 0.8))


def _share(color: np.ndarray, start: Rgb, end: Rgb) -> float:
    """How far ``color`` lies on the way from ``start`` to ``end``."""
    first, way = np.array(start), np.array(end) - start
    length = float(way @ way)
    return float((color - first) @ way) / length if length > 1e-4 else 0.0
