"""What mobjects contain, which of them move, and who updates itself."""

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Any

from manim import Animation, AnimationGroup, Mobject, Scene
from manim.scene import scene

# Manim's own
_extract = scene.extract_mobject_family_members
_family = Mobject.get_family
_add_updater = Mobject.add_updater
_update = Mobject.update

_Z_INDEX = attrgetter("z_index")


def get_family(self: Mobject, recurse: bool = True) -> list[Mobject]:
    """A mobject before what it contains; one that is there twice, where it is the last time."""
    found: list[Mobject] = []
    try:
        _gather(self, found)
    except RecursionError:  # something contains itself, which Manim can bear
        return _family(self)
    return _each_once(found)


def extract_mobject_family_members(
    mobjects: Iterable[Mobject], use_z_index: bool = False, only_those_with_points: bool = False
) -> list[Mobject]:
    """Several mobjects and what they contain; one that is there twice, where it is the last time.

    In the order of their ``z_index`` if that is wanted.
    """
    found: list[Mobject] = []
    mobjects = list(mobjects)
    try:
        for each in mobjects:
            _gather(each, found)
    except RecursionError:
        return _extract(mobjects, use_z_index, only_those_with_points)
    if only_those_with_points:
        found = [each for each in found if len(each.points)]
    found = _each_once(found)
    if use_z_index and any(map(_Z_INDEX, found)):
        found.sort(key=_Z_INDEX)
    return found


def _each_once(found: list[Mobject]) -> list[Mobject]:
    """Where it is the last time."""
    return found if len(set(found)) == len(found) else list(dict.fromkeys(found[::-1]))[::-1]


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


class Updaters:
    """Manim looks for updaters in every mobject, several times a frame; most scenes have none.

    Here it is looked for before each play, since a mobject may have got one anywhere.
    """

    are_there = False


def add_updater(self: Mobject, *args: Any, **options: Any) -> Mobject:
    """From now on there is something to look for."""
    Updaters.are_there = True
    return _add_updater(self, *args, **options)


def update(self: Mobject, dt: float = 0, recursive: bool = True) -> Mobject:
    """Let everything update itself that has an updater."""
    return _update(self, dt, recursive) if Updaters.are_there else self


def get_moving_mobjects(self: Scene, *animations: Animation) -> list[Mobject]:
    """All from the first on that may look different in the next frame."""
    moving = {each for root in _animated(animations) for each in root.get_family()}
    mobjects: list[Mobject] = self.get_mobject_family_members()
    Updaters.are_there |= any(each.updaters for each in (*moving, *mobjects))
    moving.update(self.foreground_mobjects)
    still: set[Mobject] = set()
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
