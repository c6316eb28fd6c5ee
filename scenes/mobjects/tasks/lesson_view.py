"""A sentence that is learnt from: its network with tags, then losses, blame, and the course."""

from collections.abc import Mapping
from typing import Any

from manim import VGroup, VMobject

from rnn_math.learning import Lesson
from rnn_math.tasks.tagging_course import SNAPSHOTS
from rnn_math.trace import Address
from scenes.binding import Source
from scenes.mobjects.charts.gradient_bars import GradientBars
from scenes.mobjects.charts.loss_curve import LossCurve, LossWords
from scenes.mobjects.charts.share_sum import ShareSum, WeightStep
from scenes.mobjects.network.wired_network import WiredNetwork, WiringLayout
from scenes.mobjects.shapes.area import Area
from scenes.mobjects.tasks.tags import TagRow, corrections
from scenes.mobjects.text.sentence import Sentence, unknown_key
from scenes.mobjects.text.text import Numeral, Words
from scenes.params import Notation
from scenes.theme import Frame, Size, Theme
from scenes.words import lessons
from scenes.words.lengths import decimals_of

_LAYOUT = WiringLayout(y=0.72, block_height=0.66, wire=0.36)
_GAP = 0.14  # from a wire to what it carries
_TAG = 0.62  # from the lower edge of a tag's number to the middle of its frame
_KEY_ROOM = 0.2  # that a key under the headline takes
_UNDER = 0.3  # from the words to what is below
_LINE = 0.34  # height of the line under the bars
_DROP = 1.0  # of all of it, while nothing is below


class Tagged(VGroup):
    """The tags of one snapshot, and over the wrong ones what would be right."""

    def __init__(self, source: Source, xs: list[float], y: float, theme: Theme, wrong: str) -> None:
        trace = source.trace
        assert isinstance(trace, Lesson)
        self.row = TagRow(source, xs, theme, y)
        self.corrections = corrections(self.row, trace.right, wrong, theme, xs)
        super().__init__(self.row, *self.corrections.values())


class LessonView(VGroup):
    """The network over its words; everything else comes when it is told.

    ``tagged[n]`` are the tags after the updates of snapshot n, ``fields(n)`` the states that stand
    in its blocks then. In the room below stand, one after the other, the bars of ``losses`` and
    ``blame`` (the gradient's length at each state), ``shares``, ``step`` and ``curve``. Raises
    :class:`LayoutError` for what has no room.
    """

    def __init__(
        self,
        sources: Mapping[str, Source],
        theme: Theme,
        notation: Notation,
        said: Mapping[str, str],
    ) -> None:
        self.theme = theme
        self.source = source = sources["lesson"]
        self.read = [source, *(sources[f"after-{update}"] for update in SNAPSHOTS[1:])]
        trace = source.trace
        assert isinstance(trace, Lesson)
        self.key = unknown_key(trace, said["unknown"], theme)
        lowered = _KEY_ROOM if self.key else 0.0
        layout = WiringLayout(
            _LAYOUT.y - lowered, block_height=_LAYOUT.block_height, wire=_LAYOUT.wire
        )
        self.network = WiredNetwork(trace.wiring, theme, layout=layout)
        self.xs = list(self.network.xs)
        low = self.network.bottom - layout.wire - _GAP
        self.words = Sentence.within(1.2, trace, self.xs, theme)
        self.words.shift((0, low - self.words.get_top()[1], 0))
        high = self.network.top + layout.wire + _GAP + _TAG
        self.tagged = [Tagged(each, self.xs, high, theme, said["wrong"]) for each in self.read]
        below = Area(
            -Frame.SAFE_X, Frame.SAFE_X, Frame.CONTENT_BOTTOM, self.words.get_bottom()[1] - _UNDER
        )
        bars = Area(below.left, below.right, below.bottom + _LINE + 0.12, below.top)
        self.losses = self._bars(bars, "loss", float(trace.losses.max()))
        self.blame = self._bars(bars, "length", float(trace.lengths.max()))
        self.mean = self._line(said["mean"], "mean_loss", below.bottom + 0.1)
        self.legend = Words(said["lengths"], theme.muted, Size.NOTE)
        self.legend.stand(0, below.bottom + 0.1)
        self._drop = min(_DROP, below.top + _UNDER - below.bottom)
        entry = lessons.entry_shown(trace)
        middle = (below.top + below.bottom) / 2
        self.shares = ShareSum(source, entry, theme, notation, said, self.xs, middle + 0.2)
        self.step = WeightStep(source, sources["stepped"], entry, theme, said, middle + 0.35)
        words = LossWords(said["mean"], said["updates"], said["training"], said["held-out"])
        room = Area(below.left + 0.3, below.right, below.bottom, below.top + 0.1)
        self.curve = LossCurve(source, theme, words, room)
        super().__init__(self.network)

    def _bars(self, area: Area, quantity: str, largest: float) -> GradientBars:
        return GradientBars(self.source, self.theme, self.xs, area, largest or 1.0, quantity)

    def _line(self, name: str, quantity: str, y: float) -> VGroup:
        """A name and its number in the middle."""
        value = self.source.trace.value(address := Address(quantity, 0, (0,)))
        number = Numeral(
            self.source, address, self.theme.text, Size.NOTE, decimals_of(value),
            signed=False, bounded=True,
        )  # fmt: skip
        label = Words(name, self.theme.muted, Size.NOTE)
        left = -(label.width + 0.16 + number.width) / 2
        label.stand(left + label.width / 2, y)
        return VGroup(label, number.stand(left + label.width + 0.16 + number.width / 2, y))

    def stand_in_the_middle(self) -> None:
        """As long as nothing is below."""
        for each in (self.network, self.words, self.tagged[0]):
            each.shift((0, -self._drop, 0))

    def rise(self) -> list[Any]:
        """Make room below."""
        each = self.network, self.words, self.tagged[0], *self.states()
        return [mobject.animate.shift((0, self._drop, 0)) for mobject in each]

    def fields(self, n: int) -> list[Any]:
        """What brings the states of snapshot n into the blocks."""
        return [self.network.compute(t, self.read[n]) for t in self.network.blocks]

    def states(self) -> list[VMobject]:
        """The states that stand in the blocks now."""
        return list(self.network.states.values())
