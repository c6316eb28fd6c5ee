"""Where everything of the clip "what it remembers" stands, whatever its sizes."""

from collections.abc import Sequence

import numpy as np

from rnn_math.trace import Trace
from scenes.mobjects.cells import NUMBERED
from scenes.mobjects.sentence import Sentence
from scenes.theme import Frame, Theme

_LARGEST_CELL = (1.5, 0.7)
_LARGEST_NUMBER = 0.32
_ARROW = 0.44  # least distance between columns that an arrow joins
_ZONE = 0.75  # beside a map, for its labels and its scale
_CEILING = 2.72
_FLOOR = -2.82
_BASELINE = -2.66  # of words that stand on one line


class StateLayout:
    """Sizes and places for a sentence of T words and its changed twin, and H units.

    Columns stand at ``apart`` or ``together``: x for step 0, before the first word, to step T.
    Maps and charts stand in one of two slots, centred at ``top`` and ``low``, or alone in the
    ``middle``. Words always stand below. Raises :class:`LayoutError` if they have no room.
    """

    def __init__(self, before: Trace, after: Trace, swap_step: int, theme: Theme) -> None:
        steps, units = len(before), before.cell.hidden_size
        self.width = min(_LARGEST_CELL[0], (2 * Frame.SAFE_X - _ARROW * steps) / (steps + 1))
        self.pitch = self._pitch(steps, before, after, theme)
        self.together = places(steps + 1, self.pitch)
        widest = (2 * Frame.SAFE_X - self.width) / steps
        self.apart = places(steps + 1, max(self.pitch, min(widest, self.width + 1.0)))

        self.words = Sentence(before, self.together[1:], theme)
        self.changed_words = Sentence(after, self.together[1:], theme)
        drop = max(-row.get_bottom()[1] for row in (self.words, self.changed_words))
        self.baseline = max(_BASELINE, _FLOOR + drop)
        self.floor = self.baseline + 0.42  # what stands above the words ends here
        for row in (self.words, self.changed_words):
            row.shift((0, self.baseline, 0))

        self.gap = max(0.35, self.words.token(swap_step).height + 0.3)
        self.slot = (_CEILING - self.floor - self.gap) / 2
        self.height = min(_LARGEST_CELL[1], self.slot / units)
        self.map_height = units * self.height
        self.numbered = units <= NUMBERED
        self.size = min(_LARGEST_NUMBER, 0.66 * self.height, self.width / 3.9)
        self.top = _CEILING - self.slot / 2
        self.low = self.floor + self.slot / 2
        self.middle = (_CEILING - 0.3 + self.floor) / 2
        self.under_tags = self.floor + 0.25 + self.slot / 2

    def _pitch(self, steps: int, before: Trace, after: Trace, theme: Theme) -> float:
        """Columns touch, unless their words need more room than that."""
        widest = max(self.width, (2 * (Frame.SAFE_X - _ZONE)) / (steps + 1))
        for pitch in np.linspace(self.width, widest, 4):
            xs = places(steps, float(pitch))
            if all(Sentence.is_easy(trace, xs, theme) for trace in (before, after)):
                return float(pitch)
        return widest


def places(count: int, pitch: float) -> Sequence[float]:
    """``count`` places ``pitch`` apart, centred."""
    return [(number - (count - 1) / 2) * pitch for number in range(count)]
