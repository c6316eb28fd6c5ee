"""What Manim spends most of a scene on, written for speed: the same results in fewer steps.

A scene copies mobjects before each animation, lists what they contain several times a frame, and
reads a colour anew whenever one is set. Here that is done without asking what cannot matter. One
result is better: what is the same at both ends of an animation stays exactly as it is, where
Manim's arithmetic moves its last digits about in every frame, so that it seems to have moved.

What takes the place of a function must do what that one does: of a Manim that nobody has compared,
nothing is replaced, and it is as slow as ever.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from manim import Animation, Mobject, Scene, VMobject, __version__
from manim.scene import scene

from lecture.patches import between, colours, copies, families, outer

REPLACED = (
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
"""Whose function, its name, and ours that takes its place."""


COMPARED = ("0.22.0",)
"""Versions of Manim whose functions were read beside ours."""


def are_known() -> bool:
    """Is this a Manim whose functions ours may replace?"""
    return __version__ in COMPARED


@contextmanager
def patched() -> Iterator[None]:
    """Let Manim work with what is here."""
    originals = [(owner, name, getattr(owner, name)) for owner, name, _ in REPLACED]
    for owner, name, ours in REPLACED:
        setattr(owner, name, ours)
    try:
        yield
    finally:
        for owner, name, original in originals:
            setattr(owner, name, original)
