"""What Manim spends most of a scene on, written for speed: the same results in fewer steps.

A scene copies mobjects before each animation, lists what they contain several times a frame, and
reads a colour anew whenever one is set. Here that is done without asking what cannot matter. One
result is better: what is the same at both ends of an animation stays exactly as it is, where
Manim's arithmetic moves its last digits about in every frame, so that it seems to have moved.
"""

import copy
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import Enum
from functools import lru_cache
from types import FunctionType
from typing import Any

import numpy as np
from manim import Animation, AnimationGroup, ManimColor, Mobject, Scene, VMobject
from manim.utils.bezier import interpolate as straight

_CONSTANT = {bool, int, float, str, type(None), type, FunctionType, ManimColor}
_PAINT = (
    "fill_rgbas",
    "stroke_rgbas",
    "background_stroke_rgbas",
    "stroke_width",
    "background_stroke_width",
    "sheen_direction",
    "sheen_factor",
)
_BLACK = (0.0, 0.0, 0.0)
_ONE = (float, int, type(None))  # kinds of one opacity; there may be several
# Manim's own
_family = Mobject.get_family
_add_updater = Mobject.add_updater
_update = Mobject.update
_update_rgbas_array = VMobject.update_rgbas_array


@contextmanager
def swift() -> Iterator[None]:
    """Let Manim work with what is here; mobjects are to be made meanwhile."""
    _Updaters.are_there = False
    theirs = [(owner, name, getattr(owner, name)) for owner, name, _ in _OURS]
    for owner, name, ours in _OURS:
        setattr(owner, name, ours)
    try:
        yield
    finally:
        for owner, name, its in theirs:
            setattr(owner, name, its)


def get_family(self: Mobject, recurse: bool = True) -> list[Mobject]:
    """A mobject before what it contains; one that is there twice, where it is the last time."""
    found: list[Mobject] = []
    try:
        _gather(self, found)
    except RecursionError:  # something contains itself, which Manim can bear
        return _family(self)
    if len(set(found)) < len(found):
        found = list(dict.fromkeys(reversed(found)))[::-1]
    return found


def _gather(mobject: Mobject, found: list[Mobject]) -> None:
    found.append(mobject)
    for each in mobject.submobjects:
        if each.submobjects:
            _gather(each, found)
        else:
            found.append(each)


def family_members_with_points(self: Mobject) -> list[Mobject]:
    """What there is to draw of a mobject and of what it contains."""
    return [each for each in self.get_family() if len(each.points)]


class _Updaters:
    """Manim looks for updaters in every mobject, several times a frame; most scenes have none."""

    are_there = False


def add_updater(self: Mobject, *args: Any, **options: Any) -> Mobject:
    """From now on there is something to look for."""
    _Updaters.are_there = True
    return _add_updater(self, *args, **options)


def update(self: Mobject, dt: float = 0, recursive: bool = True) -> Mobject:
    """Let everything update itself that has an updater."""
    return _update(self, dt, recursive) if _Updaters.are_there else self


def get_moving_mobjects(self: Scene, *animations: Animation) -> list[Mobject]:
    """All from the first on that may look different in the next frame."""
    moving = {each for root in _animated(animations) for each in root.get_family()}
    moving.update(self.foreground_mobjects)
    still: set[Mobject] = set()
    mobjects: list[Mobject] = self.get_mobject_family_members()
    for number, mobject in enumerate(mobjects):
        if mobject not in still:
            family = mobject.get_family()
            if any(each in moving or each.updaters for each in family):
                return mobjects[number:]
            still.update(family)
    return []


def _animated(animations: Iterable[Animation]) -> Iterator[Mobject]:
    for animation in animations:
        yield animation.mobject
        if isinstance(animation, AnimationGroup):
            yield from _animated(animation.animations)


def deepcopy(self: Mobject, memo: dict[int, Any]) -> Mobject:
    """A copy of all that the mobject has; ``memo`` has the copies made so far, by ``id``."""
    twin = self.__class__.__new__(self.__class__)
    memo[id(self)] = twin
    for name, value in self.__dict__.items():
        setattr(twin, name, value if type(value) in _CONSTANT else _copied(value, memo))
    twin.original_id = str(id(self))
    return twin


def _copied(value: Any, memo: dict[int, Any]) -> Any:
    """``copy.deepcopy``, which asks a lot of each value, for what mobjects have most of."""
    twin = memo.get(id(value))
    if twin is not None:
        return twin
    kind = type(value)
    if kind is np.ndarray and not value.dtype.hasobject:
        memo[id(value)] = twin = value.copy("K")
    elif kind is list:
        memo[id(value)] = twin = []
        twin.extend([e if type(e) in _CONSTANT else _copied(e, memo) for e in value])
    elif isinstance(value, Enum):
        twin = value
    else:
        twin = copy.deepcopy(value, memo)
    return twin


def interpolate(
    self: Mobject, mobject1: Mobject, mobject2: Mobject, alpha: float, path_func: Any = straight
) -> Mobject:
    """Become what lies between two mobjects."""
    start, end = mobject1.points, mobject2.points
    self.points = (_between if path_func is straight else path_func)(start, end, alpha)
    self.interpolate_color(mobject1, mobject2, alpha)
    return self


def interpolate_color(
    self: VMobject, mobject1: VMobject, mobject2: VMobject, alpha: float
) -> VMobject:
    """Take colours and lines that lie between those of two mobjects."""
    for name in _PAINT:
        setattr(self, name, _between(getattr(mobject1, name), getattr(mobject2, name), alpha))
    return self


def _between(start: Any, end: Any, alpha: float) -> Any:
    if type(start) is np.ndarray:
        if start.shape == end.shape and (alpha == 1 or start.tobytes() == end.tobytes()):
            return end.copy()
    elif alpha == 1 or start == end:
        return end
    return (1 - alpha) * start + alpha * end


def update_rgbas_array(
    self: VMobject, array_name: str, color: Any = None, opacity: Any = None
) -> VMobject:
    """Set a colour, how opaque it is, or both; what is None stays."""
    now = getattr(self, array_name, None)
    rgb = _rgb(color)
    if rgb is None or type(opacity) not in _ONE or self.sheen_factor:
        return _update_rgbas_array(self, array_name, color, opacity)
    if now is None:
        setattr(self, array_name, np.array([(*rgb, opacity or 0.0)]))
    elif len(now) > 1:
        return _update_rgbas_array(self, array_name, color, opacity)
    else:
        if color is not None:
            now[0, :3] = rgb
        if opacity is not None:
            now[0, 3] = opacity
    return self


def _rgb(color: Any) -> Any:
    """Red, green and blue of one colour; None if it may be several."""
    if type(color) is ManimColor:
        return color.to_rgb()
    if type(color) is str:
        return _rgb_of(color)
    return _BLACK if color is None else None


@lru_cache(maxsize=1024)
def _rgb_of(name: str) -> tuple[float, ...]:
    return tuple(ManimColor(name).to_rgb().tolist())


_OURS = (
    (Mobject, "get_family", get_family),
    (Mobject, "family_members_with_points", family_members_with_points),
    (Mobject, "add_updater", add_updater),
    (Mobject, "update", update),
    (Scene, "get_moving_mobjects", get_moving_mobjects),
    (Mobject, "__deepcopy__", deepcopy),
    (Mobject, "interpolate", interpolate),
    (VMobject, "interpolate_color", interpolate_color),
    (VMobject, "update_rgbas_array", update_rgbas_array),
)
