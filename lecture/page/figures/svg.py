"""Mobjects as SVG: the same layout as in the video, drawn by the browser.

Parts become groups that can be lit, words and numbers become text that can be selected,
mathematics becomes outlines whose name is the part's. Nothing is drawn by Manim for it.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
from manim import Mobject, VMobject
from markupsafe import Markup, escape

from lecture.page.figures.inks import ink
from lecture.page.figures.paths import UNIT, Points, contours, path_data, to_svg
from scenes.lighting import Part
from scenes.mobjects.cell.valve import Valve
from scenes.mobjects.numbers.color_field import ColorField
from scenes.mobjects.text.text import Glyphs, Numeral, Words

_STROKE = 0.01 * UNIT  # a Manim stroke of width 1
_BEARING = 0.06  # em that an outline is narrower than the room its text takes

_FONT_SIZE = re.compile(r' font-size="(\d+)"')
_SHADE = 10  # per cent between the shades of a field
_SIGNS = {"negative": "n", "positive": "q"}  # classes of a field's colours, before their shares
_SHORT = 30  # characters of a path that takes no more room than a reference

T = TypeVar("T")
Attributes = Mapping[str, Any]


def tag(name: str, attributes: Attributes, *content: str) -> Markup:
    """An element; attributes that are None are left out, all others and plain text escaped."""
    written = "".join(f' {key}="{escape(v)}"' for key, v in attributes.items() if v is not None)
    inside = Markup("").join(content)
    return Markup(f"<{name}{written}>{inside}</{name}>" if content else f"<{name}{written}/>")


class Outlines:
    """Shapes of letters, boxes and arrowheads; what stands in several places is defined once."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._counts: Counter[str] = Counter()
        self._names: dict[str, str] = {}

    def paint(self, painted: Callable[[], T]) -> T:
        """What ``painted`` gives, when it is known which shapes it draws more than once."""
        painted()
        for data, count in self._counts.items():
            if count > 1 and len(data) > _SHORT:
                self._names[data] = f"{self._prefix}{len(self._names)}"
        return painted()

    def shape(self, subpaths: Sequence[Points], attributes: Attributes) -> Markup:
        """One shape: by reference, or where it stands."""
        first = subpaths[0]
        corner = np.array([first[:, 0].min(), first[:, 1].max(), 0.0])
        data = path_data([path - corner for path in subpaths])  # the same wherever it stands
        self._counts[data] += 1
        if data not in self._names:
            return tag("path", {"d": path_data(subpaths), **attributes})
        x, y = to_svg(corner[None])[0]
        return tag("use", {"href": f"#{self._names[data]}", "x": x, "y": y, **attributes})

    @property
    def definitions(self) -> Markup:
        """The shapes that are referred to, in a drawing of no size."""
        shapes = [tag("path", {"id": name, "d": data}) for data, name in self._names.items()]
        hidden = {"class": "outlines", "width": 0, "height": 0, "aria-hidden": "true"}
        return tag("svg", hidden, tag("defs", {}, *shapes)) if shapes else Markup()


class Drawing:
    """Mobjects on their way to SVG."""

    def __init__(self, outlines: Outlines) -> None:
        self._outlines = outlines

    def group(self, mobject: Mobject, attributes: Attributes | None = None) -> Markup:
        """``mobject`` and all in it as one group."""
        return tag("g", attributes or {}, *self.elements(mobject))

    def elements(self, mobject: Mobject) -> list[Markup]:
        """``mobject`` and all in it, in the order in which they are painted."""
        if isinstance(mobject, Part):
            inside = [e for child in mobject.body for e in self.elements(child)]
            return [tag("g", part_of(mobject.role), *inside)] if inside else []
        if isinstance(mobject, ColorField):
            return [_field(mobject)]
        if isinstance(mobject, Valve):
            return [self._valve(mobject)]
        drawn = [] if mobject.get_num_points() == 0 else self._shape(mobject)
        return [*drawn, *(e for child in mobject.submobjects for e in self.elements(child))]

    def _valve(self, valve: Valve) -> Markup:
        """A valve whose plates a script moves: each is as large as its lane, and scaled."""
        fill = _look(valve.plates)["class"]
        plates = []
        for unit, (low, high) in enumerate(
            to_svg(valve.lanes(len(valve.opening)).reshape(-1, 2)).reshape(-1, 2, 2)
        ):
            (left, bottom), (right, top) = low, high
            place = {"x": left, "y": top, "width": right - left, "height": bottom - top}
            address = {"data-plate": f"{valve.quantity}.t.{unit}"}
            shut = {"style": f"--shut:{1 - valve.opening[unit]:.3f}"}
            plates.append(tag("rect", {"class": f"plate {fill}", **place, **address, **shut}))
        kinds = ["valve", *(name for name in ("upright", "leaves") if getattr(valve, name))]
        return tag("g", {"class": " ".join(kinds)}, *self.elements(valve.frame), *plates)

    def _shape(self, mobject: VMobject) -> list[Markup]:
        look = _look(mobject)
        if not look:  # nothing of it is seen
            return []
        if isinstance(mobject, Words):
            return [_text(mobject, look)]
        if isinstance(mobject, Glyphs):
            shapes = contours(mobject.get_subpaths())
            return [tag("g", look, *(self._outlines.shape(s, {}) for s in shapes))]
        return [self._outlines.shape(mobject.get_subpaths(), look)]


def _look(mobject: VMobject) -> Attributes:
    """Fill and stroke as classes, so that one stylesheet has all colours."""
    classes, style = [], ""
    is_flat = min(mobject.width, mobject.height) < 1e-6  # a line has nothing inside to fill
    opacity = 0.0 if is_flat else mobject.get_fill_opacity()
    if opacity:
        name, share = ink(mobject.get_fill_color().to_hex())
        classes.append(f"f-{name}" if share is None else f"m-{name}")
        style = "" if share is None else f"--p:{100 * share:g}%"
    width = mobject.get_stroke_width() * _STROKE
    if width and mobject.get_stroke_opacity():
        name, share = ink(mobject.get_stroke_color().to_hex())
        if share is not None:
            raise ValueError(f"a stroke in a blend of {name}: strokes have plain colours")
        classes += [f"s-{name}", f"w{width:g}"]
    if not classes:
        return {}
    return {
        "class": " ".join(classes),
        "style": style or None,
        "fill-opacity": f"{opacity:g}" if 0 < opacity < 1 else None,
    }


def _field(field: ColorField) -> Markup:
    """Squares of one colour as strokes, as thick as the squares are high: shorter than areas."""
    shades: dict[str, str] = {}
    for shade in field:
        squares = to_svg(shade.points).reshape(-1, 16, 2)
        low, high = squares.min(axis=1), squares.max(axis=1)
        middles = (low[:, 1] + high[:, 1]) // 2
        name, share = ink(shade.get_fill_color().to_hex())
        step = round(100 * (1.0 if share is None else share) / _SHADE) * _SHADE
        color = (
            f"{_SIGNS.get(name, f'm-{name} p')}{step}" if step and name != "panel" else "f-panel"
        )
        shades[color] = shades.get(color, "") + "".join(
            f"M{left} {middle}h{right - left}"
            for left, right, middle in zip(low[:, 0], high[:, 0], middles, strict=True)
        )
    side = f"--side:{high[0, 1] - low[0, 1]}"
    paths = (tag("path", {"d": data, "class": color}) for color, data in shades.items())
    return tag("g", {"class": "field", "style": side}, *paths)


def _text(words: Words, look: Attributes) -> Markup:
    """A line of text where the video has it; no wider there, whatever font the reader has.

    A script lets letters adjust to that width, too, not only the room between them.
    """
    attributes: dict[str, Any] = {
        "x": round(words.get_x() * UNIT),
        "y": round(-words.baseline * UNIT),
        "font-size": round(words.size * UNIT),
        **look,
    }
    if isinstance(words, Numeral):
        at = words.address
        attributes["class"] = f"number {look['class']}"
        attributes["data-value"] = ".".join(map(str, (at.quantity, at.step, *at.index)))
    elif len(words.string) > 1:
        attributes["textLength"] = round((words.width + _BEARING * words.size) * UNIT)
    return tag("text", attributes, escape(words.string))


def part_of(role: str) -> Attributes:
    """What makes a group the part of ``role``; a script makes buttons of parts."""
    return {"class": "part", "data-role": role}


def area(x: float, y: float, width: float, height: float) -> Markup:
    """An unseen area to be hit, from its upper left corner; y points down."""
    left, top, across, down = (round(value * UNIT) for value in (x, y, width, height))
    return tag("path", {"class": "target", "d": f"M{left} {top}h{across}v{down}h{-across}z"})


def frame(mobject: Mobject, pad: float = 0.1) -> tuple[int, int, int, int]:
    """The view box that shows all that is seen of ``mobject``, and ``pad`` units around it."""
    members = [m for m in mobject.family_members_with_points() if _look(m)]
    points = to_svg(np.vstack([m.points for m in members]))
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    edge = round(pad * UNIT)
    width, height = right - left + 2 * edge, bottom - top + 2 * edge
    return int(left) - edge, int(top) - edge, int(width), int(height)


def drawing(
    content: Markup, box: tuple[int, int, int, int], label: str, attributes: Attributes
) -> Markup:
    """An ``<svg>`` with a name, as large as its container allows.

    The size that most of its words have is told once.
    """
    sizes = Counter(_FONT_SIZE.findall(content))
    size = max(sizes, key=lambda each: sizes[each], default=None)
    content = content.replace(f' font-size="{size}"', "")
    written: dict[str, Any] = {
        "font-size": size,
        "viewBox": " ".join(map(str, box)),
        "role": "img",
        "aria-label": label,
        **attributes,
    }
    return tag("svg", written, content)
