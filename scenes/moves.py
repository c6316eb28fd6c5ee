"""Moves from one picture to the next that keep what stays and carry it to its new place."""

from manim import UP, Animation, FadeIn, FadeOut, Mobject, ReplacementTransform, VMobject

from scenes.lecture_scene import LectureScene
from scenes.mobjects.equation.equation import Equation as Formula
from scenes.mobjects.equation.working import Plays
from scenes.mobjects.numbers.column import Column
from scenes.theme import Pace

_RENAMED = 0.25  # how far a symbol rises while it is replaced


class MovingScene(LectureScene):
    """A scene that rewrites its equation, ``formula``, and moves columns between pictures."""

    formula: Formula

    def rewrite(self, formula: Formula) -> None:
        """Change the equation into ``formula``: what stays moves, what differs is replaced."""
        old, new = self.formula.parts, formula.parts
        stays = [
            label
            for label in old
            if label in new and self.formula.math[label].string == formula.math[label].string
        ]
        goes = [part for label, part in old.items() if label not in stays]
        comes = [part for label, part in new.items() if label not in stays]
        far = abs(formula.get_y() - self.formula.get_y()) > 1
        if goes:
            self.play(*(FadeOut(part, shift=_RENAMED * UP) for part in goes), run_time=0.3)
        if stays:
            moves = (ReplacementTransform(old[label], new[label]) for label in stays)
            self.play(*moves, run_time=Pace.NORMAL if far else 0.3)
        if comes:
            self.play(*(FadeIn(part, shift=_RENAMED * UP) for part in comes), run_time=0.4)
        self.remove(*old.values(), *new.values())
        self.add(formula)
        self.formula = formula

    def follow(self, plays: Plays) -> None:
        """Play one group of animations after the other."""
        for animations in plays:
            self.play(*animations)

    def leaving(self, picture: VMobject, kept: VMobject) -> list[Animation]:
        """Take ``picture`` apart: all of it fades but ``kept``, which stays on screen."""
        outside = _all_but(picture, kept)
        self.remove(picture)
        self.add(*outside, kept)
        return [FadeOut(mobject, run_time=Pace.QUICK) for mobject in outside]

    @staticmethod
    def carrying(old: Column, new: Column) -> list[Animation]:
        """Bring a column to the place, and the size, that it has in the next picture."""
        return [
            ReplacementTransform(a, b, run_time=Pace.NORMAL)
            for a, b in zip(old.pieces, new.pieces, strict=True)
        ]

    def arrived(self, picture: VMobject, *carried: Column) -> None:
        """What was carried and faded in piece by piece is the whole ``picture`` from now on."""
        pieces = [piece for column in carried for piece in column.pieces]
        self.remove(*pieces, *picture.get_family())
        self.add(picture)


def _all_but(picture: VMobject, kept: VMobject) -> list[Mobject]:
    """The largest pieces of ``picture`` that hold nothing of ``kept``."""
    if picture is kept:
        return []
    if kept not in picture.get_family():
        return [picture]
    return [piece for child in picture.submobjects for piece in _all_but(child, kept)]
