"""Things that are part of a picture from the start but not seen until their moment comes."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import Animation, Mobject, Scene, VGroup, VMobject

from scenes.paint import set_opacities

Point = Sequence[float] | np.ndarray


def hide(mobject: VMobject) -> VMobject:
    """Make ``mobject`` invisible until it arrives; what was hidden before stays as it was."""
    remember(mobject)
    return show(mobject, 0.0)


def remember(mobject: VMobject) -> None:
    """Note how opaque everything in ``mobject`` is when it is seen."""
    for member in mobject.family_members_with_points():
        if not hasattr(member, "opacities"):
            member.opacities = (member.get_fill_opacity(), member.get_stroke_opacity())


def show(mobject: VMobject, share: float = 1.0) -> VMobject:
    """Show a ``mobject`` that was hidden as far as ``share``, 0 to 1."""
    remember(mobject)
    for member in mobject.family_members_with_points():
        _show(member, share)
    return mobject


def _show(member: VMobject, share: float) -> None:
    fill, stroke = member.opacities
    set_opacities(member, fill * share, stroke * share)


class Arrive(Animation):
    """Let hidden things appear in their places, one after the other.

    ``comings`` are mobjects, alone or with the point that they come from. On the way only their
    shapes are seen; text appears at the end, where it stands: text never crosses text.
    ``lag`` is how much of one arrival is over when the next begins (0: all at once).
    """

    def __init__(
        self,
        *comings: VMobject | tuple[VMobject, Point],
        lag: float = 0.0,
        run_time: float = 0.4,
        **kwargs: Any,
    ) -> None:
        self.comings = [c if isinstance(c, tuple) else (c, None) for c in comings]
        self.lag = lag
        super().__init__(
            VGroup(*(m for m, _ in self.comings)), run_time=run_time, introducer=True, **kwargs
        )

    def begin(self) -> None:
        """Remember where everything stands."""
        self.homes = [
            [(member, member.points.copy()) for member in mobject.family_members_with_points()]
            for mobject, _ in self.comings
        ]
        self.ways = [
            np.zeros(3) if start is None else np.asarray(start) - mobject.get_center()
            for mobject, start in self.comings
        ]
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Bring each as far as it has come."""
        length = 1 + (len(self.comings) - 1) * self.lag
        for number, (home, way) in enumerate(zip(self.homes, self.ways, strict=True)):
            share = self.rate_func(min(max(alpha * length - number * self.lag, 0.0), 1.0))
            for member, points in home:
                self._bring(member, points, way, share)

    @staticmethod
    def _bring(member: VMobject, points: np.ndarray, way: np.ndarray, share: float) -> None:
        if getattr(member, "ink", None) == "text" and way.any():
            _show(member, max(8 * share - 7, 0.0))
            return
        member.points = points + way * (1 - share)
        _show(member, min(4 * share, 1.0) if way.any() else share)

    def create_starting_mobject(self) -> Mobject:
        """Nothing is copied: everyone knows its own place."""
        return self.mobject

    def _setup_scene(self, scene: Scene) -> None:
        """What arrives is on screen already, inside what it belongs to."""


class Leave(Arrive):
    """Let things fade where they stand; they stay part of the picture and may arrive again."""

    def __init__(self, *goings: VMobject, run_time: float = 0.25, **kwargs: Any) -> None:
        for mobject in goings:
            remember(mobject)
        super().__init__(*goings, run_time=run_time, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Fade all of them together."""
        for mobject, _ in self.comings:
            show(mobject, 1 - self.rate_func(alpha))
