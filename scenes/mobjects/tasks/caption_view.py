"""A caption being written: an image, its state, and the network that writes letter by letter."""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from manim import DashedVMobject, Mobject, SurroundingRectangle, VGroup

from rnn_math.tasks.text import END
from rnn_math.trace import Address, Trace
from scenes.binding import Source
from scenes.mobjects.network.wired_network import WiredNetwork, WiringLayout
from scenes.mobjects.shapes.rounded import RoundedBox
from scenes.mobjects.shapes.wires import Wire
from scenes.mobjects.tasks.image_grid import ImageGrid, StateGrid
from scenes.mobjects.tasks.tags import Tag, TagRow, em
from scenes.mobjects.text.text import Numeral, Words
from scenes.theme import Frame, Size, Theme

SERIOUS = 0.05  # probability from which a letter that was not written is shown as a rival
_IMAGE = 1.9  # side
_ENCODE = 0.55  # length of the wire from the image to the state
_GAP = 0.14  # from a wire to what it carries
_TAG = 0.62  # from the lower edge of a tag's number to the middle of its frame
_RIVAL = 0.76  # from the upper edge of a tag to the middle of its rival's frame
_AROUND = 0.32  # beside a rival's letter: its frame, and the gap to the next one
_MISTAKE = 0.09  # from the tags of a wrong caption to the frame round them
_LAYOUT = WiringLayout(block_height=1.05, wire=0.68, entry=0.65)


@dataclass(frozen=True)
class CaptionWords:
    """What stands beside a caption, in the language of the lecture."""

    reads: str  # names of the rows of letters
    writes: str
    rivals: str
    mistake: str  # under an image whose caption is wrong, in lines
    truth: str  # with {truth}


@dataclass(frozen=True)
class Rival:
    """The letter that was second at a step of a trace."""

    step: int
    label: str
    probability: float


def rivals(trace: Trace) -> list[Rival]:
    """At every step that answers, the second most probable letter, if it was a serious one."""
    found = []
    for answer in trace.answers:
        order = np.argsort(trace.o[answer.step - 1])
        if len(order) > 1:
            k = int(order[-2])
            found.append(Rival(answer.step, trace.labels[k], float(trace.o[answer.step - 1, k])))
    return [rival for rival in found if rival.probability >= SERIOUS]


class CaptionView:
    """Everything about one caption, each in its place; nothing is on screen by itself.

    From left to right: ``image``, the wire ``encoding`` to the first ``state``, and the
    ``network`` into which it leads. ``letters`` are read, ``tags`` are written; ``rivals[t]``
    stands over the tag of step t where another letter was nearly as probable. If the caption is
    not ``truth``, ``mistake`` frames it and says so under the image.
    """

    def __init__(
        self,
        sources: tuple[Source, Source],
        theme: Theme,
        words: CaptionWords,
        wrong: str | None = None,
    ) -> None:
        image, self.source = sources
        self.theme, self.trace = theme, self.source.trace
        layout = _LAYOUT
        for _ in range(2):  # once to see how large it is, once in the middle
            self._build(image, layout, words, wrong)
            whole = self.whole()
            x, y = whole.get_center()[:2]
            layout = replace(layout, left=layout.left - x, right=layout.right - x, y=layout.y - y)

    def _build(
        self, image: Source, layout: WiringLayout, words: CaptionWords, wrong: str | None
    ) -> None:
        theme = self.theme
        beside = _IMAGE + 0.06 + _ENCODE + 0.95
        layout = replace(layout, left=layout.left + beside)
        self.network = network = WiredNetwork(self.trace.wiring, theme, layout=layout)
        size = network.block_width - 0.16, layout.block_height - 0.16
        self.state = StateGrid(image, 1, theme, size)
        start = network.state_wires[0].route[0]
        self.state.move_to(start - (self.state.width / 2, 0, 0))
        left = self.state.get_left()[0]
        route = [(left - _ENCODE, layout.y), (left, layout.y)]
        self.encoding = Wire(route, theme.input)
        self.image = ImageGrid(image, theme, _IMAGE)
        self.image.move_to((route[0][0] - self.image.width / 2, layout.y, 0))
        low = network.bottom - layout.wire - _GAP
        self.letters = self._letters(low)
        high = network.top + layout.wire + _GAP
        self.tags = TagRow(self.source, network.xs, theme, high + _TAG)
        self.rivals = {rival.step: self._rival(rival) for rival in rivals(self.trace)}
        self.rows = VGroup(
            VGroup(self._row(words.reads, self.letters[0], theme.input)),
            VGroup(self._row(words.writes, self.tags.tags[0].label, theme.output)),
        )
        self.rival_row = VGroup()
        if self.rivals:
            label = next(iter(self.rivals.values())).label
            self.rival_row.add(self._row(words.rivals, label, theme.muted))
        self.mistake = VGroup() if wrong is None else self._mistake(words, wrong)

    def wiring_of(self, step: int) -> tuple[Mobject, list[Wire], list[Wire]]:
        """What a step adds to the network: its block, the wires into it and those out of it."""
        network = self.network
        into = network.input_wires.get(step), network.feedback.get(step - 1)
        arriving = [*into, network.state_wires.get(step - 1)]
        leaving = [network.output_wires.get(step)]
        return network.blocks[step], *([w for w in ws if w] for ws in (arriving, leaving))

    def whole(self) -> VGroup:
        """All of it."""
        return VGroup(
            self.image, self.encoding, self.state, self.network, self.network.finished(),
            self.letters, self.tags, self.rows, self.rival_row, *self.rivals.values(),
            self.mistake,
        )  # fmt: skip

    def _letters(self, top: float) -> VGroup:
        """What is read, one below each block; only what is too wide for its place is smaller."""
        letters = VGroup()
        for x, token in zip(self.network.xs, self.trace.tokens, strict=True):
            letter = Words(token, self.theme.input, Size.TOKEN)
            letter.scale(min(1.0, (self.room - _GAP) / letter.width))
            letters.add(letter.stand(x, top - 0.75 * Size.TOKEN))
        return letters

    @property
    def room(self) -> float:
        """From step to step."""
        return min((b - a for a, b in pairwise(self.network.xs)), default=2.0)

    def _row(self, text: str, row: Words, color: str) -> Words:
        """The name of a row, left of all that stands in it, on its baseline."""
        edge = min(self.tags.get_left()[0], self.letters.get_left()[0]) - 0.3
        name = Words(text, color, Size.NOTE)
        return name.stand(edge - name.width / 2, row.baseline)

    def _rival(self, rival: Rival) -> "RivalTag":
        tag = self.tags.tags[rival.step - 1]
        fits = max((self.room - _AROUND) / em(rival.label), Size.SMALLEST)
        size = min(tag.label.size, fits)
        group = RivalTag(self.source, rival, self.theme, tag, size)
        return group.shift((self.network.x(rival.step), tag.get_top()[1] + _RIVAL, 0))

    def _mistake(self, words: CaptionWords, wrong: str) -> VGroup:
        """A frame round the letters, and what is right under the image."""
        tags, answers = self.tags.tags, self.trace.answers
        said = [tag for tag, a in zip(tags, answers, strict=True) if a.label != END] or tags
        frame = SurroundingRectangle(
            VGroup(*said),
            color=self.theme.text,
            buff=_MISTAKE,
            corner_radius=0.18,
            stroke_width=2.5,
        )
        notes = VGroup()
        for number, text in enumerate((words.mistake, words.truth.format(truth=wrong))):
            note = Words(text, self.theme.text, Size.NOTE)
            note.stand(self.image.get_x(), self.image.get_bottom()[1] - 0.36 - 0.36 * number)
            notes.add(note)
        notes.shift((max(0.0, -Frame.SAFE_X - notes.get_left()[0]), 0, 0))
        return VGroup(frame, notes)


class RivalTag(VGroup):
    """What was nearly written: like the ``tag`` of that step, but hollow, dashed, grey."""

    def __init__(self, source: Source, rival: Rival, theme: Theme, tag: Tag, size: float) -> None:
        self.label = Words(rival.label, theme.muted, size)
        outline = RoundedBox(
            corner_radius=0.14,
            width=self.label.width + 0.26,
            height=tag.frame.height,
            stroke_color=theme.muted,
            stroke_width=2,
        )
        frame = DashedVMobject(outline, num_dashes=22)
        self.label.stand(0, -0.32 * size)
        address = Address("o", rival.step, (source.trace.labels.index(rival.label),))
        self.number = Numeral(source, address, theme.muted, tag.number.size, 1, percent=True)
        self.number.next_to(frame, (0, -1, 0), buff=0.12)
        super().__init__(frame, self.label, self.number)
