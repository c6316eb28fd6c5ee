"""Over the words that are written: how sure the model was, and what would have been right."""

from collections.abc import Sequence
from itertools import pairwise

from manim import RoundedRectangle, VGroup

from rnn_math.trace import Address
from scenes.binding import Source
from scenes.examples import Example, plain
from scenes.mobjects.network.wired_network import WiredNetwork
from scenes.mobjects.shapes.rounded import RoundedBox
from scenes.mobjects.text.text import Numeral, Words
from scenes.mobjects.text.tokens import TokenRow
from scenes.theme import Size, Theme

_ABOVE = 0.17  # from a word to its probability
_APART = 0.24  # from a probability to the word that would have been right
_AROUND = 0.07  # from a wrong word, or the tallest of its row, to its frame
_BESIDE = 0.16  # from the label to the first right word
_SHARE = 0.23  # em of a probability
_DIGIT = 0.602  # width of a monospaced digit in em


class Chances(VGroup):
    """``share[n]`` is the probability of the word that step n of ``network`` writes.

    Where ``truth`` is known (words in order, without the end) and a word is not it, ``wrong[n]``
    frames the word, and ``right[n]`` is what was due, with the probability that the model gave to
    that; ``right_label`` says so. Steps count over all parts of ``example``.
    """

    def __init__(
        self,
        example: Example,
        network: WiredNetwork,
        theme: Theme,
        right: str,
        truth: Sequence[str] = (),
    ) -> None:
        self.example, self.network, self.theme = example, network, theme
        labels = example.sources[-1].trace.labels
        end = [label for label in labels if plain(label) == "end" != label]
        self.due = dict(zip(example.answers, [*truth, *end], strict=False))
        self.share = self._shares()
        self.wrong = {n: self._frame(n) for n in example.wrong(truth or None)}
        self.right = self._rights([n for n in self.wrong if n in self.due])
        self.right_label = VGroup()
        if self.right:
            label, row = Words(right, theme.muted, Size.NOTE), self.right[min(self.right)]
            x = row.get_left()[0] - _BESIDE - label.width / 2
            self.right_label.add(label.stand(x, row[0].submobjects[0].baseline))
        super().__init__(
            *self.share.values(), *self.wrong.values(), *self.right.values(), self.right_label
        )

    @property
    def numbered(self) -> VGroup:
        """All but the frames round wrong words."""
        return VGroup(*self.share.values(), *self.right.values(), self.right_label)

    @property
    def corrections(self) -> list[VGroup]:
        """What comes once the mistakes have been seen."""
        return [self.right_label, *self.right.values()] if self.right else []

    def _numeral(self, source: Source, step: int, label: str) -> Numeral:
        """The probability of ``label``, with one decimal if there is room for it."""
        room = min((b - a for a, b in pairwise(self.network.xs)), default=2.0) - 0.12
        long, short = (min(_SHARE, room / (count * _DIGIT)) for count in (7, 5))
        size, decimals = (long, 1) if long >= Size.SMALLEST else (short, 0)
        address = Address("o", step, (source.trace.labels.index(label),))
        return Numeral(source, address, self.theme.text, size, decimals, percent=True)

    def _shares(self) -> dict[int, Numeral]:
        top = max(word.get_top()[1] for word in self.network.output_words.values())
        shares = {}
        for number, (source, answer) in self.example.answers.items():
            share = self._numeral(source, answer.step, answer.label)
            share.move_to((self.network.x(number), top + _ABOVE + share.height / 2, 0))
            shares[number] = share
        return shares

    def _frame(self, step: int) -> RoundedRectangle:
        word, row = self.network.output_words[step], VGroup(*self.network.output_words.values())
        frame = RoundedBox(
            corner_radius=0.08,
            width=word.width + 2 * _AROUND,
            height=row.height + 2 * _AROUND,
            stroke_color=self.theme.text,
            stroke_width=2.5,
        )
        return frame.move_to((word.get_x(), row.get_y(), 0))

    def _rights(self, steps: list[int]) -> dict[int, VGroup]:
        if not steps:
            return {}
        xs = [self.network.x(n) for n in steps]
        size = min(line.size for word in self.network.output_words.values() for line in word)
        due = [plain(self.due[n]) for n in steps]
        words = TokenRow(due, xs, self.theme, size=size, color=self.theme.text)
        y = max(share.get_top()[1] for share in self.share.values()) + _APART
        words.shift((0, y - words.get_bottom()[1], 0))
        right = {}
        for number, word in zip(steps, words, strict=True):
            source, answer = self.example.answers[number]
            share = self._numeral(source, answer.step, self.due[number])
            share.move_to((word.get_x(), words.get_top()[1] + _ABOVE + share.height / 2, 0))
            right[number] = VGroup(word, share)
        return right
