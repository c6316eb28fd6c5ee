"""One word, met twice: what goes in, who reads it, and what is answered each time."""

from collections.abc import Mapping, Sequence

from manim import RoundedRectangle, VGroup, VMobject

from scenes.binding import Source
from scenes.lighting import Part
from scenes.mobjects.numbers.cells import Cells, CellStyle
from scenes.mobjects.shapes.wires import Wire
from scenes.mobjects.tasks.tags import Tag, TagRow
from scenes.mobjects.text.sentence import Sentence, unknown_key
from scenes.mobjects.text.text import BOLD, Math, Words
from scenes.theme import Frame, Theme

_SPACING = 2.75  # from word to word, at most
_LARGE = 0.44  # em of the words, if they have room
_NUMBER, _CELL = 0.28, 0.46  # em of a number and height of its cell, while there are few
_FEW = 4
_TOKEN_TOP = -2.1
_TALLEST = 1.2  # of all words
_RAISED = 1.7  # of the words, while nothing but their numbers is above
_ABOVE, _ON_WORD = 0.14, 0.3  # from a word to its wire, and to its numbers
_BOX = 1.15, 0.8
_BOX_Y = -0.95
_COLUMNS_Y = -0.42  # the lower edge of the states
_TALL = 1.95  # of a column, at most
_TAG_Y = 2.4
_ARM, _BRIDGE = 0.34, 0.3  # half of what is left free for the sign; from a column to the bridge
_SIDE = 3.5  # from the box to the word and to its answers, in the riddle
_RIDDLE_Y, _BETWEEN = 1.35, 0.75
_ZOOM, _TAG_ZOOM = 1.6, 1.2  # of the box and of the tags there
_PROMISE_Y, _LEADING = -0.75, 0.72


class Riddle(VGroup):
    """The sentence with the word of the steps ``twice``, and what becomes of it.

    ``looked_up`` are the numbers of that word, both times, with the ``bridge`` that says that they
    are equal; ``states`` and ``tags`` are found by step, from 1. Only the words are a submobject;
    everything else comes when it is told. Raises :class:`LayoutError` for what has no room.
    """

    def __init__(
        self, source: Source, twice: tuple[int, int], theme: Theme, said: Mapping[str, str]
    ) -> None:
        self.source, self.twice, self.theme = source, twice, theme
        trace = source.trace
        spacing = min(_SPACING, 2 * (Frame.SAFE_X - 0.6) / max(len(trace), 2))
        self.xs = [(t - (len(trace) - 1) / 2) * spacing for t in range(len(trace))]
        self.sentence = Sentence.within(_TALLEST, trace, self.xs, theme, _LARGE)
        self._top = max(_TOKEN_TOP, Frame.CONTENT_BOTTOM + self.sentence.height)
        self.sentence.shift((0, self._top + _RAISED - self.sentence.get_top()[1], 0))
        self.words = [Part("x", "component", theme, *token) for token in self.sentence]
        self.key = unknown_key(trace, said["unknown"], theme)
        self.looked_up = [
            self._standing("x", step, self._top + _RAISED + _ON_WORD) for step in twice
        ]
        self.bridge = self._bridge()
        self.states = {t: self._standing("h", t, _COLUMNS_Y) for t in range(1, len(trace) + 1)}
        self.tags: dict[int, Tag] = {
            answer.step: tag
            for answer, tag in zip(
                trace.answers, TagRow(source, self.xs, theme, _TAG_Y).tags, strict=True
            )
        }
        self.box = self._box().move_to((self.xs[0], _BOX_Y, 0))
        self.asking = Words("?", theme.text, 0.7, BOLD)
        super().__init__(*self.words)

    def _standing(self, quantity: str, step: int, bottom: float) -> Cells:
        few = len(self.source.trace.array(quantity, step)) <= _FEW
        style = CellStyle(_NUMBER, _CELL, _TALL) if few else CellStyle(max_height=_TALL)
        cells = Cells(self.source, quantity, step, self.theme, style)
        return cells.move_to((self.xs[step - 1], bottom + cells.height / 2, 0))

    def _bridge(self) -> VGroup:
        """A line from one column to the other, with an equals sign in its middle."""
        (left, top), (right, _) = ((c.get_x(), c.get_top()[1] + 0.1) for c in self.looked_up)
        middle, y, ink = (left + right) / 2, top + _BRIDGE, self.theme.muted
        arms = [
            Wire([(x, top), (x, y), (middle + side * _ARM, y)], ink, tip=False, radius=0.12)
            for x, side in ((left, -1), (right, 1))
        ]
        return VGroup(*arms, Math("=", self.theme.text, 0.6).move_to((middle, y, 0)))

    def _box(self) -> RoundedRectangle:
        return RoundedRectangle(
            corner_radius=0.16,
            width=_BOX[0],
            height=_BOX[1],
            stroke_color=self.theme.muted,
            stroke_width=2.5,
            fill_color=self.theme.panel,
            fill_opacity=1.0,
        )

    def input_wire(self, step: int) -> Wire:
        """From the word of ``step`` into the box above it."""
        x = self.xs[step - 1]
        return Wire([(x, self._top + _ABOVE), (x, _BOX_Y - _BOX[1] / 2)], self.theme.input)

    def lowered(self) -> float:
        """How far the words go down to make room for who reads them."""
        return -_RAISED

    # The riddle: one word, a closed box, two answers

    def place_riddle(self) -> tuple[list[VMobject], VGroup]:
        """Where word, box and answers go in the end, and the wires that come between them.

        The first four stand for the two words, which become one, and for the two tags.
        """
        box = self._box().scale(_ZOOM).move_to((0, _RIDDLE_Y, 0))
        left, right = box.get_left()[0], box.get_right()[0]
        word = self.words[self.twice[0] - 1].copy().move_to((-_SIDE, _RIDDLE_Y, 0))
        tags = [self.tags[step].copy() for step in self.twice]
        for tag, side in zip(tags, (1, -1), strict=True):
            tag.number.next_to(tag.frame, (1, 0, 0), buff=0.18)
            tag.scale(_TAG_ZOOM)
            tag.move_to((_SIDE + tag.width / 2 - 0.7, _RIDDLE_Y + side * _BETWEEN, 0))
        ink = self.theme
        wires = [Wire([(word.get_right()[0] + 0.16, _RIDDLE_Y), (left, _RIDDLE_Y)], ink.input)]
        for tag, side in zip(tags, (1, -1), strict=True):
            end, y = tag.get_left()[0] - 0.14, _RIDDLE_Y + side * _BETWEEN
            start = _RIDDLE_Y + side * 0.3
            across = (right + end) / 2
            wires.append(Wire([(right, start), (across, start), (across, y), (end, y)], ink.output))
        self.asking.move_to((0, _RIDDLE_Y, 0))
        return [word, *tags, box], VGroup(*wires)

    def promises(self, texts: Sequence[str]) -> list[Words]:
        """Lines below the riddle, one under the other, in the middle of their room."""
        first = _PROMISE_Y - (3 - len(texts)) * _LEADING / 2
        lines = []
        for n, text in enumerate(texts):
            line = Words(text, self.theme.text, 0.36)
            line.scale(min(1.0, 2 * Frame.SAFE_X / line.width))
            lines.append(line.stand(0, first - n * _LEADING))
        return lines
