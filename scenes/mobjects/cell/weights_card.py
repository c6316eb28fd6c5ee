"""The weights of a cell on one card: every number where they fit, their colours where not."""

import numpy as np
from manim import VGroup

from rnn_math.cells import Kind
from rnn_math.cells.kind import INPUT
from scenes.binding import Source
from scenes.lighting import Part
from scenes.mobjects.numbers.cells import Cells, CellStyle
from scenes.mobjects.numbers.color_field import ColorField
from scenes.mobjects.text.text import Math, Words
from scenes.params import Notation
from scenes.roles import NOTATIONS, ROLES, symbol
from scenes.theme import Frame, Size, Theme

_GAP = 0.8
_SEAM = 0.06  # between the matrices of two gates


def blocks_of(kind: Kind) -> dict[str, list[str]]:
    """The weights of ``kind`` by their roles: those that meet the input, the state, and biases."""
    found: dict[str, list[str]] = {"W_x": [], "W_h": [], "b": list(kind.biases)}
    for name, product in kind.products.items():
        found["W_x" if product.inputs[1] == INPUT else "W_h"].append(name)
    return found


class WeightsCard(VGroup):
    """W_x, W_h and b side by side, each a part of its role, no higher than ``height``.

    Those of a cell with gates are the matrices of all gates, one under the other.
    """

    def __init__(self, source: Source, theme: Theme, notation: Notation, height: float) -> None:
        self.source, self.theme, self.notation = source, theme, notation
        self.blocks = blocks_of(source.trace.cell.kind)
        cell = source.trace.cell
        style = CellStyle(max_height=height)
        one_each = all(len(names) == 1 for names in self.blocks.values())
        numbered = one_each and style.holds_numbers(cell.hidden_size, cell.input_size)
        parts = self._parts(style, height, numbered)
        if VGroup(*parts).arrange(buff=_GAP).width > 2 * Frame.SAFE_X:
            parts = self._parts(style, height, numbered=False)
        super().__init__(*parts)
        self.arrange(buff=_GAP)

    def _parts(self, style: CellStyle, height: float, numbered: bool) -> list[Part]:
        return [self._matrix(role, style, height, numbered) for role in ("W_x", "W_h", "b")]

    def _matrix(self, role: str, style: CellStyle, height: float, numbered: bool) -> Part:
        theme, color = self.theme, ROLES[role].ink(self.theme)
        turned = NOTATIONS[self.notation].row_vectors or NOTATIONS[self.notation].transposed
        written = symbol(role, self.notation) + ("^top" if turned and role != "b" else "")
        if role == "b" and (second := NOTATIONS[self.notation].b_h):
            written += f" + {second}"  # a trace holds the two biases as one
        name = Math([written, "="], color, Size.LABEL)
        if numbered:
            grid = Cells(self.source, role, 0, theme, style)
            return Part(role, "component", theme, *VGroup(name, grid).arrange(buff=0.15))
        arrays = [self.source.trace.array(each, 0) for each in self.blocks[role]]
        matrices = [array if array.ndim == 2 else array[:, None] for array in arrays]
        matrix = np.concatenate(matrices)
        side = min(height - 0.3, 1.5)
        width = max(side * min(matrix.shape[1] / matrix.shape[0], 1.0), 0.16)
        limit = float(np.quantile(np.abs(matrix), 0.99))
        part = (side - _SEAM * (len(matrices) - 1)) / len(matrices)
        fields = [ColorField(each, theme, width, part, limit) for each in matrices]
        field = VGroup(*fields).arrange(direction=np.array([0.0, -1.0, 0.0]), buff=_SEAM)
        size = Words(" × ".join(map(str, matrix.shape)), theme.text, Size.NOTE)
        column = VGroup(field, size).arrange(direction=np.array([0.0, -1.0, 0.0]), buff=0.12)
        return Part(role, "component", theme, *VGroup(name, column).arrange(buff=0.15))
