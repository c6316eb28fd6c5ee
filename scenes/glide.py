"""Animations that change things in place: nothing is copied, so large maps move at no cost."""

from collections.abc import Callable, Iterable
from typing import Any

from manim import Animation, Mobject, Scene, VGroup, VMobject

from rnn_math.arrays import FloatArray


class Glide(Animation):
    """Let every point of ``mobject`` run straight to where ``change`` takes it.

    ``change`` moves, scales or stretches what it is given; colours stay as they are.
    """

    def __init__(self, mobject: Mobject, change: Callable[[Any], object], **kwargs: Any) -> None:
        self.change = change
        self.paths: list[tuple[Mobject, FloatArray, FloatArray]] = []
        super().__init__(mobject, **kwargs)

    def begin(self) -> None:
        """Find out where everything goes."""
        family = self.mobject.family_members_with_points()
        starts = [member.points.copy() for member in family]
        self.change(self.mobject)
        self.paths = [
            (member, start, member.points.copy())
            for member, start in zip(family, starts, strict=True)
        ]
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Move every point the same share of its way."""
        share = self.rate_func(alpha)
        for member, start, end in self.paths:
            member.points = start + (end - start) * share

    def create_starting_mobject(self) -> Mobject:
        """Nothing is copied: where everything starts is known."""
        return self.mobject


class Fade(Animation):
    """Bring the filling of ``mobjects``, which are on screen inside others, to ``opacity``."""

    def __init__(self, mobjects: Iterable[VMobject], opacity: float, **kwargs: Any) -> None:
        self.opacity = opacity
        super().__init__(VGroup(*mobjects), introducer=True, **kwargs)

    def begin(self) -> None:
        """Remember how everything starts."""
        self.starts = [member.get_fill_opacity() for member in self.mobject]
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Move every opacity the same share of its way."""
        share = self.rate_func(alpha)
        for member, start in zip(self.mobject, self.starts, strict=True):
            member.set_fill(opacity=start + (self.opacity - start) * share)

    def create_starting_mobject(self) -> Mobject:
        """Nothing is copied."""
        return self.mobject

    def _setup_scene(self, scene: Scene) -> None:
        """They are on screen already, inside what they belong to."""
