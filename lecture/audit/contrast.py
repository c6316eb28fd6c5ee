"""Does everything stand out from what is really behind it?

Text counts against the fills below it, blended as they are drawn; so do lines and filled shapes.
A bordered shape is seen if its border or its fill is. Two kinds of fill need not stand out by
themselves: surfaces (the theme's panel, and washes that are mostly transparent), and values on
the diverging scale, whose zero is neutral on purpose (WCAG 2.2 names heat maps as the exception).
"""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from lecture.audit.drawn import Drawn, covered_by, painted
from lecture.audit.findings import GRAPHICS_CONTRAST, LEGIBLE, OPAQUE, TEXT_CONTRAST, Suspect
from lecture.audit.geometry import Array
from lecture.audit.view import View
from scenes.theme import Theme, rgb

_SLACK = 0.02  # colours are rounded to whole 255ths
_WASH = 0.35  # opacity up to which a borderless fill only tints
_SPOILT = 0.1  # share of a text's outline that may be hard to see
_BROKEN = 0.3  # share of a line that may be
_ROUNDED = 0.1  # of a share: background and panel are near one another
_BESIDE = 0.012  # scene units from a line: well past its edge
_MARK = 0.3  # scene units: no dot and no arrowhead is larger


def contrasts(view: View) -> Iterator[Suspect]:
    """Text and graphics that do not stand out. What fades, or moves, is not judged."""
    for text in view.texts:
        if _is_settled(text, text.opacity, view):
            yield from _judged(text, view, TEXT_CONTRAST)
    for shape in view.shapes:
        opacity = max(shape.opacity, shape.line_opacity)
        if _is_settled(shape, opacity, view) and not _is_surface(shape, view):
            yield from _judged(shape, view, GRAPHICS_CONTRAST)


def ratios(first: Array, second: Array) -> Array:
    """Contrast of two lists of colours (P, 3), as WCAG 2.2 defines it."""
    one, other = _luminance(first), _luminance(second)
    return np.asarray((np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05))


def _judged(item: Drawn, view: View, least: float) -> Iterator[Suspect]:
    below, above = view.below(item), view.above(item)
    around = (item.mark, *(f.mark for f in below), None, *(f.mark for f in above))
    if item.geometry.notes.get("around") != around:  # most of a picture is like the last one
        measure = _of_text if item.is_text else _of_graphic
        item.geometry.notes["around"] = around
        item.geometry.notes["worst"] = measure(item, view.background, below, above)
    worst = item.geometry.notes["worst"]
    if worst < least - _SLACK:
        yield Suspect(
            "contrast",
            (id(item.mobject),),
            item.name,
            f"{worst:.1f}:1 against what is behind it, must be {least:g}:1",
        )


def _of_text(text: Drawn, background: Array, below: list[Drawn], above: list[Drawn]) -> float:
    """The contrast that all but a tenth of it has. What is hidden is reported as such."""
    spots = text.geometry.spots
    spots = spots[~covered_by(above, spots)]
    behind = painted(below, spots, background)
    ink = behind + (text.fill[:3] - behind) * text.opacity
    found = ratios(painted(above, spots, ink), painted(above, spots, behind))
    return float(np.quantile(found, _SPOILT)) if len(found) else np.inf


def _of_graphic(shape: Drawn, background: Array, below: list[Drawn], above: list[Drawn]) -> float:
    """The contrast that most of its border or its fill has, where it is not covered.

    A border may run along the edge of what it surrounds: it is seen if it stands out from either
    side.
    """
    if shape.place.is_datum:  # the border of a value must be seen on what is no value
        below = [fill for fill in below if not fill.place.is_datum]
    spots = shape.geometry.spots
    joints = [fill for fill in below if _joins(shape, fill)]
    spots = spots[~covered_by([*above, *joints], spots)]
    if not len(spots):
        return np.inf
    found = _seen(shape, painted(below, spots, background))
    if shape.width > 0 and np.quantile(found, _BROKEN) < GRAPHICS_CONTRAST:
        aside = shape.width / 2 + _BESIDE
        for step in ((aside, 0), (-aside, 0), (0, aside), (0, -aside)):
            found = np.maximum(found, _seen(shape, painted(below, spots + step, background)))
    return float(np.quantile(found, _BROKEN))


def _seen(shape: Drawn, behind: Array) -> Array:
    """Contrast of the fill or the line, whichever has more, with what is behind each spot."""
    best = ratios(behind + (shape.fill[:3] - behind) * shape.opacity, behind)
    for stop in shape.stroke if shape.width > 0 else ():
        best = np.maximum(best, ratios(behind + (stop[:3] - behind) * stop[3], behind))
    return best


def _joins(shape: Drawn, mark: Drawn) -> bool:
    """Is ``mark`` the dot or arrowhead, of the same colour, in which ``shape`` ends?"""
    inks = [shape.fill] if shape.opacity >= OPAQUE else []
    inks += list(shape.stroke) if shape.width > 0 else []
    is_small = (mark.geometry.box[2:] - mark.geometry.box[:2]).max() < _MARK
    return bool(is_small) and any(np.abs(ink[:3] - mark.fill[:3]).max() < 0.01 for ink in inks)


def _is_settled(item: Drawn, opacity: float, view: View) -> bool:
    """At rest everything is; in motion what stands still and is not fading."""
    if view.at_rest:
        return True
    level = item.place.part.level if item.place.part is not None else 0.0
    return item.still and opacity >= max(OPAQUE, LEGIBLE) and level in (-1.0, 0.0, 1.0)


def _is_surface(shape: Drawn, view: View) -> bool:
    if shape.width > 0:
        return False
    if shape.place.is_datum or shape.opacity <= _WASH:
        return True
    return any(
        _is_mixed(shape.color[:3], view.theme, end)
        for end in (view.theme.negative, view.theme.positive)
    )


@lru_cache(maxsize=4096)
def _is_mixed(color: tuple[float, ...], theme: Theme, end: str) -> bool:
    """Is it a colour of the scale from the panel to ``end``, stepped back or not?"""
    base = np.array(rgb(theme.background))
    ways = np.stack([np.array(rgb(c)) - base for c in (theme.panel, end)], axis=1)
    shares = np.linalg.lstsq(ways, np.array(color) - base, rcond=None)[0]
    is_between = (shares > -_ROUNDED).all() and shares.sum() < 1 + _ROUNDED
    return bool(is_between and np.abs(base + ways @ shares - color).max() < 0.01)


def _luminance(colors: Array) -> Array:
    linear = np.where(
        colors <= 0.04045, colors / 12.92, ((np.maximum(colors, 0) + 0.055) / 1.055) ** 2.4
    )
    return np.asarray(linear @ (0.2126, 0.7152, 0.0722))
