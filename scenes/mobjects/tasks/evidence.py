"""Two outputs of one word side by side: are they the same?"""

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from rnn_math.errors import LayoutError
from rnn_math.trace import Address
from scenes.binding import Source
from scenes.mobjects.numbers.cells import Cells, CellStyle
from scenes.mobjects.text.text import Math, Numeral, Words
from scenes.theme import Size, Theme

_HEIGHT = 1.82
_APART = 2.2  # from column to column
_ROOM = _APART - 0.2  # of an answer, beside its neighbour
_UNDER = 0.16  # from a column to its answer


class Evidence(VGroup):
    """What came out at two steps, with an equals sign between them, or its negation.

    The sign is computed from the numbers: equal means equal to the last bit. ``title``, the two
    ``columns``, ``sign`` and ``answers`` are brought on screen one by one, when they are known.
    Raises :class:`LayoutError` for an answer whose name is too long.
    """

    def __init__(
        self,
        source: Source,
        steps: tuple[int, int],
        title: str,
        theme: Theme,
        place: NDArray[np.float64],
    ) -> None:
        self.source, self.steps, self.theme = source, steps, theme
        trace = source.trace
        style = CellStyle(max_height=_HEIGHT)
        self.columns = [Cells(source, "h", step, theme, style) for step in steps]
        for column, side in zip(self.columns, (-1, 1), strict=True):
            column.move_to(place + (side * _APART / 2, 0, 0))
        self.title = Words(title, theme.text, Size.LABEL)
        self.title.move_to(place - (0.9 * _APART + self.title.width / 2, 0, 0))
        first, second = (trace.array("h", step) for step in steps)
        self.equal = bool(np.array_equal(first, second))
        self.sign = Math("=" if self.equal else "eq.not", theme.text, 0.6).move_to(place)
        self.answers = self._answers() if trace.readout is not None else VGroup()
        super().__init__(self.title, *self.columns, self.sign, self.answers)

    def _answers(self) -> VGroup:
        """What is read off under each column: the most probable label and its probability."""
        down = np.array([0.0, -1.0, 0.0])
        answers = VGroup()
        for column, step in zip(self.columns, self.steps, strict=True):
            best = int(self.source.trace.array("o", step).argmax())
            answer = self._answer(self.source.trace.labels[best], Address("o", step, (best,)))
            answers.add(answer.next_to(column, down, buff=_UNDER))
        return answers

    def _answer(self, name: str, address: Address) -> VGroup:
        """Name and number on one line, or small on two; refused if not even that has room."""
        label = Words(name, self.theme.output, Size.LABEL)
        share = self._share(address, Size.NOTE)
        answer = VGroup(label, share).arrange(buff=0.14)
        share.stand(share.get_x(), label.baseline)
        if answer.width <= _ROOM:
            return answer
        label.scale(min(1.0, _ROOM / label.width))
        if label.size < Size.SMALLEST:
            raise LayoutError(
                f"labels: {name!r} is too long to stand under a column; use names of at most "
                f"{int(len(name) * label.size / Size.SMALLEST)} letters"
            )
        label.scale(Size.SMALLEST / label.size)
        share = self._share(address, Size.SMALLEST)
        share.stand(label.get_x(), label.baseline - 1.3 * Size.SMALLEST)
        return VGroup(label, share)

    def _share(self, address: Address, size: float) -> Numeral:
        ink = self.theme.output
        return Numeral(self.source, address, ink, size, decimals=1, percent=True)
