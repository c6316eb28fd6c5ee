"""Lighting a role: its term and its component brighten in the same frame, the rest steps back.

A part is at rest (its own colours), lit (bolder as well as coloured: never colour alone) or dim
(grey). One number, ``level``, runs from -1 (dim) over 0 (at rest) to 1 (lit), and whatever shows
it is computed from the part's own colours at rest: dimming twice is dimming once.
"""

from collections.abc import Iterable
from typing import Any

from manim import Animation, Mobject, Scene, VGroup, VMobject

from scenes.paint import set_colors, set_opacities
from scenes.theme import Theme, blend, rgb

DIM, REST, LIT = -1.0, 0.0, 1.0
BOLDER = 2.0  # a lit line's width over its own


class Part(VGroup):
    """What a role looks like in one place: ``kind`` is ``"component"`` or ``"term"``.

    Shapes in ``cue`` are invisible at rest and appear when the part is lit: an underline, a halo.
    """

    def __init__(
        self, role: str, kind: str, theme: Theme, *mobjects: VMobject, cue: Iterable[VMobject] = ()
    ) -> None:
        self.role, self.kind, self.theme = role, kind, theme
        self.cue = VGroup(*cue)
        self.body = VGroup(*mobjects)
        self.level = REST
        super().__init__(self.body, self.cue)
        for shape in self.cue.family_members_with_points():
            shape.cue_opacity = shape.get_stroke_opacity(), shape.get_fill_opacity()
        self.set_level(REST)

    def set_level(self, level: float) -> "Part":
        """Show ``level``: -1 dim, 0 at rest, 1 lit."""
        self.level = level
        for mobject in self.body.family_members_with_points():
            _show(mobject, level, self.theme)
        lit = max(level, 0.0)
        for shape in self.cue.family_members_with_points():
            stroke, fill = shape.cue_opacity
            set_opacities(shape, fill * lit, stroke * lit)
        return self

    def settle(self) -> "Part":
        """Take the look of now, of a part at rest that was redrawn, as its look at rest."""
        for mobject in self.body.family_members_with_points():
            mobject.__dict__.pop("_rest", None)
        return self.set_level(REST)


def _show(mobject: VMobject, level: float, theme: Theme) -> None:
    """Draw one mobject at ``level``, from the look that it had when it was first asked."""
    rest = mobject.__dict__.get("_rest")
    if rest is None:
        fill, stroke = mobject.fill_rgbas[0, :3].tolist(), mobject.stroke_rgbas[0, :3].tolist()
        rest = mobject._rest = tuple(fill), tuple(stroke), mobject.get_stroke_width()
    fill, stroke, width = rest
    dim = max(-level, 0.0)
    if ink := getattr(mobject, "ink", None):  # text and arrowheads are all fill
        grey = theme.muted if ink == "text" else theme.faint
        set_colors(mobject, blend(fill, rgb(grey), dim))
        return
    faint, background = rgb(theme.faint), rgb(theme.background)
    set_colors(mobject, blend(fill, background, 0.8 * dim), blend(stroke, faint, dim))
    mobject.stroke_width = width * (1 + (BOLDER - 1) * max(level, 0.0))


class Light(Animation):
    """Bring every part to the level that it shall have, all together."""

    def __init__(self, levels: dict[Part, float], run_time: float, **kwargs: Any) -> None:
        self.targets = levels
        super().__init__(VGroup(*levels), run_time=run_time, introducer=True, **kwargs)

    def begin(self) -> None:
        """Remember where each part starts."""
        self.starts = {part: part.level for part in self.targets}
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Move every level the same share of its way."""
        share = self.rate_func(alpha)
        for part, target in self.targets.items():
            start = self.starts[part]
            if start != target:
                part.set_level(start + (target - start) * share)

    def create_starting_mobject(self) -> Mobject:
        """Nothing is copied: a part knows its own look at rest."""
        return self.mobject

    def _setup_scene(self, scene: Scene) -> None:
        """The parts are on screen already, inside what they belong to."""
