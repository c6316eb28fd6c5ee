"""A sentence, what a dictionary makes of it word by word, and what a network makes of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from manim import Line, VGroup

from scenes.mobjects.shapes.area import Area
from scenes.mobjects.shapes.wires import Wire
from scenes.mobjects.text.text import Words
from scenes.mobjects.text.tokens import TokenRow
from scenes.theme import Size, Theme

_WIDEST = 1.75  # from word to word
_BESIDE = 0.5  # from the names of the rows to the words
_GAP = 0.16  # from a line to its words
_FIRST = 0.36  # share of the height between the first two rows


@dataclass(frozen=True)
class RowNames:
    """What the rows are called."""

    given: str
    dictionary: str
    network: str


class WordOrder(VGroup):
    """Three rows of words in ``area``, and lines from the second to the third.

    ``arrows[i]`` leads from the i-th word that is ``given`` to its word in the dictionary.
    ``links[i]`` leads on to the same word in the network's translation, if it stands there;
    ``crossing`` are those of the links that cross another one. They are heavier.
    """

    def __init__(
        self,
        given: Sequence[str],
        by_dictionary: Sequence[str],
        by_network: Sequence[str],
        theme: Theme,
        names: RowNames,
        area: Area,
    ) -> None:
        self.pairs = matches(by_dictionary, by_network)
        self.crossing = crossings(self.pairs)
        top, middle = area.top, area.top - _FIRST * area.height
        self.names = [
            Words(text, theme.muted, Size.NOTE)
            for text in (names.given, names.dictionary, names.network)
        ]
        widest = max(name.width for name in self.names)
        count = max(len(given), len(by_network))
        spacing = min(_WIDEST, (area.width - widest - _BESIDE) / count)
        left = area.center[0] - (widest + _BESIDE + spacing * count) / 2
        center = left + widest + _BESIDE + spacing * count / 2

        def row(words: Sequence[str], y: float, color: str) -> TokenRow:
            xs = [center + spacing * (k - (len(words) - 1) / 2) for k in range(len(words))]
            return TokenRow(words, xs, theme, y - 0.32 * Size.TOKEN, room=spacing, color=color)

        heights = top, middle, area.bottom
        self.given = row(given, heights[0], theme.input)
        self.dictionary = row(by_dictionary, heights[1], theme.text)
        self.network = row(by_network, heights[2], theme.output)
        for name, y in zip(self.names, heights, strict=True):
            name.stand(left + widest - name.width / 2, y - 0.32 * Size.TOKEN)
        self.arrows = [
            Wire(
                [(a.get_x(), self.given.get_bottom()[1] - _GAP),
                 (b.get_x(), self.dictionary.get_top()[1] + _GAP)],
                theme.faint, 2.5,
            )
            for a, b in zip(self.given, self.dictionary, strict=True)
        ]  # fmt: skip
        low, high = self.network.get_top()[1] + _GAP, self.dictionary.get_bottom()[1] - _GAP
        self.links = {
            i: Line((self.dictionary[i].get_x(), high, 0), (self.network[j].get_x(), low, 0))
            for i, j in self.pairs.items()
        }
        for i, link in self.links.items():
            crosses = i in self.crossing
            link.set_stroke(theme.text if crosses else theme.faint, width=4.5 if crosses else 2.5)
        super().__init__(
            *self.names,
            self.given,
            self.dictionary,
            self.network,
            *self.arrows,
            *self.links.values(),
        )


def matches(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Where each word of ``before`` stands in ``after``: the first for the first, and so on."""
    free = list(after)
    pairs = {}
    for i, word in enumerate(before):
        if word in free:
            pairs[i] = free.index(word)
            free[pairs[i]] = ""
    return pairs


def crossings(pairs: dict[int, int]) -> set[int]:
    """Which words of the first row stand in another order in the second."""
    ordered = sorted(pairs)
    crossed = {(i, k) for i in ordered for k in ordered if i < k and pairs[i] > pairs[k]}
    return {i for pair in crossed for i in pair}
