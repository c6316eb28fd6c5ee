"""Everything that the clip "what it remembers" shows, made of its three traces and laid out."""

from collections.abc import Mapping
from typing import Any

from manim import Mobject

from rnn_math.difference import Difference
from rnn_math.trace import Address
from scenes.binding import Source
from scenes.mobjects.numbers.heat_map import ColorScale, HeatCell, HeatMap, UnitLabels
from scenes.mobjects.numbers.unit_line import UnitLine
from scenes.mobjects.shapes.wires import Wire
from scenes.mobjects.state.inside import Inside
from scenes.mobjects.state.state_layout import StateLayout
from scenes.mobjects.tasks.readout_view import ReadoutView, tag_rows
from scenes.mobjects.tasks.tags import Tag
from scenes.mobjects.text.sentence import unknown_key
from scenes.mobjects.text.text import Math, Words
from scenes.params import Notation, StateParams
from scenes.roles import symbol
from scenes.theme import Size, Theme

_SUBSCRIPTED = 0.30  # em at which a subscript is still legible
_CLEAR = 0.08  # between a wire and what it joins
_OVER = 0.32  # from a map to the names over it


class StateView:
    """The mobjects of the clip, each where it is first seen.

    Raises :class:`LayoutError` for what cannot be drawn legibly, before anything is drawn.
    """

    def __init__(
        self,
        sources: Mapping[str, Source],
        params: StateParams,
        theme: Theme,
        notation: Notation,
        labels: Mapping[str, str],
    ) -> None:
        self.sources, self.params, self.theme, self.notation = sources, params, theme, notation
        before, after = sources["sentence"].trace, sources["changed"].trace
        self.steps = len(before)
        self.layout = layout = StateLayout(before, after, params, theme)
        self.words, self.changed_words = layout.words, layout.changed_words
        self.old = self.words.token(params.swap_step)
        self.new = self.changed_words.token(params.swap_step)
        self.key = unknown_key((before, after), labels["unknown"], theme)
        self.home = {word: word.get_center() for word in (*self.words, *self.changed_words)}

        self.map = self._map("sentence", layout.middle)
        self.unit_labels = UnitLabels(self.map, labels["unit"], theme, params.unit - 1)
        self.scale = ColorScale(theme, max(layout.map_height, 0.7), lifted=not layout.numbered)
        self.scale.next_to(self.map, (1, 0, 0), buff=0.15)
        self.readout = None
        if before.readout is not None:
            self.readout = ReadoutView(
                sources["sentence"], self.map, layout.under_tags, layout.together[1:],
                theme, notation,
            )  # fmt: skip
            self.tag_rows = tag_rows(sources, layout, (self.old, self.new), theme)
        self.inside = Inside(sources["sentence"], theme, notation, layout)
        self.changed_map = self._map("changed", layout.low)
        self.difference_map = self._map("difference", layout.middle)
        self.difference_labels = UnitLabels(
            self.difference_map, labels["unit"], theme, params.unit - 1
        )
        self.unit_line = self._line(
            "sentence",
            [Address("h", t, (params.unit - 1,)) for t in range(self.steps + 1)],
            Words(labels["unit"].format(unit=params.unit), theme.state, Size.NOTE),
        )
        self.reach_line = self._line(
            "difference",
            [Address("reach", t, (0,)) for t in range(self.steps + 1)],
            Math(f"max thin |Delta {symbol('h', notation)}|", theme.state, _SUBSCRIPTED),
            ticks=(0, 1) if self.most() <= 1 else (0, 1, 2),
            signed=False,
        )
        self._enlarge()
        self._spread()

    def _map(self, source: str, y: float) -> HeatMap:
        it = self.layout
        size = it.pitch, it.height, it.size
        heat_map = HeatMap(self.sources[source], self.theme, it.together, *size, it.numbered)
        return heat_map.set_y(y)

    def _line(
        self, source: str, addresses: list[Address], title: Mobject, **style: Any
    ) -> UnitLine:
        it = self.layout
        place = it.together, self.theme, it.chart, it.chart_height
        return UnitLine(self.sources[source], addresses, *place, title, **style)

    def _enlarge(self) -> None:
        """Show what first stands alone, in the middle, as large as it may be."""
        middle, zoom = self.layout.middle, self.layout.zoom
        alone = self.map, self.unit_labels, self.scale, *self.difference_view
        for thing in alone:
            thing.scale(zoom, about_point=(0, middle, 0))
        self.names = self._names("")
        self.delta_names = self._names("Delta ")

    def _names(self, before: str) -> list[Math]:
        """A symbol over every column of a map that stands alone."""
        it, level = self.layout, self.map.get_top()[1] + _OVER
        return [
            Math(before + symbol("h", self.notation, t), self.theme.state, Size.LABEL).move_to(
                (x * it.zoom, level, 0)
            )
            for t, x in enumerate(it.together)
        ]

    def _spread(self) -> None:
        """Put columns and words apart, with wires between, as they are when they are read."""
        it, theme = self.layout, self.theme
        for column, name, x in zip(self.map.columns, self.names, it.apart, strict=True):
            column.stand(x, it.width / it.pitch)
            name.set_x(x)
        self.carries, self.inputs = [], []
        edge = it.zoom * it.width / 2 + _CLEAR - 0.03
        for token, left, x in zip(self.words, it.apart, it.apart[1:], strict=False):
            token.set_x(x)
            self.carries.append(
                Wire([(left + edge, it.middle), (x - edge, it.middle)], theme.state)
            )
            ends = token.get_top()[1] + 0.14, self.map.get_bottom()[1] - _CLEAR
            self.inputs.append(Wire([(x, end) for end in ends], theme.input))

    @property
    def difference(self) -> Difference:
        """The trace of what changed."""
        trace = self.sources["difference"].trace
        assert isinstance(trace, Difference)
        return trace

    @property
    def difference_view(self) -> tuple[HeatMap, UnitLabels]:
        """The map of differences and its labels."""
        return self.difference_map, self.difference_labels

    def most(self) -> float:
        """The largest difference of all."""
        return max(float(self.difference.array("reach", t)[0]) for t in range(self.steps + 1))

    def unit_row(self) -> list[HeatCell]:
        """The cells of the unit that is followed, step by step."""
        return [self.map.cell(self.params.unit - 1, t) for t in range(self.steps + 1)]

    def strongest(self) -> list[HeatCell]:
        """The cell of each step that the change moves most."""
        found = [self.difference.strongest(t) for t in range(self.steps + 1)]
        return [self.difference_map.cell(address.index[0], address.step) for address in found]

    def unmoved(self) -> list[HeatCell]:
        """The cells of the columns in which both sentences have the very same state."""
        reach = [self.difference.array("reach", t) for t in range(self.steps + 1)]
        columns = zip(self.difference_map.columns, reach, strict=True)
        return [cell for column, largest in columns if largest == 0 for cell in column]

    def changed_cells(self, threshold: float) -> list[HeatCell]:
        """The cells of both maps whose numbers differ by more than ``threshold``."""
        return [
            heat_map.cell(address.index[0], address.step)
            for address in self.difference.beyond(threshold)
            for heat_map in (self.map, self.changed_map)
        ]

    def unequal_tags(self) -> list[Tag]:
        """The tags that are not the same in both sentences."""
        rows = [row.tags for row in self.tag_rows]
        pairs = zip(*rows, strict=True)
        return [tag for pair in pairs if len({t.label.string for t in pair}) > 1 for tag in pair]
