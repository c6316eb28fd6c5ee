"""What a browser really paints: colours where the video has its lines."""

import io
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from lecture.page.figures.inks import PAGE
from lecture.page.figures.paths import UNIT
from scenes.mobjects.cell.cell import CellDiagram
from scenes.params import Notation
from scenes.roles import NOTATIONS, ROLES
from scenes.theme import LIGHT, THEMES, rgb
from tests.lecture.page.browsing import watched


def colors_at(page: Page, svg: str, places: list[Any]) -> np.ndarray:
    """The colours, 0 to 1, that stand at places of the scene in a drawing."""
    drawing = page.locator(svg)
    drawing.scroll_into_view_if_needed()
    at = drawing.evaluate(
        """(svg, places) => places.map(([x, y]) => {
            const point = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM());
            return [point.x, point.y];
        })""",
        [[float(x) * UNIT, -float(y) * UNIT] for x, y, *_ in places],
    )
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    return np.array([picture.getpixel((int(x), int(y))) for x, y in at]) / 255


@pytest.mark.parametrize("notation", NOTATIONS)
def test_every_wire_is_seen_in_its_colour(open_at: Any, page: Page, notation: Notation) -> None:
    page.set_viewport_size({"width": 1400, "height": 1000})
    page.emulate_media(color_scheme="light")
    open_at(f"?notation={notation}")
    wires = {
        (role, number): wire
        for role, its in CellDiagram(PAGE, notation).wires.items()
        for number, wire in enumerate(its)
    }
    middles = [wire.line.point_from_proportion(0.4) for wire in wires.values()]
    found = colors_at(page, "svg.diagram:visible", middles)
    assert len(wires) >= len(ROLES)
    for ((role, number), wire), color in zip(wires.items(), found, strict=True):
        name = next(
            name
            for name in ("input", "state", "bias", "sum", "activation", "output")
            if getattr(PAGE, name).lower() == wire.line.get_stroke_color().to_hex().lower()
        )
        expected = rgb(getattr(LIGHT, name))
        assert color == pytest.approx(expected, abs=0.1), (role, number)


def test_a_missing_wire_would_be_noticed(open_at: Any, page: Page) -> None:
    page.set_viewport_size({"width": 1400, "height": 1000})
    open_at().add_style_tag(content=".w30 { --w: 0; }")
    middle = CellDiagram(PAGE, "hidden").wires["h_prev"][0].line.point_from_proportion(0.4)
    (color,) = colors_at(page, "svg.diagram:visible", [middle])
    assert color != pytest.approx(rgb(THEMES["light"].state), abs=0.1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_lit_part_keeps_its_colour_and_others_lose_theirs(
    open_at: Any, page: Page, scheme: str
) -> None:
    page.set_viewport_size({"width": 1400, "height": 1000})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    open_at("?part=W_h")
    diagram, theme = CellDiagram(PAGE, "hidden"), THEMES[scheme]
    lines = [diagram.wires[role][0].line.point_from_proportion(0.4) for role in ("W_h", "x", "h")]
    lit, *others = colors_at(page, "svg.diagram:visible", lines)
    assert lit == pytest.approx(rgb(theme.state), abs=0.05)
    for color in others:
        assert color == pytest.approx(rgb(theme.faint), abs=0.1)


def test_states_have_the_colours_of_the_scale(browser: Browser, touched: str) -> None:
    with watched(
        browser, touched, color_scheme="light", viewport={"width": 1400, "height": 1000}
    ) as page:
        page.goto(f"{touched}/index.html?rolled=5")
        number = page.locator("[data-value='h.5.3']").first
        expect(number).to_be_visible()
        box = page.locator("[data-thing]:has([data-value='h.5.3']) [class*=m-positive]").last
        fill = box.evaluate("shape => getComputedStyle(shape).fill")
        shown = [float(part) for part in fill.removeprefix("color(srgb ").rstrip(")").split()]
        value = float((number.text_content() or "").replace("−", "-"))
        assert shown == pytest.approx(rgb(LIGHT.signed(value)), abs=0.02)
