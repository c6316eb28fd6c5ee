"""What Manim spends most of a scene on, written for speed: the same results in fewer steps.

A scene copies mobjects before each animation, lists what they contain several times a frame, and
reads a colour anew whenever one is set. Here that is done without asking what cannot matter. One
result is better: what is the same at both ends of an animation stays exactly as it is, where
Manim's arithmetic moves its last digits about in every frame, so that it seems to have moved.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from manim import Animation, Mobject, Scene, VMobject
from manim.scene import scene

from lecture.swift import between, colours, copies, families, outer

_OURS = (
    (Mobject, "get_family", families.get_family),
    (Mobject, "family_members_with_points", families.family_members_with_points),
    (Mobject, "add_updater", families.add_updater),
    (Mobject, "update", families.update),
    (Scene, "get_moving_mobjects", families.get_moving_mobjects),
    (scene, "extract_mobject_family_members", families.extract_mobject_family_members),
    (VMobject, "get_points_defining_boundary", outer.get_points_defining_boundary),
    (Mobject, "__deepcopy__", copies.deepcopy),
    (Animation, "interpolate_mobject", between.interpolate_mobject),
    (Mobject, "interpolate", between.interpolate),
    (VMobject, "interpolate_color", between.interpolate_color),
    (VMobject, "update_rgbas_array", colours.update_rgbas_array),
)


@contextmanager
def swift() -> Iterator[None]:
    """Let Manim work with what is here; mobjects are to be made meanwhile."""
    families.Updaters.are_there = False
    theirs = [(owner, name, getattr(owner, name)) for owner, name, _ in _OURS]
    for owner, name, ours in _OURS:
        setattr(owner, name, ours)
    try:
        yield
    finally:
        for owner, name, its in theirs:
            setattr(owner, name, its)
