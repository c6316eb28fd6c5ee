"""The state that crosses from an encoder to a decoder: colours on their way, and their numbers."""

from typing import Any

from manim import Rectangle, VGroup

from rnn_math.trace import Address
from scenes.binding import Source
from scenes.glide import Glide
from scenes.mobjects.network.wired_network import WiredNetwork
from scenes.mobjects.numbers.cells import CellLook, SignedCell
from scenes.mobjects.shapes.area import Area
from scenes.mobjects.text.text import Words
from scenes.theme import Frame, Size, Theme

_LARGEST = 0.28  # em of its numbers
_CELL = 3.7, 1.72  # width and height around a number, in em
_BESIDE = 0.55  # from the block to where it is opened
_ABOVE = 0.55  # and from the words, if it has to be opened over them
_MARGIN = 0.06  # from its cells to its frame
_GAP = 0.16 + _MARGIN  # to the label
_EDGE = 0.04  # by which the frame is larger than the colours


class ContextCard(VGroup):
    """The state of ``step``, as its block shows it, in a frame in the colour of the state.

    It runs down the wire into the next block (:meth:`cross`). There it can be opened
    (:meth:`open`) beside the block, so large that ``cells`` with its numbers can take the place
    of its colours, or over it, where the room is too small for numbers and there are none.
    ``label`` stands over the open card, ``held`` is what the block holds meanwhile. ``source`` is
    the decoder's trace, whose h_0 it is.
    """

    def __init__(
        self, network: WiredNetwork, step: int, source: Source, label: str, theme: Theme
    ) -> None:
        self.network, self.goal, self.theme = network, network.blocks[step + 1], theme
        self.field = network.states[step].copy()
        self.frame = Rectangle(
            width=self.field.width + _EDGE,
            height=self.field.height + _EDGE,
            stroke_color=theme.state,
            stroke_width=3,
        ).move_to(self.field)
        super().__init__(self.field, self.frame)
        self.held = VGroup(self.field.copy(), self.frame.copy()).move_to(self.goal)
        self.small = self.width, self.height
        self.label = Words(label, theme.text, Size.NOTE)
        count = source.trace.cell.hidden_size
        self.columns = -(-count // 8)
        self.rows = -(-count // self.columns)
        size, self.area = self._opened()
        self.cells = VGroup()
        if size >= Size.SMALLEST:
            side = self.area.width / self.columns, self.area.height / self.rows
            look = CellLook(source, theme, 1.0, 2, *side, size, numbered=True)
            self.cells.add(*(self._cell(look, address) for address in source.addresses("h", 0)))
        half = self.label.width / 2
        x = min(max(self.area.center[0], half - Frame.SAFE_X), Frame.SAFE_X - half)
        self.label.move_to((x, self.area.top + _GAP + self.label.height / 2, 0))

    def cross(self, run_time: float) -> Glide:
        """Down the wire, into the next block."""
        return Glide(self, lambda it: it.move_to(self.goal), run_time=run_time)

    def open(self, run_time: float) -> Glide:
        """Out of the block, as large as it can be."""
        size = self.area.width + 2 * _MARGIN, self.area.height + 2 * _MARGIN
        return self._to(self.area.center, size, run_time)

    def close(self, run_time: float) -> Glide:
        """Back into the block."""
        return self._to(self.goal.get_center(), self.small, run_time)

    def _to(self, center: Any, size: tuple[float, float], run_time: float) -> Glide:
        def change(card: VGroup) -> None:
            card.stretch_to_fit_width(size[0]).stretch_to_fit_height(size[1]).move_to(center)

        return Glide(self, change, run_time=run_time)

    def _opened(self) -> tuple[float, Area]:
        """The size of the numbers and the room that they take, beside the block or over it."""
        left, right = self.goal.get_right()[0] + _BESIDE, Frame.SAFE_X
        label = _GAP + self.label.height
        high = Frame.CONTENT_TOP - Frame.CONTENT_BOTTOM - label
        width, height = _CELL[0] * self.columns, _CELL[1] * self.rows
        size = min(_LARGEST, (right - left) / width, high / height)
        if size >= Size.SMALLEST:
            x, y = (left + right) / 2, self.goal.get_y()
            half = size * width / 2, size * height / 2
            y = min(max(y, Frame.CONTENT_BOTTOM + half[1]), Frame.CONTENT_TOP - label - half[1])
            return size, Area(x - half[0], x + half[0], y - half[1], y + half[1])
        bottom = self.network.top + _ABOVE
        top = Frame.CONTENT_TOP - label
        zoom = min((top - bottom) / self.small[1], 2.0)
        half_width = zoom * self.small[0] / 2
        x = min(self.goal.get_x(), Frame.SAFE_X - half_width)
        return 0.0, Area(x - half_width, x + half_width, bottom, bottom + zoom * self.small[1])

    def _cell(self, look: CellLook, address: Address) -> SignedCell:
        row, column = divmod(address.index[0], self.columns)
        x = self.area.left + (column + 0.5) * look.width
        y = self.area.top - (row + 0.5) * look.height
        return SignedCell(look, address).move_to((x, y, 0))
