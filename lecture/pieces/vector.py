"""A scene as it stands as SVG: outlines in their colours, words as text that can be selected."""

from collections.abc import Iterator, Sequence
from typing import Any

from manim import Mobject, Scene, VMobject
from markupsafe import Markup, escape

from lecture.drawing.drawing import family
from lecture.page.figures.paths import UNIT, path_data
from lecture.page.figures.svg import tag
from rnn_math.errors import InputError
from scenes.mobjects.text.text import Words
from scenes.theme import Frame
from scenes.typeset import MONO_FONT, TEXT_FONT

_STROKE = 0.01 * UNIT  # a Manim stroke of width 1
_BEARING = 0.06  # em that an outline is narrower than the room its text takes
_SEEN = 1 / 512  # less opaque than that is not there
_FONTS = {
    TEXT_FONT: f"'{TEXT_FONT}', 'NewComputerModern10', 'Latin Modern Roman', serif",
    MONO_FONT: f"'{MONO_FONT}', monospace",
}


def svg_of(scene: Scene, title: str, background: str | None, front: Sequence[Mobject] = ()) -> str:
    """All that ``scene`` shows, with ``front`` before it; ``background`` is a colour, or None.

    Raises :class:`InputError` if something in it is a photograph, which no outline can show.
    """
    width, height = round(Frame.WIDTH * UNIT), round(Frame.HEIGHT * UNIT)
    left, top = -width // 2, -height // 2
    ground = {"x": left, "y": top, "width": width, "height": height, "fill": background}
    parts = [tag("title", {}, escape(title))]
    parts += [tag("rect", ground)] if background else []
    for mobject in [*family([*scene.mobjects, *scene.foreground_mobjects]), *front]:
        parts += _drawn(mobject)
    shown = {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": f"{left} {top} {width} {height}",
        "width": 1280,
        "height": 720,
        "role": "img",
    }
    return f"{tag('svg', shown, *parts)}\n"


def _drawn(mobject: Mobject) -> Iterator[Markup]:
    """``mobject`` alone, without what it contains."""
    if not isinstance(mobject, VMobject):
        raise InputError(f"still --as svg: {type(mobject).__name__} is no drawing: --as png")
    look = _look(mobject)
    if not look:
        return
    if isinstance(mobject, Words) and _stands(mobject):
        yield _text(mobject, look)
    else:
        yield tag("path", {"d": path_data(mobject.get_subpaths()), **look})


def _look(mobject: VMobject) -> dict[str, Any]:
    """Its filling and its line; nothing if neither is seen."""
    look: dict[str, Any] = {}
    fill, width = mobject.get_fill_opacity(), mobject.get_stroke_width()
    line = mobject.get_stroke_opacity() if width else 0.0
    if fill > _SEEN:
        look["fill"] = mobject.get_fill_color().to_hex()
        look["fill-opacity"] = None if fill == 1 else f"{fill:.3g}"
    if line > _SEEN:
        look |= {
            "fill": look.get("fill", "none"),
            "stroke": mobject.get_stroke_color().to_hex(),
            "stroke-width": f"{width * _STROKE:.4g}",
            "stroke-opacity": None if line == 1 else f"{line:.3g}",
        }
    return look


def _stands(words: Words) -> bool:
    """Is it whole and upright? What is on its way in is an outline like any other."""
    whole = Words(words.string, "#000000", words.size, words.style)
    return abs(whole.width - words.width) + abs(whole.height - words.height) < 1e-3


def _text(words: Words, look: dict[str, Any]) -> Markup:
    placed = {
        "x": round(words.get_x() * UNIT),
        "y": round(-words.baseline * UNIT),
        "font-size": round(words.size * UNIT),
        "font-family": _FONTS[words.style.font],
        "font-weight": 700 if words.style.weight >= 600 else None,
        "text-anchor": "middle",
        "xml:space": "preserve",
    }
    if len(words.string) > 1:
        placed["textLength"] = round((words.width + _BEARING * words.size) * UNIT)
        placed["lengthAdjust"] = "spacingAndGlyphs"
    return tag("text", {**placed, **look}, escape(words.string))
