"""A gated cell beside its equations, and one of its steps in numbers."""

from collections.abc import Mapping, Sequence

from manim import VGroup

from rnn_math.errors import LayoutError
from scenes.binding import Source
from scenes.cells.picture import CellPicture, Step
from scenes.mobjects.cell.gated_cell import GatedCell
from scenes.mobjects.cell.opened import Opened
from scenes.mobjects.equation.reading import Reading
from scenes.mobjects.equation.step_pictures import ASIDE, ROOM
from scenes.mobjects.equation.system import SMALLEST, EquationSystem
from scenes.mobjects.numbers.column_row import ColumnRow, Item
from scenes.mobjects.shapes.area import Area
from scenes.mobjects.text.text import Math
from scenes.params import Notation
from scenes.terms import Term
from scenes.theme import Frame, Theme

_LOW, _TOP = -2.6, 1.95  # of the equations
_APART = 0.4  # of cell and equations
_NARROWEST = 5.2  # of the equations
_ABOVE, _LARGE = 2.35, 0.46  # height and size of the equation over its numbers
_LOWER = 0.37  # size of one of two lines
_VALVE = 0.9  # room for one beside a column
_DOUBT = 0.34  # what stands over the small cell rises by, where a word is doubted
_WIDEST_WORD = 3.05


class GatedStage:
    """What the clip of one kind of gated cell shows of one trace.

    ``cell`` and ``system`` stand side by side; :meth:`row` makes a line of numbers. All that
    cannot be drawn is refused (:class:`LayoutError`) when it is made.
    """

    def __init__(
        self,
        picture: CellPicture,
        source: Source,
        step: int,
        theme: Theme,
        notation: Notation,
        words: Mapping[str, str],
    ) -> None:
        self.picture, self.source, self.step = picture, source, step
        self.theme, self.notation = theme, notation
        self.colors = {name: role.ink(theme) for name, role in picture.roles.items()}
        lines = picture.lines(picture, notation, "t")
        smallest = max(Math(line, theme.text, SMALLEST).width for line in lines)
        left = Frame.SAFE_X - max(_NARROWEST, smallest + 1e-6)
        self.system = EquationSystem(
            lines, picture.roles, theme, Area(left, Frame.SAFE_X, _LOW, _TOP)
        )
        self.cell = self.drawn()
        room = left - _APART + Frame.SAFE_X
        self.scale = min(1.0, room / self.cell.width)
        self.place(self.cell)
        trace = source.trace
        self.reading = Reading(
            trace.tokens[step - 1],
            words["reading"].format(step=step, count=len(trace)),
            "" if trace.known[step - 1] else words["unknown-word"],
            words["rounded"],
            theme,
            _WIDEST_WORD,
        ).shift(ASIDE)
        if not trace.known[step - 1]:
            above = VGroup(self.reading.count, self.reading.word, self.reading.doubt)
            above.shift((0, _DOUBT, 0))

    def drawn(self, step: Step = "t") -> GatedCell:
        """The cell with its valves as they stand at the step that is computed."""
        return GatedCell(self.picture, self.theme, self.notation, step).show(self.source, self.step)

    def place(self, cell: GatedCell) -> GatedCell:
        """Where the cell stands beside its equations."""
        cell.scale(self.scale)
        return cell.shift((-Frame.SAFE_X - cell.get_left()[0], 0, 0))

    def item(
        self, quantity: str, name: Sequence[Term] | None = None, *, is_result: bool = False
    ) -> Item:
        """A column of a quantity that is a role, or of one with another ``name``."""
        role = self.picture.roles.get(quantity)
        written = name or [self.picture.term(quantity, self.notation, self.step)]
        is_timeless = quantity.startswith("b_")
        return Item(quantity, written, role, is_timeless, is_result)

    def row(self, items: Sequence[Item], signs: Sequence[str], kept: float = 0.0) -> ColumnRow:
        """A line of numbers beside the small cell, ``kept`` free at its right."""
        area = Area(ROOM.left, ROOM.right - kept, ROOM.bottom, ROOM.top)
        return ColumnRow(self.source, self.step, self.theme, items, signs, self.colors, area)

    def equation(self, *lines: int) -> EquationSystem:
        """One of the equations, of the step that is computed, over its numbers; it may take two
        lines.
        """
        written = self.picture.lines(self.picture, self.notation, self.step)
        area = Area(ROOM.left, Frame.SAFE_X, _ABOVE - 0.42, _ABOVE + 0.42)
        size = _LARGE if len(lines) == 1 else _LOWER
        chosen = [written[line] for line in lines]
        found = EquationSystem(chosen, self.picture.roles, self.theme, area, size)
        return found.move_to(((ROOM.left + ROOM.right) / 2, _ABOVE, 0))

    def opened(self, gate: str, row: ColumnRow) -> Opened:
        """The valve of a gate, beside its column, which makes room for it."""
        found = Opened(
            self.source, self.step, self.theme, self.picture.roles[gate], row.columns[-1]
        )
        wide = found.get_right()[0] - ROOM.right
        if wide > 0:
            VGroup(row, found).shift((-wide, 0, 0))
        if row.get_left()[0] < ROOM.left:
            raise LayoutError(
                f"{gate}: columns of numbers and a valve do not fit {ROOM.width:.1f} units; "
                "use weights whose numbers are shorter"
            )
        return found

    def gate_row(self, gate: str) -> ColumnRow:
        """How a gate comes about: word, memory and bias, added up, and what a sigmoid makes."""
        picture, notation, step = self.picture, self.notation, self.step
        bias: list[Term] = []
        for number, written in enumerate(picture.biases(gate, notation)):
            bias += [(gate, "+")] if number else []
            bias.append((gate, written))
        items = [
            self.item(f"Wx_{gate}", picture.product(gate, "x", notation, step)),
            self.item(f"Wh_{gate}", picture.product(gate, "h_prev", notation, step)),
            self.item(f"b_{gate}", bias),
            self.item(f"z_{gate}", [(gate, self.picture.sum_of(gate, notation, step))]),
            self.item(gate, is_result=True),
        ]
        return self.row(items, ["+", "+", "=", "arrow.r^sigma"], _VALVE)

    @property
    def everything(self) -> VGroup:
        """Cell and equations."""
        return VGroup(self.cell, self.system)
