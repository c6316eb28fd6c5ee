"""The cell, every part of it a button, beside its equation and its numbers."""

from collections.abc import Iterator

from jinja2 import Environment
from markupsafe import Markup

from lecture.page.figures.diagrams import Diagrams
from lecture.page.live import LiveModel, suggestions
from lecture.page.mathml import equation, symbol_of
from rnn_math.trace import Trace
from scenes.mobjects.cells import NUMBERED
from scenes.numerals import format_number, format_percent
from scenes.params import Look, Notation
from scenes.roles import NOTATIONS, ROLES

_NAMES: dict[Notation, str] = {
    "hidden": "h, the hidden state",
    "output": "y, the output",
    "pytorch": "PyTorch",
    "keras": "Keras",
    "geron": "Géron",
    "d2l": "Dive into Deep Learning",
}


def cell(environment: Environment, model: LiveModel, look: Look) -> Markup:
    """The figure's markup: complete without a script, at the model's first step."""
    trace = model.trace
    diagrams = Diagrams(trace.readout is not None, look.notation)
    roles = [role for role in ROLES.values() if trace.readout or role.name not in ("W_o", "o")]
    return Markup(
        environment.get_template("cell.html").render(
            diagrams=diagrams,
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
