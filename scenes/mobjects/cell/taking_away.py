"""How an LSTM becomes a GRU: what goes, what moves together, what comes."""

from collections.abc import Sequence

import numpy as np
from manim import Animation, FadeIn, FadeOut, ReplacementTransform, VGroup

from scenes.mobjects.cell.cell_shapes import Chip
from scenes.mobjects.cell.gated_cell import GatedCell
from scenes.mobjects.shapes.wires import Wire

_BECOMES = {
    "x": "x",
    "c_prev": "h_prev",
    "c": "h",
    "forget": "update",
    "forget-valve": "update-valve",
    "input-valve": "rest-valve",
    "candidate": "candidate",
    "plus": "plus",
}
"""Pieces of an LSTM by what they are in a GRU; its input gate and h_prev go into others."""

_INTO = {"input": "update", "h_prev": "h_prev"}
_GOES = ("output", "h")  # roles
_COMES = ("reset", "memory")
_NEAR = 0.05  # from the end of a wire to what it points at


class TakingAway:
    """The passage from ``lstm`` to ``gru``, in groups of animations that follow one another.

    ``pieces`` are what the LSTM is taken apart into; they stand in for it from the beginning.
    """

    def __init__(self, lstm: GatedCell, gru: GatedCell) -> None:
        self.lstm, self.gru = lstm, gru
        self._going = _shapes(lstm, _GOES)
        self._coming = _shapes(gru, _COMES)
        self._ending = _wires(lstm, _GOES, self._going)
        self._starting = _wires(gru, _COMES, self._coming)
        wires = [wire for of_role in lstm.wires.values() for wire in of_role]
        self._parting = [wire for wire in wires if wire not in self._ending]
        self.pieces = [lstm.wall, *wires, *lstm.shapes.values()]

    def go(self) -> list[Animation]:
        """The output gate and all behind it."""
        return [FadeOut(each) for each in (*self._going, *self._ending)]

    def part(self) -> list[Animation]:
        """The wires that are left, and symbols that will be others."""
        labels = [self._chip(name).label for name in ("c_prev", "c", "h_prev", "x")]
        return [FadeOut(each) for each in (*self._parting, *labels)]

    def move(self) -> list[Animation]:
        """Two states become one, and two gates."""
        old, new = self.lstm.shapes, self.gru.shapes
        moves: list[Animation] = [ReplacementTransform(self.lstm.wall, self.gru.wall)]
        for name, becomes in _BECOMES.items():
            start, end = old[name], new[becomes]
            if isinstance(start, Chip):
                start, end = start.frame, end.frame
            moves.append(ReplacementTransform(start, end))
        for name, into in _INTO.items():
            start = old[name]
            shown = start.frame if isinstance(start, Chip) else start
            moves.append(FadeOut(shown, target_position=new[into].get_center()))
        return moves

    def join(self) -> list[Animation]:
        """The wires of the GRU and its symbols."""
        wires = [wire for of_role in self.gru.wires.values() for wire in of_role]
        known = [wire for wire in wires if wire not in self._starting]
        labels = [shape.label for shape in self.gru.shapes.values() if isinstance(shape, Chip)]
        return [FadeIn(each) for each in (*known, *labels)]

    def come(self) -> list[Animation]:
        """The reset gate, which an LSTM does not have."""
        return [FadeIn(each) for each in (*self._starting, *self._coming)]

    def _chip(self, name: str) -> Chip:
        chip = self.lstm.shapes[name]
        assert isinstance(chip, Chip)
        return chip


def _shapes(cell: GatedCell, roles: Sequence[str]) -> list[VGroup]:
    return [cell.shapes[piece.name] for piece in cell.picture.pieces if piece.role in roles]


def _wires(cell: GatedCell, roles: Sequence[str], shapes: Sequence[VGroup]) -> list[Wire]:
    """The wires of ``roles``, and all others that end at one of ``shapes``."""
    return [
        wire
        for role, wires in cell.wires.items()
        for wire in wires
        if role in roles or any(_meets(wire.route[-1], shape) for shape in shapes)
    ]


def _meets(point: np.ndarray, shape: VGroup) -> bool:
    reach = np.array([shape.width, shape.height]) / 2 + _NEAR
    return bool((np.abs(point - shape.get_center())[:2] <= reach).all())
