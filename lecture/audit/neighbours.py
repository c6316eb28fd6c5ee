"""Can values that are told apart by light be told apart? Of maps whose cells carry no numbers.

A cell that stays bright, or is lit, beside one that has stepped back must look another way: by its
colour, or by a mark of its own.
"""

from collections.abc import Iterator
from itertools import pairwise

from lecture.audit.drawn import Drawn
from lecture.audit.findings import NEIGHBOURS_CONTRAST, VISIBLE, Suspect
from lecture.audit.view import View
from scenes.lighting import Part
from scenes.mobjects.numbers.cells import SignedCell
from scenes.theme import blend, contrast

_LEVELS_APART = 0.9  # one at rest and one that has stepped back, or one lit and one at rest
_TOUCH = 0.02  # scene units


def neighbours(view: View) -> Iterator[Suspect]:
    """Cells that should stand out from the one below them, and do not."""
    cells = [item for item in view.items if _is_unnumbered(item)]
    if len({item.place.part.level for item in cells if item.place.part}) < 2:
        return
    marked = {
        id(item.place.part) for item in view.items if item.place.is_cue and _is_seen(item)
    }  # fmt: skip
    columns: dict[tuple[float, float], list[Drawn]] = {}
    for item in cells:
        left, _, right, _ = item.geometry.box
        columns.setdefault((round(float(left), 2), round(float(right), 2)), []).append(item)
    for column in columns.values():
        column.sort(key=lambda item: -float(item.geometry.box[3]))
        for upper, lower in pairwise(column):
            if abs(upper.geometry.box[1] - lower.geometry.box[3]) > _TOUCH:
                continue  # of another map
            yield from _compared(upper, lower, marked, view)


def _compared(upper: Drawn, lower: Drawn, marked: set[int], view: View) -> Iterator[Suspect]:
    brighter, darker = sorted((upper, lower), key=_level, reverse=True)
    if _level(brighter) - _level(darker) < _LEVELS_APART or id(brighter.place.part) in marked:
        return
    ratio = contrast(_color(brighter, view), _color(darker, view))
    if ratio < NEIGHBOURS_CONTRAST:
        yield Suspect(
            "contrast",
            ("neighbours", id(brighter.mobject)),
            f"{brighter.name} beside {darker.name}",
            f"{ratio:.2f}:1, must be {NEIGHBOURS_CONTRAST}:1 to be told apart, or marked: give "
            "the part a cue",
        )


def _is_unnumbered(item: Drawn) -> bool:
    if not item.place.is_datum or item.place.part is None or item.place.is_cue:
        return False
    owner = item.place.owners[-1]
    return isinstance(owner, SignedCell) and owner.number is None


def _is_seen(item: Drawn) -> bool:
    return max(item.opacity, item.line_opacity) > VISIBLE


def _level(item: Drawn) -> float:
    part = item.place.part
    assert isinstance(part, Part)
    return part.level


def _color(item: Drawn, view: View) -> tuple[float, float, float]:
    red, green, blue = item.color[:3]
    return blend(tuple(view.background), (red, green, blue), item.opacity)
