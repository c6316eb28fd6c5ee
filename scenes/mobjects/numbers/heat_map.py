"""All states of a sentence at once: units down, steps across, one column a state."""

from collections.abc import Iterator, Sequence

from manim import Line, Rectangle, VGroup, VMobject

from rnn_math.trace import Address
from scenes.binding import Source
from scenes.lighting import Part
from scenes.mobjects.numbers.cells import CellLook, SignedCell
from scenes.mobjects.text.text import Numeral, Words, shrunk
from scenes.theme import Frame, Size, Theme

_SHADES = 40
_BESIDE = 0.16  # from a unit's name to its row
_CLEAR = 0.4  # between the names of two rows of a strip map
_RING = 4.0  # width of the ring round a number that is lit
_TICK = 0.13  # of a cell's width: the mark on one in a strip, which has no number
_ROOMY = 1.6  # height of a scale from which on it has room for two more names


class HeatCell(Part):
    """One number of a heat map: a part of its own, so that rows and cells can be lit alone."""

    def __init__(self, look: CellLook, address: Address) -> None:
        self.address = address
        self.cell = SignedCell(look, address)
        cue = (_ring if look.numbered else _tick)(look, self.cell)
        super().__init__(address.quantity, "component", look.theme, self.cell, cue=[cue])

    @property
    def number(self) -> Numeral | None:
        """The number in it; None in a strip."""
        return self.cell.number


def _ring(look: CellLook, cell: SignedCell) -> VMobject:
    """It runs in the gap between cells, where it stands out from any colour."""
    ring = VMobject(stroke_color=look.theme.state, stroke_width=_RING, fill_opacity=0)
    ring.set_points(cell.square.points).stretch_to_fit_width(look.width)
    return ring.stretch_to_fit_height(look.height)


def _tick(look: CellLook, cell: SignedCell) -> VMobject:
    """At the left of a strip's cell, which has no gap around it and may be thin."""
    tick = Rectangle(width=_TICK * look.width, height=look.height, stroke_width=0)
    tick.set_fill(look.theme.text, opacity=1)  # no value has its colour
    return tick.align_to(cell.square, (-1, 0, 0))


class HeatColumn(VGroup):
    """One state: its numbers from the first unit down."""

    def __init__(self, cells: Sequence[HeatCell]) -> None:
        self.share = 1.0  # of their full width that its cells have
        super().__init__(*cells)

    def stand(self, x: float, share: float = 1.0) -> "HeatColumn":
        """Stand at ``x`` with cells of that ``share`` of their width; numbers keep their own."""
        for cell in self:
            for shape in (cell.cell.square, *cell.cue):
                shape.stretch(share / self.share, 0)
        self.share = share
        return self.set_x(x)


class HeatMap(VGroup):
    """The states of a trace, from step 0 before the first word to step T; or another ``quantity``.

    ``columns[t]`` is the state of step t; ``cell(unit, step)`` one number, the unit counted
    from 0. It grows column by column: show ``columns[t]`` one after another.
    """

    def __init__(
        self,
        source: Source,
        theme: Theme,
        xs: Sequence[float],
        width: float,
        height: float,
        size: float,
        numbered: bool,
        limit: float = 1.0,
        quantity: str = "h",
    ) -> None:
        self.units = source.trace.cell.hidden_size
        look = CellLook(source, theme, limit, 2, width, height, size, numbered)
        self.columns: list[HeatColumn] = []
        for step, x in enumerate(xs):
            cells = [HeatCell(look, address) for address in source.addresses(quantity, step)]
            for unit, cell in enumerate(cells):
                cell.move_to((x, ((self.units - 1) / 2 - unit) * height, 0))
            self.columns.append(HeatColumn(cells))
        super().__init__(*self.columns)

    def cell(self, unit: int, step: int) -> HeatCell:
        """The number of ``unit`` (from 0) at ``step``."""
        cell: HeatCell = self.columns[step][unit]
        return cell

    @property
    def cells(self) -> Iterator[HeatCell]:
        """Every number, step by step."""
        return (cell for column in self.columns for cell in column)

    @property
    def numbers(self) -> list[Numeral]:
        """Every number that is written out."""
        return [cell.number for cell in self.cells if cell.number is not None]


class UnitLabels(VGroup):
    """The names of a map's rows, left of it; of a strip map the first, the last and ``followed``.

    ``labels[unit]``, from 0, is underlined when it is lit.
    """

    def __init__(self, heat_map: HeatMap, name: str, theme: Theme, followed: int) -> None:
        last = heat_map.units - 1
        numbered = bool(heat_map.numbers)
        self.labels: dict[int, Part] = {}
        ends = [n for n in (0, last) if abs(n - followed) * heat_map.height > _CLEAR * (last + 1)]
        for unit in range(heat_map.units) if numbered else {followed, *ends}:
            words = Words(name.format(unit=unit + 1), theme.muted, Size.NOTE)
            square = heat_map.cell(unit, 0)
            room = square.get_left()[0] + Frame.SAFE_X - _BESIDE
            words.scale(shrunk(words.width, room))
            words.next_to(square, (-1, 0, 0), buff=_BESIDE - max(words.width - room, 0.0))
            if not numbered and unit in ends:  # rows are thinner than words are high
                words.align_to(heat_map, (0, 1 if unit == 0 else -1, 0))
            y = words.get_bottom()[1] - 0.05
            bar = Line((words.get_left()[0], y, 0), (words.get_right()[0], y, 0))
            bar.set_stroke(theme.state, width=4)
            self.labels[unit] = Part("unit", "component", theme, words, cue=[bar])
        super().__init__(*self.labels.values())


class ColorScale(VGroup):
    """The diverging scale from -1 to 1, as a bar as high as ``height``.

    On one that is ``lifted``, as strips are drawn, half of the colour stands for a quarter.
    """

    def __init__(self, theme: Theme, height: float, *, lifted: bool = False) -> None:
        step = height / _SHADES
        bars = [
            Rectangle(
                width=0.18,
                height=step * 1.2,  # they overlap: no seam between shades
                stroke_width=0,
                fill_opacity=1.0,
                fill_color=theme.signed(2 * (i + 0.5) / _SHADES - 1),
            ).move_to((0, (i + 0.5) * step - height / 2, 0))
            for i in range(_SHADES)
        ]
        ends = [("+1", height / 2), ("0", 0.0), ("\N{MINUS SIGN}1", -height / 2)]
        if lifted and height >= _ROOMY:
            ends += [("+\N{VULGAR FRACTION ONE QUARTER}", height / 4)]
            ends += [("\N{MINUS SIGN}\N{VULGAR FRACTION ONE QUARTER}", -height / 4)]
        labels = [Words(text, theme.muted, Size.NOTE) for text, _ in ends]
        for label, (_, y) in zip(labels, ends, strict=True):
            label.move_to((0.17 + label.width / 2, y, 0))
        super().__init__(VGroup(*bars), VGroup(*labels))
