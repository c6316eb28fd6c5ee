"""Where everything of the clip "what it remembers" stands, whatever its sizes."""

from collections.abc import Sequence

import numpy as np

from rnn_math.trace import Trace
from scenes.digits import NUMBERED
from scenes.mobjects.tasks.tags import room_for
from scenes.mobjects.text.sentence import Sentence
from scenes.naming import naming
from scenes.params import StateParams
from scenes.theme import Frame, Theme

_LARGEST_CELL = (1.5, 0.7)
_LARGEST_NUMBER = 0.32
_SMALLEST_NUMBER = 0.17  # whose digits are as high as the smallest letters that are read
_ARROW = 0.44  # least distance between columns that an arrow joins
_LONG_ARROW = 0.6  # and that between enlarged ones
_ZONE = 0.95  # beside a map, for its labels and its scale
_TAG = 0.26  # em at which a tag is read with ease
_MAP = 1.9  # height of a map whose rows could be higher
_ROW = 0.27  # least height of a row that carries numbers
_ZOOMED = (1.35, 2.75)  # a map that stands alone: how much larger, how high
_CEILING = 2.72
_WIRED = 0.26  # where a framed map must end, so that its wires to the tags can be seen
_FLOOR = -2.82
_BASELINE = -2.66  # of words that stand on one line


class StateLayout:
    """Sizes and places for a sentence of T words and its changed twin, and H units.

    Columns stand at ``apart``, with cells ``width`` wide, or ``together``, with cells that touch
    at every ``pitch``: x for step 0, before the first word, to step T.
    A map alone stands in the ``middle``, ``zoom`` times as large; of two, one stands at ``top``
    and one at ``low``, or a chart ``chart_height`` high at ``chart``. Words always stand below.
    Raises :class:`LayoutError` if they have no room; it names ``state.swap_word`` where that is to
    blame.
    """

    def __init__(self, before: Trace, after: Trace, params: StateParams, theme: Theme) -> None:
        steps, units = len(before), before.cell.hidden_size
        self.width = min(_LARGEST_CELL[0], (2 * Frame.SAFE_X - _ARROW * steps) / (steps + 1))
        self.pitch = self._pitch(steps, before, after, theme)
        self.together = places(steps + 1, self.pitch)
        self.words = Sentence(before, self.together[1:], theme)
        with naming("state", params, "swap_word"):  # the rest of it has just found room
            self.changed_words = Sentence(after, self.together[1:], theme)
        drop = max(-row.get_bottom()[1] for row in (self.words, self.changed_words))
        self.baseline = max(_BASELINE, _FLOOR + drop)
        self.floor = self.baseline + 0.42  # what stands above the words ends here
        for row in (self.words, self.changed_words):
            row.shift((0, self.baseline, 0))

        self.gap = max(0.35, self.words.token(params.swap_step).height + 0.3)
        room = _CEILING - self.floor - self.gap
        under_tags = _WIRED - self.floor  # room for a map that wires lead out of
        for self.numbered in (units <= NUMBERED, False):
            wanted = max(_MAP, _ROW * units) if self.numbered else _MAP
            self.height = min(_LARGEST_CELL[1], min(wanted, room / 2, under_tags) / units)
            self.size = min(_LARGEST_NUMBER, 0.66 * self.height, self.width / 3.9)
            if self.size >= _SMALLEST_NUMBER:
                break  # else words on many lines leave no room for numbers
        self.map_height = units * self.height
        self.chart_height = room - self.map_height
        self.top = _CEILING - self.map_height / 2
        self.low = self.floor + self.map_height / 2
        self.chart = self.floor + self.chart_height / 2
        self.under_tags = self.floor + 0.3 + self.map_height / 2
        self.zoom = self._zoom(steps)
        column = self.zoom * self.width
        outer = max(column, self.words.token(steps).width)
        widest = (2 * Frame.SAFE_X - outer) / steps
        self.apart = places(steps + 1, max(self.pitch, min(widest, column + 1.0)))
        self.middle = (_CEILING - 0.4 + self.floor) / 2

    def _pitch(self, steps: int, before: Trace, after: Trace, theme: Theme) -> float:
        """Columns touch, at the least distance at which words and tags are read with ease."""
        tags = [answer.label for trace in (before, after) for answer in trace.answers]
        narrowest = max((room_for(tag, _TAG) for tag in tags), default=0.0)
        widest = max(self.width, (2 * (Frame.SAFE_X - _ZONE)) / (steps + 1))
        for pitch in np.linspace(self.width, widest, 4):
            xs = places(steps, float(pitch))
            if pitch >= narrowest and all(
                Sentence.is_easy(trace, xs, theme) for trace in (before, after)
            ):
                return float(pitch)
        return widest

    def _zoom(self, steps: int) -> float:
        """As large as arrows between the columns and labels beside the map allow."""
        columns = (2 * Frame.SAFE_X - _LONG_ARROW * steps) / ((steps + 1) * self.width)
        closed = Frame.SAFE_X / (self.pitch * (steps + 1) / 2 + _ZONE)
        return max(1.0, min(_ZOOMED[0], _ZOOMED[1] / self.map_height, columns, closed))


def places(count: int, pitch: float) -> Sequence[float]:
    """``count`` places ``pitch`` apart, centred."""
    return [(number - (count - 1) / 2) * pitch for number in range(count)]
