"""A role lights in the equation and in the diagram together, or it is reported."""

import pytest
from manim import FadeIn, Line, RoundedRectangle, Transform

from scenes.lighting import DIM, LIT, Light, Part
from scenes.mobjects.equation.equation import Equation
from scenes.mobjects.text.text import Math
from scenes.theme import Pace
from tests.lecture.audit.probe import Probe, findings, kinds


def stage(scene: Probe, line: bool = True) -> tuple[Equation, Part]:
    """An equation and, below it, the component of W_x: a box, or a label alone."""
    equation = Equation(scene.theme, "hidden").move_to((0, 1.5, 0))
    theme = scene.theme
    name = Math("W_x", theme.input, 0.5).move_to((0, -1, 0))
    box = RoundedRectangle(width=2, height=1, stroke_color=theme.input).move_to(name)
    box.set_fill(theme.panel, 1.0)
    part = Part("W_x", "component", theme, *([box] if line else []), *name)
    scene.play(FadeIn(equation), FadeIn(part))
    return equation, part


@pytest.mark.parametrize("line", [True, False])
def test_both_together_are_not_reported(line: bool) -> None:
    def act(scene: Probe) -> None:
        stage(scene, line)
        scene.play(scene.light("W_x"))
        scene.wait(0.5)
        scene.play(scene.unlight())

    assert findings(act) == []


@pytest.mark.parametrize("line", [True, False])
def test_a_term_without_its_component_is_reported(line: bool) -> None:
    def act(scene: Probe) -> None:
        equation, part = stage(scene, line)
        part.set_level(DIM)
        equation["W_x"].set_level(LIT)

    (found,) = findings(act)
    assert (found.kind, found.what) == ("light", "the term of W_x")


def test_a_component_without_its_term_is_reported() -> None:
    def act(scene: Probe) -> None:
        _, part = stage(scene)
        part.set_level(LIT)

    (found,) = findings(act)
    assert (found.kind, found.what) == ("light", "the component of W_x")


@pytest.mark.parametrize("others", [True, False])  # without any, there is no diagram
def test_a_term_whose_component_is_missing_from_the_diagram_is_reported(others: bool) -> None:
    def act(scene: Probe) -> None:
        equation, part = stage(scene)
        scene.remove(part)
        if others:
            scene.add(Part("x", "component", scene.theme, *Math("x_t", scene.theme.input, 0.5)))
        equation["W_x"].set_level(LIT)

    assert kinds(act) == (["light"] if others else [])


def test_what_is_drawn_counts_not_what_a_part_says_of_itself() -> None:
    def act(scene: Probe) -> None:
        equation, part = stage(scene)
        equation["W_x"].set_level(LIT)
        part.level = LIT  # a lie: nothing of it is bolder

    assert kinds(act) == ["light"]


def test_a_component_alone_has_nothing_to_be_compared_with() -> None:
    def act(scene: Probe) -> None:
        equation, _ = stage(scene)
        scene.remove(equation)
        scene.play(scene.light("W_x"))

    assert findings(act) == []


def test_light_that_comes_later_in_one_place_is_reported() -> None:
    def act(scene: Probe) -> None:
        equation, part = stage(scene)
        scene.play(Light({equation["W_x"]: LIT}, Pace.NORMAL))
        scene.play(Light({part: LIT}, Pace.NORMAL))

    assert kinds(act) == ["light"]


def test_a_diagram_that_grows_is_not_lit() -> None:
    def act(scene: Probe) -> None:
        _, part = stage(scene)
        larger = part.copy().scale(1.5)
        larger.body[0].set_stroke(width=8)
        scene.play(Transform(part, larger), run_time=1.5)
        part.body[0].set_stroke(width=4)

    assert findings(act) == []


def test_light_that_was_never_played_is_reported() -> None:
    def act(scene: Probe) -> None:
        stage(scene)
        scene.light("W_x")

    (found,) = findings(act)
    assert (found.kind, found.what) == ("light", "W_x")


def test_a_cue_is_light_even_where_nothing_is_bolder() -> None:
    def act(scene: Probe) -> None:
        equation, part = stage(scene, line=False)
        scene.remove(part)
        bar = Line((-1, -2, 0), (1, -2, 0), stroke_color=scene.theme.input, stroke_width=5)
        name = Math("W_x", scene.theme.input, 0.5).move_to((0, -1, 0))
        cued = Part("W_x", "component", scene.theme, *name, cue=[bar])
        scene.add(cued)
        scene.play(scene.light("W_x"))
        scene.wait(0.4)
        bar.set_stroke(opacity=0)
        assert equation["W_x"].level == cued.level == LIT

    assert kinds(act) == ["light"]
