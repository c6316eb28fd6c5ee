"""A mobject in motion, sampled: what moves as a whole, what changes shape, what comes and goes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from manim import Mobject
from markupsafe import Markup

from lecture.page.figures.paths import UNIT, Points, to_svg
from lecture.page.figures.svg import Drawing, Outlines

T = TypeVar("T")

_SAME = 0.004  # scene units by which points may differ in what has only been moved
_STRAIGHT = 0.002  # scene units that a corner may lie beside a straight way: a fifth of a pixel


@dataclass(frozen=True)
class Filmed:
    """Each thing as it is at the ``last`` moment, and how it looks at every moment.

    A thing has a ``move``, the number of one of ``moves``: for each moment the scale and the shift
    (of SVG) that take it there from where it is last. What it has ``seen`` is the number of one
    of ``seen``: for each moment how opaque it is. A thing that bends has ``shapes``, each the
    corners of its straight-sided paths, and its moves say fourth which.
    """

    last: list[Markup]
    things: list[dict[str, Any]]
    moves: list[list[list[float]]]
    seen: list[list[float]]


def film(move: Callable[[float], Mobject], moments: Sequence[float], painter: Drawing) -> Filmed:
    """Sample the submobjects of what ``move`` returns at each of ``moments``."""
    looks = [[_look(thing) for thing in move(float(m)).submobjects] for m in moments]
    things = move(float(moments[-1])).submobjects
    filmed = Filmed([], [], [], [])
    for number, (thing, look) in enumerate(zip(things, zip(*looks, strict=True), strict=True)):
        moves, shapes = _moves(list(look))
        seen = [round(opacity, 2) for _, opacity in look]
        if seen[-1] == 0:  # the script needs it all the same
            thing.set_opacity(1)
        bends = len(shapes) > 1
        drawn = (Drawing(Outlines("")) if bends else painter).group(thing, {"data-thing": number})
        filmed.last.append(drawn)
        told = {"move": _number(moves, filmed.moves), "seen": _number(seen, filmed.seen)}
        filmed.things.append(told | ({"shapes": shapes} if bends else {}))
    return filmed


def _number(item: T, items: list[T]) -> int:
    """Where ``item`` stands in ``items``, to which it is added if it is new."""
    if item not in items:
        items.append(item)
    return items.index(item)


Look = tuple[list[Points], float]


def _look(thing: Mobject) -> Look:
    """The points of all that ``thing`` is made of, and how opaque it is."""
    members = thing.family_members_with_points()
    opacity = max(max(m.get_fill_opacity(), m.get_stroke_opacity()) for m in members)
    return [m.points[:, :2].copy() for m in members], float(opacity)


def _moves(looks: list[Look]) -> tuple[list[list[float]], list[list[list[int]]]]:
    """How one thing moves, and its shapes: one that was only moved is kept once."""
    shapes: list[list[Points]] = []
    at: list[list[float]] = []
    for paths, opacity in reversed(looks):  # the last look is the one that is drawn
        number, move = next(_matches(shapes, paths), (len(shapes), (1.0, 0.0, 0.0)))
        if number == len(shapes):
            if opacity == 0 and at:  # what is not seen may have any shape
                at.append(at[-1])
                continue
            shapes.append(paths)
        scale, x, y = move
        scale = round(scale, 3)
        at.append([int(scale) if scale == 1 else scale, round(x * UNIT), round(-y * UNIT), number])
    at.reverse()
    if len(shapes) == 1:
        at = [each[:3] for each in at]
    sides = zip(*([_corners(path) for path in shape] for shape in shapes), strict=True)
    alike = zip(*(_thinned(_as_many(looks)) for looks in sides), strict=True)
    return at, [[_whole(corners) for corners in shape] for shape in alike]


def _as_many(looks: Sequence[Points]) -> list[Points]:
    """One path in all its shapes with as many corners in each, so that one turns into the next.

    A bend has many corners until it is straight, and then one: corner goes to corner in order,
    not by the length of the way, of which little is left then.
    """
    most = max(map(len, looks))
    return [look if len(look) == most else _spread(look, most) for look in looks]


def _spread(corners: Points, count: int) -> Points:
    at = np.linspace(0.0, len(corners) - 1, count)
    return np.column_stack([np.interp(at, range(len(corners)), axis) for axis in corners.T])


def _thinned(looks: list[Points]) -> list[Points]:
    """Without the corners that lie, in every shape, on the straight way between those kept."""
    path = np.stack(looks)  # (shapes, corners, 2)
    kept, waiting = {0, path.shape[1] - 1}, [(0, path.shape[1] - 1)]
    while waiting:
        first, last = waiting.pop()
        between = path[:, first + 1 : last]
        if not between.shape[1]:
            continue
        away = _distances(between, path[:, [first]], path[:, [last]]).max(axis=0)
        if away.max() > _STRAIGHT:
            farthest = first + 1 + int(away.argmax())
            kept.add(farthest)
            waiting += [(first, farthest), (farthest, last)]
    return [look[sorted(kept)] for look in looks]


def _distances(points: Points, start: Points, end: Points) -> Points:
    """How far ``points`` (shapes, n, 2) are from the way between ``start`` and ``end``."""
    way = end - start
    length = np.maximum((way**2).sum(axis=2, keepdims=True), 1e-12)
    along = np.clip(((points - start) * way).sum(axis=2, keepdims=True) / length, 0, 1)
    return np.asarray(np.linalg.norm(points - start - along * way, axis=2))


def _matches(
    shapes: list[list[Points]], paths: list[Points]
) -> Iterator[tuple[int, tuple[float, float, float]]]:
    """The shapes that ``paths`` are but a move away from, with that move."""
    for number, shape in enumerate(shapes):
        if move := _move(np.vstack(shape), np.vstack(paths)):
            yield number, move


def _move(base: Points, points: Points) -> tuple[float, float, float] | None:
    """Scale and shift that take ``base`` to ``points``; None if nothing does."""
    if len(points) != len(base):
        return None
    middle, center = base.mean(axis=0), points.mean(axis=0)
    spread = float(((base - middle) ** 2).sum())
    scale = float(((base - middle) * (points - center)).sum()) / spread
    shift = center - scale * middle
    if np.abs(base * scale + shift - points).max() > _SAME:
        return None
    return scale, float(shift[0]), float(shift[1])


def _corners(path: Points) -> Points:
    """Where the straight pieces of a path begin, and its end: (n, 2)."""
    return np.vstack([path[::4], path[-1:]])


def _whole(corners: Points) -> list[int]:
    """In whole units of SVG: x, y of the first corner, then each one's way from the one before."""
    points = to_svg(corners)
    return [int(value) for value in np.diff(points, axis=0, prepend=np.zeros((1, 2), int)).flat]
