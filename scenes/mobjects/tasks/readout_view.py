"""The state stays inside, the output is read off: a framed map, wires out of it, tags above."""

from collections.abc import Mapping, Sequence

from manim import DashedVMobject, VGroup

from rnn_math.errors import LayoutError
from scenes.binding import Source
from scenes.lighting import Part
from scenes.mobjects.equation.equation import Equation
from scenes.mobjects.numbers.heat_map import HeatMap
from scenes.mobjects.shapes.rounded import RoundedBox
from scenes.mobjects.shapes.wires import Wire
from scenes.mobjects.state.state_layout import StateLayout
from scenes.mobjects.tasks.tags import TagRow
from scenes.mobjects.text.text import Math
from scenes.mobjects.text.tokens import Token
from scenes.params import Notation
from scenes.roles import ROLES, symbol
from scenes.theme import Frame, Size, Theme

_EQUATION_Y = 2.45
_TAGS_Y = 1.62
_UNDER_TAGS = 0.62  # from the middle of a tag's frame to where its wire ends
_PADDING = 0.14


class ReadoutView(VGroup):
    """The readout of a map that stands at ``y``: ``equation``, ``frame``, ``wires``, ``tags``."""

    def __init__(
        self,
        source: Source,
        heat_map: HeatMap,
        y: float,
        xs: Sequence[float],
        theme: Theme,
        notation: Notation,
    ) -> None:
        self.equation = Equation(theme, notation, readout=True).move_to((0, _EQUATION_Y, 0))
        self.tags = TagRow(source, xs, theme, _TAGS_Y)
        box = RoundedBox(
            corner_radius=0.14,
            width=heat_map.width + 2 * _PADDING,
            height=heat_map.height + 2 * _PADDING,
            stroke_color=theme.state,
            stroke_width=2.5,
        ).move_to((heat_map.get_x(), y, 0))
        self.wires = [
            Wire([(x, box.get_top()[1]), (x, _TAGS_Y - _UNDER_TAGS)], theme.output)
            for x in (xs[answer.step - 1] for answer in source.trace.answers)
        ]
        names = VGroup()
        first = heat_map.columns[0].get_x()
        for role, x, beside in (("h", box.get_left()[0], y), ("o", first, _TAGS_Y)):
            name = Math(symbol(role, notation, "t"), ROLES[role].ink(theme), Size.LABEL)
            left = 0.12 + name.width / 2 if role == "h" else 0.0  # the state is named beside it
            name.move_to((x - left, beside, 0))
            names.add(Part(role, "component", theme, *name))
        self.state_name, self.output_name = names
        dashes = DashedVMobject(box, num_dashes=max(40, round(9 * box.width)))
        self.frame = Part("h", "component", theme, *dashes)
        self.wire_parts = [Part("W_o", "component", theme, *wire) for wire in self.wires]
        super().__init__(self.equation, self.frame, *self.wire_parts, self.tags, names)


class LedTags(VGroup):
    """A row of ``tags`` that begins with the word by which its sentence is told from another.

    Raises :class:`LayoutError` if that word has no room.
    """

    def __init__(
        self, source: Source, word: Token, layout: StateLayout, theme: Theme, y: float
    ) -> None:
        row = TagRow(source, layout.together[1:], theme, y)
        self.tags = row.tags
        lead = word.copy()
        edge = min(layout.together[0] + layout.pitch / 2, row.get_left()[0]) - 0.1
        lead.scale(min(1.0, (edge + Frame.SAFE_X) / lead.width))
        if lead[0].size < Size.SMALLEST:
            raise LayoutError(
                f"{len(layout.together) - 1} words leave no room to draw {word.text!r} beside "
                "their tags; use fewer words or a shorter one"
            )
        lead.stand(edge - lead.width / 2, self.tags[0].label.baseline)
        super().__init__(lead, row)


def tag_rows(
    sources: Mapping[str, Source], layout: StateLayout, words: Sequence[Token], theme: Theme
) -> list[LedTags]:
    """The tags of both sentences, one row above the other, where a chart would stand."""
    return [
        LedTags(
            sources[name],
            word,
            layout,
            theme,
            layout.chart + side * 0.29 * layout.chart_height + 0.18,
        )
        for name, word, side in zip(("sentence", "changed"), words, (1, -1), strict=True)
    ]
