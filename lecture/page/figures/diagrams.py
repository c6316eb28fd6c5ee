"""The drawing of the cell in every notation; what they have in common is drawn once."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np
from markupsafe import Markup

from lecture.page.figures.inks import PAGE
from lecture.page.figures.paths import to_svg
from lecture.page.figures.svg import Drawing, Outlines, area, drawing, frame, part_of, tag
from scenes.languages import current, words_of
from scenes.lighting import Part
from scenes.mobjects.cell.cell import CellDiagram
from scenes.params import Notation
from scenes.roles import NOTATIONS, ROLES

_REACH = 0.5  # half of the least side of what a finger must hit, scene units


class Diagrams:
    """One drawing a notation (``svgs``), and the shapes that they refer to (``definitions``)."""

    def __init__(self, readout: bool, shown: Notation) -> None:
        self._diagrams = {name: CellDiagram(PAGE, name, readout=readout) for name in NOTATIONS}
        self._shown = shown
        self._outlines = Outlines("c")
        self._painter = Drawing(self._outlines)
        parts = [part for diagram in self._diagrams.values() for part in diagram.parts.values()]
        self._alike = {id(part): _look(part) for part in parts}
        counts = Counter(self._alike.values())
        self._names = {
            look: f"k{number}"
            for number, look in enumerate(look for look, count in counts.items() if count > 1)
        }
        self.svgs, blocks = self._outlines.paint(lambda: (list(self._svgs()), list(self._blocks())))
        hidden = {"class": "blocks", "width": 0, "height": 0, "aria-hidden": "true"}
        shared = tag("svg", hidden, tag("defs", {}, *blocks))
        self.definitions = self._outlines.definitions + shared

    def _blocks(self) -> Iterator[Markup]:
        """Every part that several notations share, drawn from the origin."""
        drawn = set()
        for diagram in self._diagrams.values():
            for part in diagram.parts.values():
                look = self._alike[id(part)]
                if look in self._names and look not in drawn:
                    drawn.add(look)
                    inside = self._painter.elements(_from_origin(part))
                    yield tag("g", {"id": self._names[look]}, *inside)

    def _svgs(self) -> Iterator[Markup]:
        for notation, diagram in self._diagrams.items():
            content = self._painter.elements(diagram.wall)
            for role in ROLES:  # in the order in which they are explained
                if role in diagram.parts:
                    inside = self._part(diagram[role])
                    content.append(tag("g", part_of(role), *_targets(diagram, role), *inside))
            attributes: dict[str, Any] = {"class": "diagram", "data-notation": notation}
            if notation != self._shown:
                attributes["hidden"] = ""
            yield drawing(
                Markup("").join(content),
                frame(diagram, 0.08),
                words_of(current(), "page")["figures"]["cell"],
                attributes,
            )

    def _part(self, part: Part) -> list[Markup]:
        look = self._alike[id(part)]
        if look not in self._names:
            return self._painter.elements(part.body)
        x, y = to_svg(_corner(part)[None])[0]
        return [tag("use", {"href": f"#{self._names[look]}", "x": x, "y": y})]


def _corner(part: Part) -> np.ndarray:
    return np.asarray(part.body.get_corner((-1, 1, 0)))


def _from_origin(part: Part) -> Any:
    return part.body.copy().shift(-_corner(part))


def _look(part: Part) -> str:
    """What a part looks like, wherever it stands."""
    return str(Drawing(Outlines("")).group(_from_origin(part)))


def _targets(diagram: CellDiagram, role: str) -> Iterator[Markup]:
    """Unseen areas that make every part large enough for a finger."""
    for name in ("plus", "z") if role == "z" else (role,):
        shape = diagram.shapes[name]
        width, height = max(shape.width, 2 * _REACH), max(shape.height, 2 * _REACH)
        x, y = shape.get_x() - width / 2, shape.get_y() + height / 2
        yield area(x, -y, width, height)
