"""The same mobjects, in SVG."""

import re
from importlib import resources
from xml.etree import ElementTree

import numpy as np
import pytest
from manim import Circle, Square, VGroup
from markupsafe import Markup
from svgelements import Path

from lecture.page.figures import Figures
from lecture.page.figures.inks import PAGE, ink
from lecture.page.figures.paths import UNIT, contours, path_data
from lecture.page.figures.svg import Drawing, Outlines, drawing, frame
from rnn_math.trace import Address
from scenes.binding import Source
from scenes.mobjects.cell.cell import CellDiagram
from scenes.mobjects.numbers.cells import Cells
from scenes.mobjects.numbers.color_field import ColorField
from scenes.mobjects.text.text import Math, Numeral, Words
from scenes.params import CLIPS
from scenes.roles import ROLES
from scenes.theme import DARK, LIGHT, mix
from scenes.traces import traces_for


@pytest.fixture(scope="module")
def source() -> Source:
    return Source("sentence", traces_for("equation", CLIPS["equation"]())["sentence"])


def painted(*mobjects: object) -> ElementTree.Element:
    """One drawing of ``mobjects``, with what it refers to."""
    outlines = Outlines("o")
    group = VGroup(*mobjects)
    content = outlines.paint(lambda: Drawing(outlines).group(group))
    svg = drawing(outlines.definitions + content, frame(group), "what it is", {})
    return ElementTree.fromstring(str(svg).replace("<svg", '<svg xmlns="x"', 1))


def corners(data: str) -> np.ndarray:
    box = Path(data).bbox()
    return np.array(box) / UNIT


def test_a_path_is_where_the_mobject_is() -> None:
    shape = Circle(radius=0.7, color=PAGE.state).shift((1.3, -0.4, 0))
    left, top, right, bottom = corners(path_data(shape.get_subpaths()))
    assert (left, right) == pytest.approx((0.6, 2.0), abs=2e-3)
    assert (top, bottom) == pytest.approx((-0.3, 1.1), abs=2e-3)  # y points down


def test_rounding_adds_no_error_up() -> None:
    rng = np.random.default_rng(0)
    curves = rng.normal(size=(200, 4, 2))
    curves[1:, 0] = curves[:-1, 3]
    end = Path(path_data([curves.reshape(-1, 2)])).current_point
    assert (end.x / UNIT, -end.y / UNIT) == pytest.approx(tuple(curves[-1, 3]), abs=6e-4)


def test_straight_pieces_are_lines_and_bent_ones_are_not() -> None:
    assert "c" not in path_data(Square().get_subpaths())
    assert "c" in path_data(Circle().get_subpaths())


def test_a_hole_goes_with_its_letter() -> None:
    o_and_dot = Math("o .", PAGE.text)
    shapes = contours(o_and_dot.plain.get_subpaths())
    assert [len(shape) for shape in shapes] == [2, 1]


def test_what_stands_twice_is_defined_once_and_stands_where_it_did() -> None:
    first = Math("W", PAGE.text)
    second = first.copy().shift((2.0, 1.0, 0))
    svg = painted(first, second)
    uses = [element for element in svg.iter() if element.tag.endswith("use")]
    definitions = [e for e in svg.iter() if e.tag.endswith("path") and e.get("id")]
    assert len(uses) == 2
    assert len(definitions) == 1
    places = np.array([[float(use.get(key, "")) for key in "xy"] for use in uses])
    assert places[1] - places[0] == pytest.approx((2 * UNIT, -UNIT), abs=2)


def test_words_are_text_where_the_video_has_them() -> None:
    words = Words("<b>R&D</b>", PAGE.input, 0.4).move_to((1, 2, 0))
    svg = painted(words)
    (text,) = [e for e in svg.iter() if e.tag.endswith("text")]
    assert text.text == "<b>R&D</b>"  # data, never markup
    assert float(text.get("x", "")) == pytest.approx(UNIT, abs=1)
    assert float(text.get("y", "")) == pytest.approx(-words.baseline * UNIT, abs=1)
    assert float(svg.get("font-size", "")) == pytest.approx(0.4 * UNIT, abs=1)
    assert float(text.get("textLength", "")) == pytest.approx(words.width * UNIT, rel=0.05)


def test_a_number_says_where_it_comes_from(source: Source) -> None:
    cells = Cells(source, "h", 2, PAGE)
    texts = {e.get("data-value"): e.text for e in painted(cells).iter() if e.get("data-value")}
    shown = {
        f"h.2.{i}": Numeral(source, Address("h", 2, (i,)), PAGE.text).string
        for i in range(len(cells))
    }
    assert texts == shown


def test_every_role_is_a_part() -> None:
    roles = {e.get("data-role") for e in painted(CellDiagram(PAGE, "hidden")).iter()} - {None}
    assert roles == set(ROLES)


def test_what_is_not_seen_is_not_drawn() -> None:
    hidden = Words("nobody sees this", PAGE.text).set_opacity(0)
    svg = ElementTree.tostring(painted(Square(color=PAGE.state), hidden), "unicode")
    assert "nobody" not in svg


@pytest.mark.parametrize("share", [0.0, 0.255, 0.5, 1.0])
@pytest.mark.parametrize("end", ["positive", "negative"])
def test_signed_colours_are_blends(end: str, share: float) -> None:
    found = ink(mix(PAGE.panel, getattr(PAGE, end), share))
    assert (found.share or 0.0) == pytest.approx(share, abs=0.01)
    if share > 0:
        assert found.name == end


def test_a_colour_of_its_own_is_refused() -> None:
    with pytest.raises(ValueError, match="#00ff00"):
        painted(Square(color="#00ff00"))


def test_text_on_any_signed_colour_is_ink_in_both_schemes() -> None:
    # The page cannot choose a text colour by its ground, as a theme does: it need not.
    for theme in (DARK, LIGHT):
        assert {theme.on(theme.signed(value / 50)) for value in range(-50, 51)} == {theme.text}


def test_a_field_of_colours_keeps_its_squares(source: Source) -> None:
    field = ColorField(np.array([[0.25, -0.25], [1.0, np.nan]]), PAGE, 2.0, 1.0, limit=1.0)
    paths = [e for e in painted(field).iter() if re.match(r"[nq]\d", e.get("class") or "")]
    assert sum(len(re.findall("M", path.get("d", ""))) for path in paths) == 3
    assert {path.get("class") for path in paths} == {
        "q50",
        "n50",
        "q100",
    }


def test_the_plain_end_of_a_scale_is_all_of_it() -> None:
    field = ColorField(np.array([[1.0, 0.0]]), PAGE, 2.0, 1.0, limit=1.0)
    field[0].set_fill(PAGE.text)
    classes = {e.get("class") for e in painted(field).iter() if e.tag.endswith("path")}
    assert "m-text p100" in classes


def test_a_drawing_has_a_name_and_an_escaped_one() -> None:
    svg = drawing(Markup(""), (0, 0, 1, 1), 'a "name" <here>', {})
    assert 'aria-label="a &#34;name&#34; &lt;here&gt;"' in svg


def test_the_stylesheet_knows_every_colour_and_width_in_use(drawn: Figures) -> None:
    rules = (resources.files("lecture.page") / "static" / "figures.css").read_text()
    markup = "".join((drawn.cell, drawn.rolling, drawn.architectures, *drawn.quiz_wirings.values()))
    used = set(
        re.findall(r"\b(?:[fsm]-[a-z]+|w\d+)\b", " ".join(re.findall(r'class="([^"]*)"', markup)))
    )
    assert used
    assert {name for name in used if not re.search(rf"\.{name}\b", rules)} == set()
