"""Contrast is measured against what is really behind."""

import pytest
from manim import FadeIn, FadeOut, Line, Rectangle

from scenes.lighting import DIM, Part
from scenes.mobjects.numbers.cells import Cells
from scenes.mobjects.shapes.wires import Wire
from scenes.mobjects.text.text import Words
from scenes.theme import THEMES
from tests.lecture.audit.probe import Probe, kinds


def panel(color: str, opacity: float = 1.0) -> Rectangle:
    return Rectangle(width=4, height=2, stroke_width=0, fill_color=color, fill_opacity=opacity)


@pytest.mark.parametrize("theme", list(THEMES))
def test_text_on_the_background_counts_against_the_background(theme: str) -> None:
    def act(scene: Probe) -> None:
        scene.add(Words("faint", scene.theme.faint, 0.4))

    assert kinds(act, theme) == ["contrast"]
    assert kinds(lambda scene: scene.add(scene.words()), theme) == []


def test_text_on_a_fill_counts_against_the_fill() -> None:
    def act(scene: Probe, ink: str) -> None:
        scene.add(panel(scene.theme.state), Words("on a fill", ink, 0.4))

    assert kinds(lambda scene: act(scene, scene.theme.text)) == ["contrast"]
    assert kinds(lambda scene: act(scene, scene.theme.background)) == []


def test_fills_that_are_drawn_later_or_elsewhere_do_not_count() -> None:
    def act(scene: Probe) -> None:
        light = panel("#ffffff").shift((0, -2, 0))
        scene.add(light, scene.words(y=1), panel(scene.theme.state).shift((4.2, 0, 0)))

    assert kinds(act) == []


def test_opacities_are_blended() -> None:
    def act(scene: Probe, ink: float, veil: float) -> None:
        words = scene.words().set_fill(opacity=ink)
        scene.add(panel("#ffffff", veil), words)

    assert kinds(lambda scene: act(scene, 1.0, 0.2)) == []
    assert kinds(lambda scene: act(scene, 0.3, 0.0)) == ["contrast"]
    assert "contrast" in kinds(lambda scene: act(scene, 1.0, 0.6))


def test_a_veil_over_text_takes_its_contrast() -> None:
    def act(scene: Probe, ink: str) -> None:
        scene.add(Words("veiled", ink, 0.4), panel(scene.theme.background, 0.4))

    assert kinds(lambda scene: act(scene, scene.theme.muted)) == ["contrast"]
    assert kinds(lambda scene: act(scene, scene.theme.text)) == []


def test_what_fades_is_not_judged_until_it_rests() -> None:
    def act(scene: Probe) -> None:
        words = scene.words()
        scene.play(FadeIn(words), run_time=3)
        scene.play(FadeOut(words), run_time=3)

    assert kinds(act) == []


def test_faint_lines_and_fills_are_reported() -> None:
    def act(scene: Probe, color: str) -> None:
        scene.add(Line((-1, 0, 0), (1, 0, 0), stroke_color=color, stroke_width=3))
        scene.add(panel(color).shift((0, -2, 0)))

    assert kinds(lambda scene: act(scene, "#333a42")) == ["contrast", "contrast"]
    assert kinds(lambda scene: act(scene, scene.theme.faint)) == []


def test_a_shape_is_seen_by_its_border() -> None:
    def act(scene: Probe, border: str) -> None:
        scene.add(panel("#20262e").set_stroke(border, 2))

    assert kinds(lambda scene: act(scene, scene.theme.faint)) == []
    assert kinds(lambda scene: act(scene, "#20262e")) == ["contrast"]


def test_a_border_is_seen_from_outside_or_from_inside() -> None:
    def act(scene: Probe, size: float) -> None:
        field = panel("#9aa2aa")
        frame = panel("#9aa2aa", 0).set_stroke(scene.theme.faint, 2).scale(size)
        scene.add(field, frame)

    assert kinds(lambda scene: act(scene, 1.0)) == []
    assert kinds(lambda scene: act(scene, 0.8)) == ["contrast"]


def test_a_line_that_runs_mostly_over_its_own_colour_is_reported() -> None:
    def act(scene: Probe, length: float) -> None:
        scene.add(panel(scene.theme.state))
        line = Line((-1.9, 0, 0), (-1.9 + length, 0, 0), stroke_color=scene.theme.state)
        scene.add(line)

    assert kinds(lambda scene: act(scene, 3.0)) == ["contrast"]
    assert kinds(lambda scene: act(scene, 20.0)) == ["outside"]


@pytest.mark.parametrize("theme", list(THEMES))
def test_surfaces_values_and_parts_that_step_back_are_not(theme: str) -> None:
    def act(scene: Probe) -> None:
        source = scene.sources["sentence"]
        wire = Wire([(-4, 2), (-2, 2)], scene.theme.state)
        cells = Cells(source, "h", 1, scene.theme).shift((3, 0, 0))
        parts = Part("h", "component", scene.theme, *wire, cells), scene.words(y=-2)
        scene.add(panel(scene.theme.panel).shift((-2, 0, 0)), *parts)
        parts[0].set_level(DIM)
        for place, value in enumerate((-1.0, -0.1, 0.0, 0.4, 1.0)):
            scale = Part("h", "component", scene.theme, panel(scene.theme.signed(value)).scale(0.2))
            scene.add(scale.shift((place - 6, -2.5, 0)).set_level(DIM))

    assert kinds(act, theme) == []


@pytest.mark.parametrize("theme", list(THEMES))
def test_a_dim_role_colour_is_no_value(theme: str) -> None:
    def act(scene: Probe) -> None:
        scene.add(Part("x", "component", scene.theme, panel(scene.theme.input)).set_level(DIM))

    assert kinds(act, theme) == ["contrast"]
