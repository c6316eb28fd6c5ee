"""Can all text be read: is it on the picture, free of other things, and large enough?"""

from collections.abc import Iterator

import numpy as np

from lecture.audit.drawn import Drawn, boxes_of
from lecture.audit.findings import LEGIBLE, OPAQUE, SCRIPT, VISIBLE, X_HEIGHT, Suspect
from lecture.audit.geometry import Array, Profile, meeting
from lecture.audit.truth import drawn_as
from lecture.audit.view import View
from scenes.mobjects.text.text import Words
from scenes.theme import Frame

_SAFE = np.array([-Frame.SAFE_X, Frame.CONTENT_BOTTOM, Frame.SAFE_X, Frame.TOP])
_PICTURE = np.array([-Frame.WIDTH, -Frame.HEIGHT, Frame.WIDTH, Frame.HEIGHT]) / 2
_TOLERANCE = 0.005  # scene units, under a pixel
_TOUCHED = 0.03  # share of a text's outline that something may cover unseen


def outside(view: View) -> Iterator[Suspect]:
    """Text beyond the safe frame, shapes beyond the picture."""
    boxes = boxes_of(view.items)
    is_text = np.array([item.is_text for item in view.items], bool)[:, None]
    margins = np.array([item.width / 2 for item in view.items])[:, None]
    frames = np.where(is_text, _SAFE, _PICTURE)
    reach = np.hstack([frames[:, :2] - boxes[:, :2], boxes[:, 2:] - frames[:, 2:]])
    reach += np.where(is_text, 0.0, margins)
    for k in np.flatnonzero(reach.max(axis=1, initial=0.0) > _TOLERANCE):
        item = view.items[int(k)]
        if _counts(item, view):
            side = ("left", "bottom", "right", "top")[int(reach[k].argmax())]
            frame = "safe frame" if item.is_text else "picture"
            yield Suspect(
                "outside",
                (id(item.mobject),),
                item.name,
                f"it reaches {reach[k].max():.2f} units over the {side} of the {frame}",
            )


def overlaps(view: View) -> Iterator[Suspect]:
    """Text over text."""
    boxes = boxes_of(view.texts)
    meet = meeting(boxes, boxes)
    for i, j in zip(*np.nonzero(np.triu(meet, 1)), strict=True):
        below, above = sorted((view.texts[i], view.texts[j]), key=lambda item: item.order)
        if not (_counts(below, view) and _counts(above, view)):
            continue
        shared = _profile(below).overlap(_profile(above))
        if shared is None or view.covered(shared, below.order, above.order).all():
            continue
        yield Suspect(
            "overlap",
            (id(below.mobject), id(above.mobject)),
            f"{below.name} and {above.name}",
            f"one is drawn over the other at {_at(shared)}: move them apart",
        )


def crossings(view: View) -> Iterator[Suspect]:
    """Lines, arrowheads and edges of filled shapes that run through text."""
    lines = [item for item in view.shapes if item.width > 0 or _has_edge(item)]
    if not lines or not view.texts:
        return
    margins = np.array([item.width / 2 for item in lines])[:, None]
    boxes = boxes_of(lines)
    reach = np.hstack([boxes[:, :2] - margins, boxes[:, 2:] + margins])
    for i, j in zip(*np.nonzero(meeting(reach, boxes_of(view.texts))), strict=True):
        line, text = lines[i], view.texts[j]
        if not (_counts(text, view) and _line_counts(line, view)):
            continue
        if line.order > text.order and line.opacity >= LEGIBLE:
            continue  # it hides what it crosses, and is reported for that
        margin = 0.45 * line.width  # a little less than half: an edge that touches is no crossing
        path = line.geometry.path_near(text.geometry.box, line.width / 2)
        if not len(path):
            continue
        hits = path[_profile(text).holds(path, margin)]
        if not len(hits) or _is_unseen(hits, line, text, view) or _is_own_copy(text, line, view):
            continue
        yield Suspect(
            "crossing",
            (id(line.mobject), id(text.mobject)),
            f"{line.name} and {text.name}",
            f"the line runs through the text near {_at(hits)}: reroute it or move the text",
        )


def hidden(view: View) -> Iterator[Suspect]:
    """Filled shapes drawn over text."""
    for text in view.texts:
        if not _counts(text, view):
            continue
        for fill in view.above(text):
            if fill.opacity < LEGIBLE:
                continue
            spots = text.geometry.spots
            share = float(fill.geometry.inside(spots).mean())
            if share > _TOUCHED and not _is_own_copy(text, fill, view):
                yield Suspect(
                    "hidden",
                    (id(text.mobject), id(fill.mobject)),
                    f"{text.name} under {fill.name}",
                    f"{share:.0%} of it is covered: draw it in front, or take it away",
                )


def sizes(view: View) -> Iterator[Suspect]:
    """Text whose x-height is under 12 pixels at 1080p; sub- and superscripts count.

    While things move, only what stands still is measured: what grows is small at first.
    """
    for text in view.texts:
        if not (text.still or view.at_rest) or not _counts(text, view):
            continue
        height = x_height(text)
        if 1e-4 < height < X_HEIGHT * 0.999:
            yield Suspect(
                "size",
                (id(text.mobject),),
                text.name,
                f"its smallest letters have an x-height of {height * 135:.1f} pixels at 1080p, "
                "must be 12 or more: make it larger",
            )


def x_height(text: Drawn) -> float:
    """Height of the smallest x in ``text``, in scene units, as it is drawn."""
    notes = text.geometry.notes
    if "x-height" not in notes:
        notes["x-height"] = _measured(text)
    return float(notes["x-height"])


def _measured(text: Drawn) -> float:
    glyphs = text.mobject
    if isinstance(glyphs, Words):
        found = drawn_as(text.geometry, glyphs.string)
        if found is not None:
            style, linear = found
            return float(np.linalg.svd(linear, compute_uv=False).min()) * style.x_height
        return glyphs.x_height
    return float(glyphs.x_height) * (SCRIPT if _has_script(glyphs.string) else 1.0)


def _has_script(mathematics: str) -> bool:
    """Does Typst mathematics hold a sub- or superscript? Quoted words may hold anything."""
    return any(mark in piece for piece in mathematics.split('"')[::2] for mark in "_^")


def _counts(item: Drawn, view: View) -> bool:
    """At rest everything that is seen counts, in motion what can be read."""
    limit = VISIBLE if view.at_rest else LEGIBLE
    opacity = item.opacity if item.is_text else max(item.opacity, item.line_opacity)
    return opacity >= limit


def _line_counts(line: Drawn, view: View) -> bool:
    limit = VISIBLE if view.at_rest else LEGIBLE
    return line.line_opacity >= limit or _has_edge(line)


def _has_edge(item: Drawn) -> bool:
    """Does the edge of its fill look like a line? Washes and values on a scale have none."""
    return item.opacity >= OPAQUE and not item.place.is_datum


def _is_unseen(points: Array, line: Drawn, text: Drawn, view: View) -> bool:
    """Is one of both hidden from the other where they cross?"""
    first, last = sorted((line.order, text.order))
    return bool(view.covered(points, first, last).all())


def _is_own_copy(text: Drawn, shape: Drawn, view: View) -> bool:
    """Does a shape that slides over ``text`` carry the same text, where it can be read?

    So copies of a block leave one another, and one of them is always whole.
    """
    if view.at_rest:
        return False
    box = shape.geometry.box
    return any(
        other.order > shape.order > text.order
        and other.mobject.string == text.mobject.string
        and bool((other.geometry.box[:2] >= box[:2]).all())
        and bool((other.geometry.box[2:] <= box[2:]).all())
        for other in view.texts
    )


def _profile(text: Drawn) -> Profile:
    """Between the letters of a line of text nothing may stand; a formula's parts interlock."""
    is_words = isinstance(text.mobject, Words)
    return text.geometry.bridged if is_words else text.geometry.profile


def _at(points: Array) -> str:
    x, y = points.mean(axis=0)
    return f"({x:.2f}, {y:.2f})"
