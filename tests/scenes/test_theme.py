"""Every pair of colours that the themes promise, measured (WCAG 2.2)."""

import itertools

import numpy as np
import pytest

from scenes.roles import ROLES
from scenes.theme import DARK, LIGHT, THEMES, Theme, contrast, hexadecimal, luminance, mix, rgb

TEXT, GRAPHICS = 4.5, 3.0
SURFACES = ("background", "panel")
INKS = ("text", "muted", "input", "state", "output", "bias", "sum", "activation")
SCALE = np.linspace(-1.0, 1.0, 401)

themes = pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))


def ratio(first: str, second: str) -> float:
    return contrast(rgb(first), rgb(second))


@themes
@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("ink", INKS)
def test_every_ink_can_be_read_on_every_surface(theme: Theme, ink: str, surface: str) -> None:
    assert ratio(getattr(theme, ink), getattr(theme, surface)) >= TEXT


@themes
@pytest.mark.parametrize("surface", SURFACES)
def test_lines_that_have_stepped_back_can_still_be_seen(theme: Theme, surface: str) -> None:
    assert ratio(theme.faint, getattr(theme, surface)) >= GRAPHICS


@themes
def test_roles_have_colours_that_can_be_read(theme: Theme) -> None:
    assert {role.color for role in ROLES.values()} <= set(INKS)


@themes
def test_numbers_can_be_read_on_the_whole_diverging_scale(theme: Theme) -> None:
    worst = min(SCALE, key=lambda v: ratio(theme.on(theme.signed(v)), theme.signed(v)))
    fill = theme.signed(worst)
    assert ratio(theme.on(fill), fill) >= TEXT, f"at {worst:+.3f}"


@themes
def test_both_ends_of_the_scale_stand_apart_from_zero_and_from_each_other(theme: Theme) -> None:
    colors = [theme.signed(value) for value in (-1.0, 0.0, 1.0)]
    for one, other in itertools.combinations(colors, 2):
        assert np.linalg.norm(np.subtract(rgb(one), rgb(other))) > 0.3


@themes
def test_the_scale_runs_evenly_and_stops_at_its_limit(theme: Theme) -> None:
    assert theme.signed(0.0) == theme.panel
    assert theme.signed(-2.0) == theme.signed(-1.0) == theme.negative
    assert theme.signed(3.0, limit=3.0) == theme.signed(7.0) == theme.positive
    brightness = [luminance(rgb(theme.signed(v))) for v in np.linspace(0, 1, 11)]
    steps = np.diff(brightness)
    assert (steps >= 0).all() or (steps <= 0).all()


def test_contrast_is_that_of_the_standard() -> None:
    assert ratio("#000000", "#ffffff") == pytest.approx(21.0)
    assert ratio("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert ratio("#123456", "#123456") == 1.0


def test_colours_are_read_and_written_alike() -> None:
    for theme in (DARK, LIGHT):
        assert hexadecimal(rgb(theme.input)) == theme.input
    assert mix("#000000", "#ffffff", 0.5) == "#808080"
    assert (mix("#102030", "#ffffff", 0.0), mix("#102030", "#ffffff", 1.0)) == (
        "#102030",
        "#ffffff",
    )
