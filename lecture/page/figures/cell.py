"""The cells to pick from: each, every part of it a button, with its equations and its numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from lecture.page.figures.diagrams import Diagrams
from lecture.page.figures.equations import Equations, Lines, Markups
from lecture.page.figures.gated_diagrams import gated_diagrams
from lecture.page.figures.holds import PLAIN, Holds, gated, heading
from lecture.page.live_model import MOST, LiveModel, suggestions
from lecture.page.mathml import mathml, symbol_inside
from rnn_math.trace import Trace
from scenes.cells.picture import CellPicture
from scenes.cells.pictures import PICTURES
from scenes.digits import NUMBERED
from scenes.languages import words_of
from scenes.numerals import format_number, format_percent
from scenes.params import Look, Notation
from scenes.roles import NOTATIONS, ROLES, Role
from scenes.terms import readout_terms, terms

_OWN_NAMES: dict[Notation, str] = {
    "pytorch": "PyTorch",
    "keras": "Keras",
    "geron": "Géron",
    "d2l": "Dive into Deep Learning",
}


@dataclass(frozen=True, eq=False)
class CellView:
    """One kind of cell as the template shows it."""

    name: str
    trace: Trace
    data: Mapping[str, Any]
    svgs: Sequence[Markup]
    equations: Equations
    roles: Mapping[str, Role]
    holds: Holds

    @property
    def rows(self) -> int:
        """Units whose numbers stand one by one."""
        return min(self.trace.cell.hidden_size, NUMBERED)

    @property
    def given(self) -> list[Role]:
        """What a reader's hand moves."""
        return [self.roles[name] for name in self.trace.cell.kind.given if name in self.roles]


def cell(
    environment: Environment, plain: LiveModel, others: Sequence[LiveModel], step: int, look: Look
) -> tuple[Markup, dict[str, Any]]:
    """The figure's markup, complete without a script at ``step``, and its data."""
    said = words_of(look.language, "page")["figures"]
    notation = look.notation
    diagrams = Diagrams(plain.trace.readout is not None, notation)
    pictures = [(PICTURES[other.trace.cell.kind.name], other.trace) for other in others]
    gates = gated_diagrams(pictures, step, notation)
    markups = Markups()
    views = [_plain(plain, diagrams.svgs, notation, said, markups)]
    for other, svg in zip(others, gates.svgs, strict=True):
        views.append(_gated(other, svg, notation, said, markups))
    markup = environment.get_template("cell.html").render(
        cells=views,
        definitions=diagrams.definitions + gates.definitions,
        shown_notation=look.notation,
        names={name: _OWN_NAMES.get(name) or said[name] for name in NOTATIONS},
        trace=plain.trace,
        step=step,
        suggestions=suggestions(frozenset(plain.data["vocabulary"]["words"])),
        most=MOST,
        heading=heading,
        show=format_number,
        percent=format_percent,
    )
    words = plain.data["vocabulary"]["words"]
    for other in others:  # which often know the same ones
        if other.data["vocabulary"]["words"] == words:
            del other.data["vocabulary"]["words"]
    return Markup(markup), {
        "cells": {view.name: {**view.data, "equations": view.equations.data} for view in views},
        "markups": markups.data,
        "sentence": list(plain.trace.tokens),
        "step": step,
        "most": MOST,
    }


def _plain(
    model: LiveModel,
    svgs: Sequence[Markup],
    shown: Notation,
    said: Mapping[str, Any],
    markups: Markups,
) -> CellView:
    trace = model.trace
    roles = {n: r for n, r in ROLES.items() if trace.readout or n not in ("W_o", "o")}

    def lines(notation: Notation) -> Lines:
        found: Lines = [(said["equation"], terms(notation, "t"))]
        if trace.readout:
            found = [*found, (said["readout"], readout_terms(notation, "t"))]
        return found

    equations = Equations(
        {notation: lines(notation) for notation in NOTATIONS},
        {n: {role: symbol_inside(role, n) for role in roles} for n in NOTATIONS},
        shown,
        markups,
    )
    return CellView(trace.cell.kind.name, trace, model.data, svgs, equations, roles, PLAIN)


def _gated(
    model: LiveModel, svg: Markup, shown: Notation, said: Mapping[str, Any], markups: Markups
) -> CellView:
    trace = model.trace
    picture: CellPicture = PICTURES[trace.cell.kind.name]
    named = [r for r in picture.roles if r.removesuffix("_prev") in picture.names[shown].roles]
    equations = Equations(
        {
            notation: [(said["equation"], line) for line in picture.lines(picture, notation, "t")]
            for notation in NOTATIONS
        },
        {n: {role: mathml(picture.symbol(role, n)) for role in named} for n in NOTATIONS},
        shown,
        markups,
    )
    holds = gated(picture.kind, picture.roles)
    return CellView(picture.kind.name, trace, model.data, [svg], equations, picture.roles, holds)
