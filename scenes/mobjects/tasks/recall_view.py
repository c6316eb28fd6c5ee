"""A kind of cell tried out: does it still know the first word, and how often do such cells?"""

from collections.abc import Iterator, Mapping

from manim import Animation, FadeIn, Line, Rectangle, VGroup

from rnn_math.tasks.recall import Recall
from rnn_math.trace import Address
from scenes.binding import Source
from scenes.mobjects.network.wired_network import WiredNetwork, WiringLayout
from scenes.mobjects.shapes.verdict import Verdict
from scenes.mobjects.text.paragraph import Paragraph
from scenes.mobjects.text.text import Numeral, Words
from scenes.questions import CellChoice
from scenes.theme import Size, Theme

_CHAIN = WiringLayout(y=1.62, block_height=0.55, wire=0.34, narrowest=0.3, most=20)
_TITLE, _TOP, _ROW, _BAR = 0.08, -0.33, 0.4, 0.22
_ZERO, _FULL = -2.6, 5.2  # where bars begin, and how long one of 100 % is
_GAP = 0.2


class RecallView(VGroup):
    """A sequence on its way through a chain of copies; a bar for every training, beside chance.

    Only the network and the reason are submobjects; words come as they are read, the ``answer``
    at the end, ``bars`` and ``verdict`` last.
    """

    def __init__(
        self,
        choice: CellChoice,
        right: bool,
        source: Source,
        words: Mapping[str, str],
        theme: Theme,
    ) -> None:
        trace = source.trace
        assert isinstance(trace, Recall)
        self.source, self.trace, self.theme, self.right = source, trace, theme, right
        (said,) = trace.answers
        inputs = dict(enumerate(trace.tokens, start=1))
        self.network = WiredNetwork(trace.wiring, theme, inputs, {said.step: said.label}, _CHAIN)
        self.steps = len(trace)
        best = Address("o", said.step, (trace.labels.index(said.label),))
        share = Numeral(source, best, theme.text, Size.NOTE, 0, percent=True)
        word = self.network.output_words[said.step]
        self.answer = share.next_to(word, (-1, 0, 0), buff=_GAP)
        which = Words(words["training"].format(number=1), theme.muted, Size.NOTE)
        left = self.network.blocks[1].get_left()[0]
        which.stand(left + which.width / 2, self.answer.baseline)
        self.why = Paragraph(choice.why, theme.text, 11.6, Size.NOTE + 0.02, 3)
        self.why.move_to((0, -2.4, 0))
        self.bars = self._bars(words, len(trace.reach.accuracies))
        self.verdict = Verdict(right, theme)
        self.verdict.move_to((_ZERO - 2.6, _TOP - _ROW, 0))
        super().__init__(self.network, which, self.why)

    def _bars(self, words: Mapping[str, str], count: int) -> VGroup:
        """A row for every training, and the line of chance through all of them."""
        theme, middle = self.theme, _ZERO + _FULL / 2
        self.title = Words(words["remembered"], theme.text, Size.NOTE)
        self.title.stand(middle, _TITLE)
        rows = VGroup()
        for k in range(count):
            y, address = _TOP - _ROW * k, Address("remembered", 0, (k,))
            name = Words(words["training"].format(number=k + 1), theme.muted, Size.NOTE)
            name.stand(_ZERO - _GAP - name.width / 2, y - 0.32 * Size.NOTE)
            length = _FULL * self.source.trace.value(address)
            bar = Rectangle(width=length, height=_BAR, stroke_width=0)
            color = theme.output if self.right else theme.muted
            bar.set_fill(color, 1).move_to((_ZERO + length / 2, y, 0))
            number = Numeral(self.source, address, theme.text, Size.NOTE, 1, percent=True)
            number.stand(_ZERO + length + _GAP + number.width / 2, y - 0.32 * Size.NOTE)
            rows.add(VGroup(name, bar, number))
        low, high = _TOP - _ROW * (count - 0.5), _TOP + _ROW / 2
        zero = Line((_ZERO, low, 0), (_ZERO, high, 0)).set_stroke(theme.faint, width=2)
        chance = Address("chance", 0, (0,))
        x = _ZERO + _FULL * self.source.trace.value(chance)
        gaps = [(_TOP + _ROW * (0.5 - k), _TOP - _ROW * k + _BAR / 2) for k in range(count)]
        gaps += [(_TOP - _ROW * k - _BAR / 2, _TOP - _ROW * (k + 0.5)) for k in range(count)]
        marks = VGroup(*(Line((x, a, 0), (x, b, 0)) for a, b in gaps))  # not across the bars
        marks.set_stroke(theme.text, width=2.5)
        label = Words(words["chance"], theme.muted, Size.NOTE)
        number = Numeral(self.source, chance, theme.muted, Size.NOTE, 0, percent=True)
        label.stand(x - label.width / 2 - _GAP / 2, low - 0.3)
        number.stand(x + number.width / 2 + _GAP / 2, low - 0.3)
        return VGroup(self.title, zero, *rows, marks, label, number)

    def moves(self) -> Iterator[tuple[list[Animation], float]]:
        """Letter after letter is read; at the end stands what the cell says came first."""
        network = self.network
        for step in network.blocks:
            read = [FadeIn(network.input_words[step]), *network.arrive(step)]
            yield [*read, network.compute(step, self.source)], 0.25
        yield [*network.answer(self.steps), FadeIn(self.answer)], 0.6

    @property
    def homeless(self) -> VGroup:
        """What comes with the verdict."""
        return self.bars

    @property
    def outcome(self) -> list[Words]:
        """What is to be read in the end, beside the verdict."""
        return [self.title]
