"""Text that cannot be read is reported; text that can be is not."""

import numpy as np
import pytest
from manim import (
    Arrow,
    Circle,
    Dot,
    FadeIn,
    FadeOut,
    Line,
    Polygon,
    Rectangle,
    RoundedRectangle,
    VGroup,
)  # fmt: skip

from scenes.lighting import Part
from scenes.mobjects.equation.equation import Equation
from scenes.mobjects.numbers.cells import Cells
from scenes.mobjects.shapes.wires import Wire, pulse
from scenes.mobjects.text.text import Math, Words
from scenes.mobjects.text.tokens import TokenRow
from scenes.params import Notation
from scenes.roles import NOTATIONS
from scenes.theme import Size
from tests.lecture.audit.probe import Probe, findings, kinds


def box(scene: Probe, width: float, height: float, x: float = 0.0, y: float = 0.0) -> Rectangle:
    rectangle = RoundedRectangle(corner_radius=0.1, width=width, height=height)
    rectangle.set_stroke(scene.theme.muted, 2).set_fill(scene.theme.panel, 1.0)
    return rectangle.move_to((x, y, 0))


def line(scene: Probe, start: tuple[float, float], end: tuple[float, float]) -> Line:
    return Line((*start, 0), (*end, 0), stroke_color=scene.theme.state, stroke_width=4)


# What is right


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_a_calm_picture_is_not_reported(theme: str) -> None:
    def act(scene: Probe) -> None:
        frame = box(scene, 2.4, 1.0)
        label = scene.words("in a box")
        wire = Wire([(-4, 0), (-1.2, 0)], scene.theme.state)  # ends at the box's border
        name = scene.words("state", x=-2.6, y=0.3)
        cells = Cells(scene.sources["sentence"], "h", 1, scene.theme).move_to((3, 0, 0))
        strip = Cells(scene.sources["sentence"], "W_x", 0, scene.theme).move_to((5, 0, 0))
        row = TokenRow(["Apple", "is", "hiring"], [-3, 0, 3], scene.theme, y=-2)
        scene.play(*map(FadeIn, (frame, label, wire, name, cells, strip, row)))
        scene.play(pulse(wire, scene.theme.state))

    assert findings(act, theme) == []


@pytest.mark.parametrize("notation", list(NOTATIONS))
def test_an_equation_with_every_term_underlined_is_not_reported(notation: Notation) -> None:
    def act(scene: Probe) -> None:
        equation = Equation(scene.theme, notation, 3)
        scene.play(FadeIn(equation))
        for part in equation.parts.values():
            components = Part(
                part.role, "component", scene.theme, part.body.copy().shift((0, -2, 0))
            )
            scene.add(components.set_level(1))
            part.set_level(1)

    assert findings(act) == []


def test_copies_in_a_stack_hide_one_another_and_may_slide_out() -> None:
    def act(scene: Probe) -> None:
        blocks = [VGroup(box(scene, 2, 1), Math("W_x", scene.theme.input, 0.5)) for _ in range(3)]
        scene.play(*map(FadeIn, blocks))
        scene.play(*(b.animate.shift((2.6 * k, 0, 0)) for k, b in enumerate(blocks)), run_time=2)

    assert findings(act) == []


def test_a_line_behind_a_panel_does_not_cross_the_text_on_it() -> None:
    def act(scene: Probe) -> None:
        wire = line(scene, (-3, 0), (3, 0))
        scene.add(wire, box(scene, 2.4, 1.0), scene.words("on top"))

    assert findings(act) == []


def test_what_fades_in_where_something_fades_out_is_not_reported() -> None:
    def act(scene: Probe) -> None:
        first, second = scene.words("the first line"), scene.words("another one")
        scene.play(FadeIn(first))
        scene.wait(1)
        scene.play(FadeOut(first), FadeIn(second))
        scene.wait(1)

    assert findings(act) == []


def test_what_grows_from_nothing_is_not_too_small() -> None:
    def act(scene: Probe) -> None:
        words = scene.words()
        scene.play(FadeIn(words, scale=0.2), run_time=1.2)

    assert findings(act) == []


# What is wrong


@pytest.mark.parametrize("place", [(6.5, 0), (-6.5, 0), (0, -2.9), (0, 3.8)])
def test_text_over_the_edge_is_reported(place: tuple[float, float]) -> None:
    assert kinds(lambda scene: scene.add(scene.words("edge", *place))) == ["outside"]


def test_a_shape_over_the_edge_of_the_picture_is_reported() -> None:
    assert kinds(lambda scene: scene.add(box(scene, 2, 1, x=6.5))) == ["outside"]
    assert kinds(lambda scene: scene.add(box(scene, 2, 1, x=6.0))) == []


def test_text_over_text_is_reported() -> None:
    def act(scene: Probe) -> None:
        scene.add(scene.words("one thing"), scene.words("another", x=0.4, y=0.05))

    assert kinds(act) == ["overlap"]


def test_text_between_the_letters_of_other_text_is_reported() -> None:
    def act(scene: Probe) -> None:
        wide, inside = scene.words("a            b"), scene.words("x", y=-0.03)
        scene.add(wide, inside)

    assert kinds(act) == ["overlap"]


def test_interlocking_boxes_without_touching_letters_are_not() -> None:
    def act(scene: Probe) -> None:
        low = scene.words("aaaa").stand(0, 0)
        high = scene.words("lxxl").stand(0, 0.16 + 0.09)
        scene.add(low, high)
        assert high.get_bottom()[1] > low.get_top()[1]
        scene.add(scene.words("g", x=3).stand(3, 0), scene.words("nn").stand(2.9, -0.28))

    assert kinds(act) == []


@pytest.mark.parametrize("shift", [0.0, 0.11])  # through a letter, and between two
def test_a_line_through_text_is_reported(shift: float) -> None:
    def act(scene: Probe) -> None:
        words = scene.words("hh")
        x = words.get_left()[0] / 2 + shift
        scene.add(words, line(scene, (x, -1), (x, 1)))

    assert kinds(act) == ["crossing"]


def test_a_diagonal_past_the_corner_of_a_texts_box_is_not() -> None:
    def act(scene: Probe) -> None:
        words = scene.words("aaaaaal").stand(0, 0)
        left, top = words.get_left()[0], words.get_top()[1]
        scene.add(words, line(scene, (left - 0.5, top - 0.25), (left + 1.0, top + 0.3)))

    assert kinds(act) == []


def test_arrows_dots_and_borders_through_text_are_reported() -> None:
    def crossing(*shapes: object) -> list[str]:
        return kinds(lambda scene: scene.add(*shapes, scene.words("some words")))

    def color(shape: object) -> object:
        return shape.set_color("#56b4e9")  # type: ignore[attr-defined]

    assert set(crossing(color(Arrow((-3, 0, 0), (0.2, 0, 0), buff=0)))) == {"crossing"}
    assert "crossing" in crossing(color(Dot((0.1, 0, 0), radius=0.09)))
    assert crossing(Circle(0.4, color="#56b4e9")) == ["crossing"]
    tip = Polygon((0, 0, 0), (0.2, 0.1, 0), (0.2, -0.1, 0))
    assert "crossing" in crossing(tip.set_fill("#56b4e9", 1).set_stroke(width=0))


def test_a_line_that_stays_on_text_while_things_move_is_reported() -> None:
    def act(scene: Probe, run_time: float) -> None:
        words, wire = scene.words(), line(scene, (-3, 1), (3, 1))
        scene.play(FadeIn(words), FadeIn(wire))
        scene.play(wire.animate.shift((0, -2, 0)), run_time=run_time)

    assert kinds(lambda scene: act(scene, 0.8)) == []
    assert kinds(lambda scene: act(scene, 12.0)) == ["crossing"]


def test_a_shape_over_text_is_reported() -> None:
    def act(scene: Probe) -> None:
        scene.add(scene.words(), box(scene, 0.5, 1.0))

    assert kinds(act) == ["hidden"]


def test_a_copy_elsewhere_does_not_excuse_what_is_hidden() -> None:
    def act(scene: Probe) -> None:
        scene.add(scene.words(), box(scene, 2.5, 1.0), scene.words(y=2))

    assert kinds(act) == ["hidden"]


@pytest.mark.parametrize(("size", "found"), [(0.21, []), (0.20, ["size"])])
def test_text_under_twelve_pixels_is_reported(size: float, found: list[str]) -> None:
    assert kinds(lambda scene: scene.add(Words("tiny", scene.theme.text, size))) == found


def test_text_that_is_scaled_or_flattened_is_measured_as_it_is_drawn() -> None:
    assert kinds(lambda scene: scene.add(scene.words().scale(0.6))) == ["size"]
    assert kinds(lambda scene: scene.add(scene.words().stretch(0.6, 1))) == ["size"]
    assert kinds(lambda scene: scene.add(scene.words().rotate(np.pi / 2))) == []


@pytest.mark.parametrize(("size", "found"), [(0.30, []), (0.28, ["size"])])
def test_subscripts_must_be_legible_too(size: float, found: list[str]) -> None:
    assert kinds(lambda scene: scene.add(Math("h_t", scene.theme.state, size))) == found
    assert kinds(lambda scene: scene.add(Math("h", scene.theme.state, Size.SMALLEST))) == []


def test_a_finding_says_where_and_when() -> None:
    def act(scene: Probe) -> None:
        scene.wait(1)
        scene.add(scene.words(x=9))

    (found,) = findings(act)
    assert (found.clip, found.beat, found.kind) == ("rolling", "show", "outside")
    assert found.seconds == pytest.approx(1.0, abs=0.1)
    assert str(found).startswith(f"rolling.show {found.seconds:.2f} s  outside: “some words”")
