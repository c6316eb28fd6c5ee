"""Drawings of gated cells, made of their descriptions: one a cell, for all notations."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from manim import Mobject
from markupsafe import Markup

from lecture.page.figures.inks import PAGE
from lecture.page.figures.svg import Drawing, Outlines, area, drawing, frame, part_of, tag
from rnn_math.trace import Trace
from scenes.binding import Source
from scenes.cells.picture import CellPicture
from scenes.languages import current, words_of
from scenes.mobjects.cell.cell_shapes import Chip
from scenes.mobjects.cell.gated_cell import GatedCell
from scenes.mobjects.text.text import Math
from scenes.params import Notation
from scenes.roles import NOTATIONS

_FINGER = 0.62  # least side of what a finger must hit, scene units


@dataclass(frozen=True)
class GatedDiagrams:
    """A drawing for each cell (``svgs``), and the shapes that they refer to."""

    svgs: tuple[Markup, ...]
    definitions: Markup


def gated_diagrams(
    cells: Sequence[tuple[CellPicture, Trace]], step: int, shown: Notation
) -> GatedDiagrams:
    """Each cell with its valves as they stand at ``step`` of its trace."""
    outlines = Outlines("g")
    painters = [_Painter(picture, trace, step, shown, outlines) for picture, trace in cells]
    svgs = outlines.paint(lambda: tuple(painter.svg() for painter in painters))
    return GatedDiagrams(svgs, outlines.definitions)


class _Painter:
    """One cell: drawn in the notation that needs most room, with the symbols of all of them."""

    def __init__(
        self, picture: CellPicture, trace: Trace, step: int, shown: Notation, outlines: Outlines
    ) -> None:
        self._picture, self._shown = picture, shown
        self._drawing = Drawing(outlines)
        drawn = {name: GatedCell(picture, PAGE, name) for name in NOTATIONS}
        self._cell = max(drawn.values(), key=lambda cell: sum(c.width for c in _chips(cell)))
        self._cell.show(Source("sentence", trace), step)
        self._labels = {
            id(chip.label): [
                label
                for other in drawn.values()
                if isinstance(label := other.shapes[name].label.copy(), Math)
            ]
            for name, chip in self._cell.shapes.items()
            if isinstance(chip, Chip)
        }

    def svg(self) -> Markup:
        """The whole drawing."""
        content = self._drawing.elements(self._cell.wall)
        for role in self._picture.roles:
            inside = [e for member in self._cell[role].body for e in self._elements(member)]
            content.append(tag("g", part_of(role), *self._targets(role), *inside))
        label = words_of(current(), "page")["figures"]["cell"]
        return drawing(
            Markup("").join(content), frame(self._cell, 0.08), label, {"class": "diagram"}
        )

    def _elements(self, member: Mobject) -> list[Markup]:
        if not isinstance(member, Chip):
            return self._drawing.elements(member)
        written: dict[Markup, list[Notation]] = {}
        for notation, label in zip(NOTATIONS, self._labels[id(member.label)], strict=True):
            label.move_to(member.frame)
            inside = Markup("").join(self._drawing.elements(label))
            written.setdefault(inside, []).append(notation)
        return [*self._drawing.elements(member.frame), *self._symbols(written)]

    def _symbols(self, written: dict[Markup, list[Notation]]) -> Iterator[Markup]:
        for symbol, notations in written.items():
            hidden = None if self._shown in notations else ""
            yield tag("g", {"data-notation": " ".join(notations), "hidden": hidden}, symbol)

    def _targets(self, role: str) -> Iterator[Markup]:
        """Unseen areas that make every part large enough for a finger."""
        for piece in self._picture.pieces:
            if piece.role == role:
                shape = self._cell.shapes[piece.name]
                width, height = max(shape.width, _FINGER), max(shape.height, _FINGER)
                x, y = shape.get_x() - width / 2, shape.get_y() + height / 2
                yield area(x, -y, width, height)


def _chips(cell: GatedCell) -> Iterator[Chip]:
    return (shape for shape in cell.shapes.values() if isinstance(shape, Chip))
