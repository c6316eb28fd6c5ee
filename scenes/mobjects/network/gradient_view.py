"""An answer and its way back: the network below, the gradient's length above every step."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from manim import Rectangle, VGroup, VMobject

from rnn_math.gradient import Reaching
from rnn_math.trace import Address
from rnn_math.wiring import sequence_to_vector
from scenes.binding import Source
from scenes.mobjects.charts.gradient_bars import GradientBars
from scenes.mobjects.network.wired_network import WiredNetwork, WiringLayout
from scenes.mobjects.shapes.area import Area
from scenes.mobjects.text.sentence import Sentence, unknown_key
from scenes.mobjects.text.text import Math, Numeral, Words
from scenes.params import Notation
from scenes.terms import gradient_terms
from scenes.theme import Frame, Size, Theme
from scenes.words.lengths import decimals_of

_LAYOUT = WiringLayout(y=-1.55, block_height=0.7, wire=0.42)
_GAP = 0.14  # from a wire to what it carries
_EQUATION_Y = 2.5
_ROW = 0.45  # of the two lengths that clipping compares
_BAR = 0.2
_APART = 0.35  # between two names
_RISE = 1.5  # of the network while nothing is above it


class GradientView(VGroup):
    """The network, its words, and the bars of its gradient, in the same columns.

    ``bars`` are those of the model, on a scale of their own; ``larger_bars`` those of larger
    recurrent weights, and ``small_bars`` the model's own on the scale of these.
    """

    def __init__(
        self,
        source: Source,
        larger: Source,
        theme: Theme,
        notation: Notation,
        said: Mapping[str, str],
    ) -> None:
        trace = source.trace
        assert isinstance(trace, Reaching)
        assert isinstance(larger.trace, Reaching)
        self.theme, self.source = theme, source
        count = len(trace)
        self.pace = min(max(4.0 / count, 0.3), 0.6)  # seconds a step
        wiring = sequence_to_vector(count)
        outputs = {count: trace.answers[-1].label}
        layout = _LAYOUT
        while True:  # twice at the most: words on many lines lift everything
            self.network = WiredNetwork(wiring, theme, outputs=outputs, layout=layout)
            self.words = Sentence.within(1.2, trace, self.network.xs, theme)
            low = self.network.bottom - layout.wire - _GAP
            self.words.shift((0, low - self.words.get_top()[1], 0))
            missing = Frame.CONTENT_BOTTOM - self.words.get_bottom()[1]
            if missing <= 0:
                break
            layout = replace(layout, y=layout.y + missing + 1e-6)
        self.key = unknown_key(trace, said["unknown"], theme)
        self.equation = Math(
            gradient_terms(notation),
            theme.text,
            Size.EQUATION,
            {
                "W_h": theme.state,
                "tanh": theme.activation,
                "g": theme.output,
                "g_prev": theme.output,
            },
        ).move_to((0, _EQUATION_Y, 0))
        self.names = self._names(said)
        bottom = self.network.ends[1] + 0.6
        area = Area(-Frame.SAFE_X, Frame.SAFE_X, bottom, self.names[0].get_bottom()[1] - 0.2)
        largest = float(max(trace.lengths.max(), larger.trace.lengths.max()))
        xs = self.network.xs
        self.bars = GradientBars(source, theme, xs, area, float(trace.lengths.max()))
        self.small_bars = GradientBars(source, theme, xs, area, largest)
        self.larger_bars = GradientBars(larger, theme, xs, area, largest)
        self.clipping = self._clipping(larger, said)
        super().__init__(self.network)

    def raise_to_middle(self) -> None:
        """Stand in the middle of the frame, as long as nothing is above."""
        VGroup(*self._below()).shift((0, _RISE, 0))

    def lower(self) -> list[Any]:
        """Make room above again."""
        return [each.animate.shift((0, -_RISE, 0)) for each in self._below()]

    def _below(self) -> list[VMobject]:
        return [self.network, *self.network.finished(), self.words]

    def parts_of_it(self) -> list[VMobject]:
        """Everything that may be on screen at the end, piece by piece as it came."""
        return [
            *self._below(), *self.key, self.larger_bars,
            self.equation, *self.names, *self.clipping,
        ]  # fmt: skip

    def _names(self, said: Mapping[str, str]) -> list[Words]:
        """What its parts are, below them, each in its colour."""
        named = (("g_prev", "earlier"), ("W_h", "weights"), ("tanh", "slope"))
        parts = sorted(named, key=lambda pair: float(self.equation[pair[0]].get_x()))
        names = []
        for label, key in parts:
            part = self.equation[label]
            name = Words(said[key], part.get_fill_color().to_hex(), Size.NOTE)
            names.append(name.stand(part.get_x(), self.equation.get_bottom()[1] - 0.3))
        left, middle, right = names
        left.shift((min(middle.get_left()[0] - _APART - left.get_right()[0], 0), 0, 0))
        right.shift((max(middle.get_right()[0] + _APART - right.get_left()[0], 0), 0, 0))
        return names

    def _clipping(self, source: Source, said: Mapping[str, str]) -> list[VGroup]:
        """Two bars on one scale: the gradient of the weights before and after it is cut."""
        rows = []
        quantities = (("recurrent_gradient", "came"), ("clipped_gradient", "cut"))
        values = [source.trace.value(Address(name, 0, (0,))) for name, _ in quantities]
        labels = [Words(said[key], self.theme.text, Size.NOTE) for _, key in quantities]
        left = -Frame.SAFE_X + 1.0 + max(label.width for label in labels)
        full = Frame.SAFE_X - 1.6 - left
        largest = max(values) or 1.0
        for n, ((name, _), value, label) in enumerate(zip(quantities, values, labels, strict=True)):
            y = _EQUATION_Y + 0.15 - n * _ROW
            width = max(full * value / largest, 0.01)
            bar = Rectangle(width=width, height=_BAR, stroke_width=1.5)
            bar.set_stroke(self.theme.state).set_fill(self.theme.state, opacity=1)
            bar.move_to((left + width / 2, y, 0))
            label.stand(left - 0.2 - label.width / 2, y - 0.32 * Size.NOTE)
            number = Numeral(
                source, Address(name, 0, (0,)), self.theme.text, Size.NOTE,
                decimals_of(value), signed=False, bounded=True,
            )  # fmt: skip
            number.stand(left + width + 0.2 + number.width / 2, y - 0.32 * Size.NOTE)
            rows.append(VGroup(label, bar, number))
        return rows
