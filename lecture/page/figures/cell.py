"""The cell, every part of it a button, beside its equation and its numbers."""

from collections.abc import Iterator
from typing import Any

from jinja2 import Environment
from manim import RoundedRectangle
from markupsafe import Markup

from lecture.page.figures.inks import PAGE
from lecture.page.figures.paths import UNIT
from lecture.page.figures.svg import Drawing, Outlines, drawing, frame, part_of, tag
from lecture.page.live import LiveModel, suggestions
from lecture.page.mathml import equation, symbol_of
from rnn_math.trace import Trace
from scenes.mobjects.cell import CellDiagram
from scenes.mobjects.cells import NUMBERED
from scenes.numerals import format_number, format_percent
from scenes.params import Look, Notation
from scenes.roles import NOTATIONS, ROLES

_REACH = 0.5  # half of the least side of what a finger must hit, scene units
_NAMES: dict[Notation, str] = {
    "hidden": "h, the hidden state",
    "output": "y, the output",
    "pytorch": "PyTorch",
    "keras": "Keras",
    "geron": "Géron",
    "d2l": "Dive into Deep Learning",
}
_LABEL = "The recurrent cell; the same parts as in the equation"


def cell(environment: Environment, model: LiveModel, look: Look) -> Markup:
    """The figure's markup: complete without a script, at the model's first step."""
    trace, outlines = model.trace, Outlines("c")
    diagrams = {
        name: CellDiagram(PAGE, name, readout=trace.readout is not None) for name in NOTATIONS
    }
    outlines.paint(lambda: [_svg(n, d, outlines, True) for n, d in diagrams.items()])
    roles = [role for role in ROLES.values() if trace.readout or role.name not in ("W_o", "o")]
    return Markup(
        environment.get_template("cell.html").render(
            diagrams=[_svg(n, d, outlines, n == look.notation) for n, d in diagrams.items()],
            outlines=outlines,
            equations={n: list(_equations(n, trace)) for n in NOTATIONS},
            symbols={r.name: _symbols(r.name) for r in roles},
            roles=roles,
            shown_notation=look.notation,
            names=_NAMES,
            trace=trace,
            step=model.step,
            rows=min(trace.cell.hidden_size, NUMBERED),
            columns=min(trace.cell.input_size, NUMBERED),
            answers={answer.step: answer for answer in trace.answers},
            suggestions=suggestions(frozenset(model.data["vocabulary"])),
            linear=model.data["linear"],
            most=model.data["most"],
            show=format_number,
            percent=format_percent,
            fill=fill,
        )
    )


def fill(value: float) -> Markup:
    """Class and share of a signed value, as :meth:`scenes.theme.Theme.signed` has it."""
    end = "negative" if value < 0 else "positive"
    share = 100 * min(abs(value), 1.0)
    return Markup(f'class="m-{end}" style="--p:{share:.0f}%"')


def _symbols(role: str) -> dict[Markup, list[Notation]]:
    """How ``role`` is written, and by which notations."""
    written: dict[Markup, list[Notation]] = {}
    for notation in NOTATIONS:
        written.setdefault(symbol_of(role, notation), []).append(notation)
    return written


def _equations(notation: Notation, trace: Trace) -> Iterator[Markup]:
    yield equation(notation)
    if trace.readout:
        yield equation(notation, readout=True)


def _svg(notation: Notation, diagram: CellDiagram, outlines: Outlines, shown: bool) -> Markup:
    painter = Drawing(outlines)
    content = painter.elements(diagram.wall)
    for role in ROLES:  # in the order in which they are explained
        if role in diagram.parts:
            inside = painter.elements(diagram[role].body)
            content.append(tag("g", part_of(role), *_targets(diagram, role), *inside))
    attributes: dict[str, Any] = {"class": "diagram", "data-notation": notation}
    if not shown:
        attributes["hidden"] = ""
    return drawing(Markup("").join(content), frame(diagram, 0.08), _LABEL, attributes)


def _targets(diagram: CellDiagram, role: str) -> Iterator[Markup]:
    """Unseen areas that make every part large enough for a finger."""
    for name in ("plus", "z") if role == "z" else (role,):
        shape = diagram.shapes[name]
        width, height = max(shape.width, 2 * _REACH), max(shape.height, 2 * _REACH)
        box = RoundedRectangle(width=width, height=height).move_to(shape)
        left, top = box.get_corner((-1, 1, 0))[:2]
        yield tag(
            "rect",
            {
                "class": "target",
                "x": round(left * UNIT),
                "y": round(-top * UNIT),
                "width": round(width * UNIT),
                "height": round(height * UNIT),
            },
        )
