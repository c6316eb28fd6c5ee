"""Is every number on screen what its trace says?"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from lecture.audit.drawn import Drawn
from lecture.audit.findings import Suspect
from lecture.audit.geometry import Array, Geometry, Stencil
from lecture.audit.view import View
from scenes.mobjects.text.text import Glyphs, Numeral, Words
from scenes.numerals import decimals_of, format_number, format_percent
from scenes.timeline import Beat, Shown
from scenes.typeset import BOLD, MONO, TEXT, Style, text_outline

if TYPE_CHECKING:
    from scenes.lecture_scene import LectureScene

_MEASURED = re.compile(r"\d[.,]\d|\d\s?%")  # counts and positions are whole, measures are not
_STYLES = (MONO, TEXT, BOLD)


def truth(view: View) -> Iterator[Suspect]:
    """Numbers that are not those of the trace, and numbers that no trace vouches for."""
    for item in view.items:
        if isinstance(item.mobject, Numeral):
            yield from _numeral(item, item.mobject, view.scene)
        elif isinstance(item.mobject, Glyphs):
            yield from _loose_number(item, item.mobject, view.scene)
        elif alien := _alien(item):
            yield Suspect(
                "unbound",
                (id(item.mobject),),
                f"{alien} at {_place(item)}",
                "the audit cannot read it: make it Words, Math or a Numeral",
            )


def expected(numeral: Numeral, scene: "LectureScene") -> str | None:
    """What the scene's own trace says at the numeral's address, written as the numeral is.

    None if the scene has no such trace.
    """
    source = scene.sources.get(numeral.source.name)
    if source is None:
        return None
    value = source.trace.value(numeral.address)
    decimals = decimals_of(numeral.string)
    if "%" in numeral.string:
        return format_percent(value, decimals)
    return format_number(value, decimals, signed=numeral.signed, bounded=numeral.bounded)


def recorded(view: View, beat: Beat) -> Iterator[Suspect]:
    """The timeline names the numbers that are on screen at the end of the beat, and no others."""
    seen = {_shown(item.mobject) for item in view.items if isinstance(item.mobject, Numeral)}
    for shown in sorted(seen.symmetric_difference(beat.numbers), key=str):
        where = "on screen, not in the timeline" if shown in seen else "in the timeline only"
        yield Suspect(
            "number",
            (shown.text, shown.trace, shown.quantity, shown.step, *shown.index),
            f"{shown.text} ({_address(shown)})",
            f"it is {where}: show and record the same numbers",
        )


def _numeral(item: Drawn, numeral: Numeral, scene: "LectureScene") -> Iterator[Suspect]:
    address = _address(_shown(numeral))
    should = expected(numeral, scene)
    if should is None:
        yield Suspect(
            "number",
            (id(numeral), "trace"),
            f"“{numeral.string}”",
            f"bound to the trace {numeral.source.name!r}, which the clip does not have",
            at_once=True,
        )
    elif numeral.string != should:
        yield Suspect(
            "number",
            (id(numeral), "text"),
            f"“{numeral.string}” ({address})",
            f"the trace says {should}: build the Numeral from its address and leave its text alone",
            at_once=True,
        )
    if drawn_as(item.geometry, numeral.string) is None:
        yield Suspect(
            "number",
            (id(numeral), "outline"),
            f"“{numeral.string}” ({address})",
            "its outlines draw something else: cross-fade numbers, do not morph them",
        )


def drawn_as(geometry: Geometry, string: str) -> tuple[Style, Array] | None:
    """The style in which an outline draws ``string``, and the linear map from an em to it."""
    key = "outline", string
    if key not in geometry.notes:
        geometry.notes[key] = _compared(geometry, string)
    found: tuple[Style, Array] | None = geometry.notes[key]
    return found


def _compared(geometry: Geometry, string: str) -> tuple[Style, Array] | None:
    if (geometry.box[2:] - geometry.box[:2]).max() < 1e-3:  # too small to be anything yet
        return TEXT, np.zeros((2, 2))
    points = geometry.curves.reshape(-1, 2)
    for style in _STYLES:
        linear = _stencil(string, style).fits(points)
        if linear is not None:
            return style, linear
    return None


@lru_cache(maxsize=4096)
def _stencil(string: str, style: Style) -> Stencil:
    return Stencil(text_outline(string, style))


def _loose_number(item: Drawn, glyphs: Glyphs, scene: "LectureScene") -> Iterator[Suspect]:
    if isinstance(glyphs, Words) and glyphs.string in scene_headlines(scene):
        return  # what is said comes from the script, its values from the trace
    tokens = {token for source in scene.sources.values() for token in source.trace.tokens}
    for found in _MEASURED.finditer(glyphs.string):
        word = _word_around(glyphs.string, found)
        if not any(word in token for token in tokens):  # the input may hold any number
            yield Suspect(
                "unbound",
                (id(glyphs), word),
                item.name,
                f"no trace vouches for {word}: make it a Numeral",
            )


def _word_around(string: str, found: re.Match[str]) -> str:
    before, after = string[: found.start()].split(" ")[-1], string[found.end() :].split(" ")[0]
    return (before + found[0] + after).strip("“”«»\u202f\"'(),;:-")


def scene_headlines(scene: "LectureScene") -> list[str]:
    """What has stood over the picture so far."""
    headline = scene.headline
    now = [] if headline is None else [headline.string, *(line.string for line in headline)]
    return [*now, *(beat.headline for beat in scene.timeline.beats)]


def _alien(item: Drawn) -> str | None:
    """The name of Manim's own text, of which only outlines are left."""
    family = (*item.place.owners, item.mobject)
    return next((type(m).__name__ for m in family if _is_manims_text(type(m).__mro__)), None)


@cache
def _is_manims_text(bases: tuple[type, ...]) -> bool:
    return any(base.__module__.startswith("manim.mobject.text") for base in bases)


def _place(item: Drawn) -> str:
    x, y = item.geometry.box[:2]
    return f"({x:.1f}, {y:.1f})"


def _shown(numeral: Numeral) -> Shown:
    a = numeral.address
    return Shown(numeral.string, numeral.source.name, a.quantity, a.step, a.index)


def _address(shown: Shown) -> str:
    index = "".join(f"[{i}]" for i in shown.index)
    return f"{shown.trace}: {shown.quantity}{index} at step {shown.step}"
