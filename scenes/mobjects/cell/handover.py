"""The cell and what leaves it: the new state, on its way to the next step, and an answer."""

from manim import VGroup

from rnn_math.errors import LayoutError
from rnn_math.trace import Address
from scenes.binding import Source
from scenes.digits import decimals_of_step
from scenes.languages import quoted
from scenes.lighting import Part
from scenes.mobjects.cell.cell import CellDiagram
from scenes.mobjects.numbers.column import Column
from scenes.mobjects.shapes.arrive import hide
from scenes.mobjects.text.text import Numeral, Words
from scenes.theme import Frame, Size, Theme

_ROOM = 3.3  # height of the column
_GAP = 0.22
_APART = 0.4  # the answer from the column, whose pointer is no minus sign
_LONGEST_WORD = 5.0
_LONGEST = 4.6  # of the answer


class Handover(VGroup):
    """Places ``diagram`` in the middle of the frame with the state of ``step`` at its exit.

    ``note`` stands under the state and the word beside x; where the trace has outputs, the
    likeliest one stands at o with its probability. All three are hidden until they arrive. Raises
    :class:`LayoutError` for an answer whose name is too long.
    """

    def __init__(
        self, source: Source, step: int, theme: Theme, diagram: CellDiagram, note: str, y: float
    ) -> None:
        count = source.trace.cell.hidden_size
        size, leading = (0.28, 1.6) if count <= 7 else (0.23, 1.62)
        self.column = Column(
            source,
            "h",
            step,
            theme,
            None,
            size,
            size * leading,
            _ROOM - 2 * size,
            decimals=decimals_of_step(source.trace, step),
        )
        width = diagram.width + _GAP + self.column.width
        diagram.scale(min(1.0, 2 * Frame.SAFE_X / width)).move_to((0, y, 0))
        diagram.shift((-(_GAP + self.column.width) / 2, 0, 0))
        self.column.next_to(diagram.exit, (1, 0, 0), buff=_GAP)
        self.note = Words(note, theme.muted, Size.NOTE)
        below = self.column.get_bottom()[1] - 0.26
        right = min(self.column.get_x(), Frame.SAFE_X - self.note.width / 2)
        self.note.move_to((right, below, 0))
        self.word = Words(source.trace.tokens[step - 1], theme.input, 0.4)
        self.word.scale(min(1.0, _LONGEST_WORD / self.word.width))
        self.word.next_to(diagram.shapes["x"], (1, 0, 0), buff=0.25)
        self.answer = VGroup()
        super().__init__(self.column, self.note, self.word)
        if source.trace.readout is not None:
            self.answer = self._answer(source, step, theme, diagram)
            if self.answer.get_bottom()[1] < self.column.get_top()[1]:
                room = self.column.get_left()[0] - _APART - self.answer.get_right()[0]
                self.answer.shift((min(0.0, room), 0, 0))
            self.add(self.answer)
        for late in (self.note, self.word, self.answer):
            hide(late)

    @staticmethod
    def _answer(source: Source, step: int, theme: Theme, diagram: CellDiagram) -> Part:
        """The likeliest output and its probability, over o."""
        best = int(source.trace.o[step - 1].argmax())
        ink = theme.output
        name = Words(quoted(source.trace.labels[best]), ink, Size.LABEL)
        chance = Numeral(source, Address("o", step, (best,)), ink, 0.28, signed=False)
        chance.next_to(name, (1, 0, 0), buff=0.2)
        answer = VGroup(name, chance)
        if answer.width > _LONGEST:
            raise LayoutError(
                f"labels: {source.trace.labels[best]!r} is too long to be drawn as an answer; "
                "use names of at most 20 letters"
            )
        chip = diagram.shapes["o"]
        answer.next_to(chip, (0, 1, 0), buff=0.16)
        answer.shift((min(0.0, Frame.SAFE_X - answer.get_right()[0]), 0, 0))
        return Part("o", "component", theme, name, chance)
