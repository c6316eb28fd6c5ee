"""Equations in every notation."""

from xml.etree import ElementTree

import pytest

from lecture.page.mathml import equation, mathml, symbol_of
from scenes.params import Notation
from scenes.roles import NOTATIONS, ROLES

WRITTEN = {
    "hidden": ("ht=tanh(Wxxt+Whht−1+b)", "ot=softmax(Woht+bo)"),
    "output": ("yt=tanh(Wxxt+Wyyt−1+b)", "ot=softmax(Woyt+bo)"),
    "pytorch": ("ht=tanh(Wihxt+bih+Whhht−1+bhh)", "ot=softmax(Woht+bo)"),
    "keras": ("ht=tanh(xtkernel+ht−1recurrent+bias)", "ot=softmax(htkernelo+biaso)"),
    "geron": (
        "y(t)=tanh(Wx⊤x(t)+Wy⊤y(t−1)+b)",
        "o(t)=softmax(Wo⊤y(t)+bo)",
    ),
    "d2l": ("Ht=tanh(XtWxh+Ht−1Whh+bh)", "Ot=softmax(HtWhq+bq)"),
}


def read(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring(markup)


def text_of(element: ElementTree.Element) -> str:
    return "".join(element.itertext())


def test_every_notation_is_tested() -> None:
    assert set(WRITTEN) == set(NOTATIONS)


@pytest.mark.parametrize("notation", NOTATIONS)
def test_equations_read_as_the_notation_writes_them(notation: Notation) -> None:
    cell, readout = (read(equation(notation, which)) for which in (False, True))
    assert (text_of(cell), text_of(readout)) == WRITTEN[notation]


@pytest.mark.parametrize("notation", NOTATIONS)
def test_every_role_has_its_term(notation: Notation) -> None:
    lines = [read(equation(notation, which)) for which in (False, True)]
    roles = {part.get("data-role") for line in lines for part in line.iter("span")}
    assert roles == set(ROLES)
    for role in set(ROLES) - {"z", "tanh"}:
        terms = [p for line in lines for p in line.iter("span") if p.get("data-role") == role]
        alone = text_of(read(symbol_of(role, notation)))
        assert any(text_of(term).rstrip("⊤") in alone for term in terms), role


@pytest.mark.parametrize("notation", NOTATIONS)
def test_only_elements_of_mathml_core(notation: Notation) -> None:
    core = {"math", "mrow", "mi", "mo", "mn", "msub", "msup", "msubsup", "mspace"}
    used = {element.tag for element in read(equation(notation)).iter()} - {"div", "span"}
    assert used <= core


def test_scripts_group_with_brackets_that_are_not_seen() -> None:
    assert mathml("h_(t-1)") == (
        "<msub><mi>h</mi><mrow><mi>t</mi><mo>−</mo><mn>1</mn></mrow></msub>"
    )
    assert text_of(read(mathml("y_((t))"))) == "y(t)"


def test_words_are_escaped() -> None:
    assert mathml('"<b>"') == "<mi>&lt;b&gt;</mi>"


@pytest.mark.parametrize("source", ["x_", "x_(t", "sqrt[x]", "upright(x", "x^#"])
def test_what_is_not_understood_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        mathml(source)
