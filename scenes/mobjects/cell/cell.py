"""The recurrent cell with every role as a component."""

import numpy as np
from manim import Animation, RoundedRectangle, ShowPassingFlash, VGroup, VMobject, linear

from scenes.lighting import Part
from scenes.mobjects.cell.cell_shapes import Adder, Bend, Chip, Matrix
from scenes.mobjects.shapes.rounded import RoundedBox
from scenes.mobjects.shapes.wires import Wire, resampled
from scenes.params import Notation
from scenes.roles import NOTATIONS, ROLES, symbol
from scenes.terms import weights
from scenes.theme import Theme

_WIRE = 0.68  # length of a wire between neighbours on the main line
_EXIT = 1.75  # length of the wire that leaves the cell
_BELOW, _LOWEST, _ABOVE = -1.12, -2.12, 1.08  # heights of W_x, x and b, of W_o and o
_THIN = 0.6  # width of the lines of a small cell over that of a large one
_BESIDE = 0.12  # how much closer to tanh W_o may come than h


class CellDiagram(VGroup):
    """One step of the network as a picture; each role is a :class:`Part`, ``diagram["W_x"]``.

    The state comes in from the left and leaves to the right, the input comes from below and the
    bias from above; the readout, if there is one, branches off upwards (``core`` is the drawing
    without it). ``step`` is a number or ``"t"``. ``names`` are the symbols, which are too small
    to be read when the drawing is made small: hide them first.
    """

    def __init__(
        self, theme: Theme, notation: Notation, step: int | str = "t", readout: bool = True
    ) -> None:
        self.theme, self.notation = theme, notation
        self.shapes = self._shapes(theme, notation, step, readout)
        self._place()
        self.wires = self._wires(readout)
        self.parts = {
            role: Part(role, "component", theme, *self.wires.get(role, ()), shape)
            for role, shape in self._by_role().items()
        }
        self.wall = self._wall()
        self.readout = VGroup(*(self.parts[role] for role in ("W_o", "o") if readout))
        self.core = VGroup(
            self.wall, *(part for role, part in self.parts.items() if role not in ("W_o", "o"))
        )
        super().__init__(self.core, self.readout)

    def __getitem__(self, role: str) -> Part:
        return self.parts[role]

    @property
    def exit(self) -> np.ndarray:
        """Where the state leaves for the next step."""
        return np.asarray(self.wires["h"][0].tip.get_right())

    @property
    def names(self) -> VGroup:
        """All symbols."""
        return VGroup(*(s.label for s in self.shapes.values() if hasattr(s, "label")))

    def write_step(self, step: int) -> None:
        """Write the number of a step for the ``t`` in every symbol; new symbols are hidden."""
        for role in ("h_prev", "z", "h", "x", "o"):
            if role in self.shapes:
                self.shapes[role].write(symbol(role, self.notation, step))

    def make_small(self, width: float) -> "CellDiagram":
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
        """The signal that leaves the component of ``role``, on all of its wires."""
        flashes = []
        for wire in self.wires.get(role, ()):
            color = wire.line.get_stroke_color()
            glow = VMobject(stroke_color=color, stroke_width=9, fill_opacity=0.0)
            glow.set_points_as_corners(resampled(wire.line.get_anchors()))
            flashes.append(
                ShowPassingFlash(glow, time_width=0.5, run_time=run_time, rate_func=linear)
            )
        return flashes

    @staticmethod
    def _shapes(
        theme: Theme, notation: Notation, step: int | str, readout: bool
    ) -> dict[str, VGroup]:
        symbols = NOTATIONS[notation]
        bias = symbols.b if symbols.b_h is None else f"{symbols.b} + {symbols.b_h}"

        def chip(role: str) -> Chip:
            return Chip(symbol(role, notation, step), theme, ROLES[role].ink(theme))

        shapes: dict[str, VGroup] = {
            "h_prev": chip("h_prev"),
            "W_h": Matrix("W_h", weights("W_h", notation)[1], theme),
            "plus": Adder(theme),
            "z": chip("z"),
            "tanh": Bend(theme),
            "h": chip("h"),
            "W_x": Matrix("W_x", weights("W_x", notation)[1], theme),
            "x": chip("x"),
            "b": Chip(bias, theme, ROLES["b"].ink(theme)),
        }
        if readout:
            shapes["W_o"] = Matrix("W_o", weights("W_o", notation)[1], theme)
            shapes["o"] = chip("o")
        return shapes

    def _place(self) -> None:
        right = 0.0
        for role in ("h_prev", "W_h", "plus", "z", "tanh", "h"):
            shape = self.shapes[role]
            left = right
            if role == "h" and "W_o" in self.shapes:  # which stands over h, beside the wall
                left += max(0.0, (self.shapes["W_o"].width - shape.width) / 2 - _BESIDE)
            shape.move_to((left + shape.width / 2, 0, 0))
            right = shape.get_right()[0] + _WIRE
        x = self.shapes["plus"].get_x()
        for role, y in (("W_x", _BELOW), ("x", _LOWEST), ("b", _ABOVE)):
            self.shapes[role].move_to((x, y, 0))
        if "o" in self.shapes:
            W_o, o = self.shapes["W_o"], self.shapes["o"]
            W_o.move_to((self.shapes["h"].get_x(), _ABOVE, 0))
            o.move_to((W_o.get_right()[0] + _WIRE + o.width / 2, _ABOVE, 0))

    def _wires(self, readout: bool) -> dict[str, list[Wire]]:
        """The wires that leave each role's shape; the readout brings the one that leads to it."""

        def across(start: str, end: str, role: str) -> Wire:
            a, b = self.shapes[start].get_right(), self.shapes[end].get_left()
            return Wire([a, b], ROLES[role].ink(self.theme))

        def upright(start: str, end: str, role: str) -> Wire:
            a, b = self.shapes[start], self.shapes[end]
            points = (a.get_top(), b.get_bottom())
            if a.get_y() > b.get_y():
                points = (a.get_bottom(), b.get_top())
            return Wire(points, ROLES[role].ink(self.theme))

        out = self.shapes["h"].get_right()
        end = out + (_EXIT, 0, 0)
        if readout:
            end[0] = max(end[0], self.shapes["o"].get_right()[0] + 0.1)
        wires = {
            "x": [upright("x", "W_x", "x")],
            "W_x": [upright("W_x", "plus", "W_x")],
            "h_prev": [across("h_prev", "W_h", "h_prev")],
            "W_h": [across("W_h", "plus", "W_h")],
            "b": [upright("b", "plus", "b")],
            "z": [across("plus", "z", "z"), across("z", "tanh", "z")],
            "tanh": [across("tanh", "h", "tanh")],
            "h": [Wire([out, end], ROLES["h"].ink(self.theme))],
        }
        if readout:
            wires["W_o"] = [upright("h", "W_o", "h"), across("W_o", "o", "W_o")]
        return wires

    def _by_role(self) -> dict[str, VGroup]:
        shapes = dict(self.shapes)
        shapes["z"] = VGroup(shapes.pop("plus"), shapes["z"])
        return shapes

    def _wall(self) -> RoundedRectangle:
        """What is inside the cell: the words and the states come and go through it."""
        inside = VGroup(*(self.shapes[role] for role in ("W_h", "W_x", "b", "tanh")))
        wall = RoundedBox(
            corner_radius=0.3,
            width=inside.width + 0.5,
            height=inside.height + 0.3,
            stroke_color=self.theme.faint,
            stroke_width=1.5,
            fill_color=self.theme.panel,
            fill_opacity=0.35,
        )
        return wall.move_to(inside)
