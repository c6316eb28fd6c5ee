"""A gated cell, drawn from its description, whichever kind it is."""

import numpy as np
from manim import Animation, ShowPassingFlash, VGroup, VMobject, linear

from scenes.binding import Source
from scenes.cells.picture import CellPicture, Corner, Piece
from scenes.lighting import Part
from scenes.mobjects.cell.cell_shapes import Adder, Chip
from scenes.mobjects.cell.squash import MatrixBox, Squash
from scenes.mobjects.cell.valve import Turn, Valve
from scenes.mobjects.shapes.rounded import RoundedBox
from scenes.mobjects.shapes.wires import Wire, resampled
from scenes.params import Notation
from scenes.theme import Theme

_THIN = 0.6  # width of the lines of a small cell over that of a large one
_ROAD = 7.0  # width of the line of a road
_WIRE = 2.5
_LEFT, _RIGHT, _LOW, _HIGH = -5.45, 0.25, -2.42, 2.07  # of the wall
_SIDES = {"left": (-1, 0, 0), "right": (1, 0, 0), "top": (0, 1, 0), "bottom": (0, -1, 0)}


class GatedCell(VGroup):
    """One step of a gated cell as a picture; each role is a :class:`Part`, ``cell["forget"]``.

    ``valves`` are its gates where they act, ``chips`` what comes in and goes out, by their names.
    """

    def __init__(
        self, picture: CellPicture, theme: Theme, notation: Notation, step: int | str = "t"
    ) -> None:
        self.picture, self.theme = picture, theme
        self.shapes: dict[str, VGroup] = {
            piece.name: self._shape(piece, notation, step).move_to((*piece.at, 0))
            for piece in picture.pieces
        }
        self.valves = [shape for shape in self.shapes.values() if isinstance(shape, Valve)]
        self.wires: dict[str, list[Wire]] = {role: [] for role in picture.roles}
        for lead in picture.leads:
            route = np.array([self._corner(corner) for corner in lead.corners])
            ink = picture.roles[lead.role].ink(theme)
            width = _ROAD if lead.is_road else _WIRE
            self.wires[lead.role].append(Wire(route, ink, width, lead.tip, radius=0.16))
        self.parts = {
            role: Part(
                role,
                "component",
                theme,
                *(line for wire in self.wires[role] for line in wire),
                *(self.shapes[piece.name] for piece in picture.pieces if piece.role == role),
            )
            for role in picture.roles
        }
        self.wall = RoundedBox(
            corner_radius=0.25,
            width=_RIGHT - _LEFT,
            height=_HIGH - _LOW,
            stroke_color=theme.faint,
            stroke_width=1.5,
            fill_color=theme.panel,
            fill_opacity=0.35,
        ).move_to(((_LEFT + _RIGHT) / 2, (_LOW + _HIGH) / 2, 0))
        super().__init__(self.wall, *self.parts.values())

    def __getitem__(self, role: str) -> Part:
        return self.parts[role]

    def _shape(self, piece: Piece, notation: Notation, step: int | str) -> VGroup:
        role = self.picture.roles[piece.role]
        ink = role.ink(self.theme)
        if piece.form == "chip":
            symbol = self.picture.symbol(piece.role, notation, step)
            return Chip(symbol, self.theme, ink)
        if piece.form == "plus":
            return Adder(self.theme)
        if piece.form == "matrix":
            return MatrixBox(self.theme, ink)
        if piece.form in ("valve", "upright-valve"):
            upright = piece.form == "upright-valve"
            return Valve(self.theme, ink, piece.gate, upright, piece.leaves)
        return Squash(piece.form, self.theme, ink)

    def _corner(self, corner: Corner) -> np.ndarray:
        first, second = corner
        if isinstance(first, str):
            return np.asarray(self.shapes[first].get_critical_point(_SIDES[str(second)]))
        return np.array([first, second, 0.0], dtype=float)

    def show(self, source: Source, step: int) -> "GatedCell":
        """Open all valves as far as they are at ``step``."""
        for valve in self.valves:
            valve.show(valve.value(source, step))
        return self

    def turn(self, source: Source, step: int, run_time: float = 0.8) -> Turn:
        """Turn all valves to where they are at ``step``."""
        return Turn(self.valves, source, step, run_time)

    @property
    def names(self) -> VGroup:
        """All symbols."""
        return VGroup(*(s.label for s in self.shapes.values() if hasattr(s, "label")))

    def make_small(self, width: float) -> "GatedCell":
        """Draw the cell ``width`` wide, with lines that are thinner, though not as much."""
        self.scale(width / self.width)
        for member in self.family_members_with_points():
            member.set_stroke(width=_THIN * member.get_stroke_width(), family=False)
        return self

    def settle(self) -> None:
        """Take the look of now as that at rest; for a drawing that was made small."""
        for part in self.parts.values():
            part.settle()

    def pulses(self, role: str, run_time: float = 0.7) -> list[Animation]:
        """The signal that runs along all wires of ``role``."""
        flashes = []
        for wire in self.wires[role]:
            glow = VMobject(
                stroke_color=wire.line.get_stroke_color(), stroke_width=9, fill_opacity=0.0
            )
            glow.set_points_as_corners(resampled(wire.line.get_anchors()))
            flashes.append(
                ShowPassingFlash(glow, time_width=0.5, run_time=run_time, rate_func=linear)
            )
        return flashes
