"""What is left of a gradient: along the road of a gated cell, and in a plain one."""

from collections.abc import Mapping, Sequence

import numpy as np
from manim import VGroup, VMobject

from rnn_math.road import Lasting
from scenes.binding import Source
from scenes.mobjects.charts.share_bars import ShareBars
from scenes.mobjects.shapes.area import Area
from scenes.mobjects.text.sentence import Sentence, room_below_key, unknown_key
from scenes.mobjects.text.text import BOLD, Math, Words
from scenes.terms import Term
from scenes.theme import Frame, Size, Theme

_TITLE = 0.42  # height of the line above bars
_GAP = 0.25
_APART = 0.7  # the rule from the title
_EDGE = 0.6  # from the edge of the frame to the middle of the outer bars


class RoadView(VGroup):
    """``gated`` over ``plain``, their ``titles`` above them, and the ``words`` below.

    ``factor`` is what each step back multiplies by along the road, in ``colors``.
    """

    def __init__(
        self,
        gated: Source,
        plain: Source,
        theme: Theme,
        said: Mapping[str, str],
        factor: Sequence[Term],
        colors: dict[str, str],
    ) -> None:
        first, second = gated.trace, plain.trace
        assert isinstance(first, Lasting)
        assert isinstance(second, Lasting)
        count = len(first)
        reach = min(Frame.SAFE_X - _EDGE, 1.25 * (count - 1))
        xs = [float(x) for x in np.linspace(-reach, reach, count)] if count > 1 else [0.0]
        self.key = unknown_key(first, said["unknown"], theme)
        self.words = Sentence.within(1.0, first, xs, theme)
        self.words.shift((0, Frame.CONTENT_BOTTOM + 0.02 - self.words.get_bottom()[1], 0))
        low, top = self.words.get_top()[1] + _GAP, min(room_below_key(first), 2.8)
        middle = (low + top) / 2
        largest = float(max(first.shares.max(), second.shares.max()))
        rooms = (middle + _GAP / 2, top), (low, middle - _GAP / 2)
        bars = []
        titles: list[list[VMobject]] = []
        inks = (theme.sum, theme.state)
        for source, (bottom, high), ink, key in zip(
            (gated, plain), rooms, inks, ("on-the-road", "plain"), strict=True
        ):
            area = Area(-Frame.SAFE_X, Frame.SAFE_X, bottom, high - _TITLE)
            bars.append(ShareBars(source, theme, ink, xs, area, largest))
            title = Words(said[key], ink, Size.LABEL, BOLD)
            titles.append([title.stand(-Frame.SAFE_X + title.width / 2, high - 0.3)])
        rule = Math(factor, theme.text, Size.LABEL, colors)
        titles[0].append(
            rule.stand(titles[0][0].get_right()[0] + _APART + rule.width / 2, top - 0.3)
        )
        self.gated, self.plain = bars
        self.titles = titles
        super().__init__(self.words, *bars, *(part for title in titles for part in title))
