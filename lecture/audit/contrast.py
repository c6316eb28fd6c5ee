"""Does everything stand out from what is really behind it?

Text counts against the fills below it, blended as they are drawn; so do lines and filled shapes.
A bordered shape is seen if its border or its fill is. Two kinds of fill need not stand out by
themselves: surfaces (the theme's panel, and washes that are mostly transparent), and values on
the diverging scale, whose zero is neutral on purpose (WCAG 2.2 names heat maps as the exception).
"""

from collections.abc import Iterator

import numpy as np

from lecture.audit.findings import GRAPHICS_CONTRAST, LEGIBLE, OPAQUE, TEXT_CONTRAST, Suspect
from lecture.audit.geometry import Array
from lecture.audit.view import Drawn, View
from scenes.theme import rgb

_SLACK = 0.02  # colours are rounded to whole 255ths
_WASH = 0.35  # opacity up to which a borderless fill only tints
_SPOILT = 0.1  # share of a text's outline that may be hard to see
_BROKEN = 0.3  # share of a line that may be


def contrasts(view: View) -> Iterator[Suspect]:
    """Text and graphics that do not stand out. What fades, or moves, is not judged."""
    for text in view.texts:
        if _is_settled(text, text.opacity, view):
            yield from _text(text, view)
    for shape in view.shapes:
        stroke = float(shape.stroke[:, 3].max()) if shape.width > 0 else 0.0
        if _is_settled(shape, max(shape.opacity, stroke), view) and not _is_surface(shape, view):
            yield from _graphic(shape, view)


def ratios(first: Array, second: Array) -> Array:
    """Contrast of two lists of colours (P, 3), as WCAG 2.2 defines it."""
    one, other = _luminance(first), _luminance(second)
    return np.asarray((np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05))


def _text(text: Drawn, view: View) -> Iterator[Suspect]:
    spots = text.geometry.spots
    behind = view.behind(text, spots)
    ink = behind + (text.fill[:3] - behind) * text.opacity
    over = (text.order, view.end)
    found = ratios(view.painted(spots, ink, *over), view.painted(spots, behind, *over))
    if view.covered(spots, *over).any():  # what is hidden is reported as such
        found = found[~view.covered(spots, *over)]
    if (found < TEXT_CONTRAST - _SLACK).mean() > _SPOILT if len(found) else False:
        yield Suspect(
            "contrast",
            (id(text.mobject),),
            text.name,
            f"{found.min():.1f}:1 against what is behind it, must be {TEXT_CONTRAST}:1",
        )


def _graphic(shape: Drawn, view: View) -> Iterator[Suspect]:
    spots = shape.geometry.spots
    spots = spots[~view.covered(spots, shape.order, view.end)]
    if not len(spots):
        return
    behind = view.behind(shape, spots)
    filled = behind + (shape.fill[:3] - behind) * shape.opacity
    best = ratios(filled, behind)
    if shape.width > 0:
        for stop in shape.stroke:
            lined = behind + (stop[:3] - behind) * stop[3]
            best = np.maximum(best, ratios(lined, behind))
    if (best < GRAPHICS_CONTRAST - _SLACK).mean() > _BROKEN:
        yield Suspect(
            "contrast",
            (id(shape.mobject),),
            shape.name,
            f"{best.min():.1f}:1 against what is behind it, must be {GRAPHICS_CONTRAST}:1",
        )


def _is_settled(item: Drawn, opacity: float, view: View) -> bool:
    """At rest everything is; in motion what stands still and is not fading."""
    if view.at_rest:
        return True
    level = item.part.level if item.part is not None else 0.0
    return item.still and opacity >= max(OPAQUE, LEGIBLE) and level in (-1.0, 0.0, 1.0)


def _is_surface(shape: Drawn, view: View) -> bool:
    if shape.width > 0:
        return False
    if shape.is_datum or shape.opacity <= _WASH:
        return True
    plain = (view.theme.panel, view.theme.background)
    return any(np.abs(shape.fill[:3] - rgb(color)).max() < 0.01 for color in plain)


def _luminance(colors: Array) -> Array:
    linear = np.where(
        colors <= 0.04045, colors / 12.92, ((np.maximum(colors, 0) + 0.055) / 1.055) ** 2.4
    )
    return np.asarray(linear @ (0.2126, 0.7152, 0.0722))
