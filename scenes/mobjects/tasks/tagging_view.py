"""A sentence that is tagged: a word in and a tag out at every step, and what that is worth."""

from dataclasses import dataclass
from typing import Any

from manim import VGroup

from rnn_math.tasks.tagging import true_tags
from scenes.binding import Source
from scenes.mobjects.network.wired_network import WiredNetwork, WiringLayout
from scenes.mobjects.shapes.area import Area
from scenes.mobjects.tasks.score_board import BoardWords, ScoreBoard
from scenes.mobjects.tasks.tags import TagRow, corrections
from scenes.mobjects.text.sentence import Sentence, unknown_key
from scenes.mobjects.text.text import Math
from scenes.params import Notation
from scenes.roles import symbol
from scenes.theme import Frame, Size, Theme

_LAYOUTS = (  # from the most pleasant on; long words on two levels leave less room
    WiringLayout(block_height=0.85, wire=0.52),
    WiringLayout(block_height=0.75, wire=0.44),
    WiringLayout(block_height=0.6, wire=0.36),
    WiringLayout(block_height=0.6, wire=0.36, size=0.26),
    WiringLayout(block_height=0.6, wire=0.36, size=Size.SMALLEST),
)
_GAP = 0.14  # from a wire to what it carries
_TAG = 0.62  # from the lower edge of a tag's number to the middle of its frame
_LARGEST = 1.25  # times its own size, while nothing else is on screen
_WIDEST = 2 * Frame.SAFE_X - 1.0  # of what is enlarged
_BOARD = 0.25  # from the words to the score


@dataclass(frozen=True)
class TaggingWords:
    """What the view says in words."""

    unknown: str  # what the mark of an unknown word means
    wrong: str  # over a tag that is wrong, with the {tag} that would be right
    board: BoardWords


class TaggingView(VGroup):
    """The network of a sentence with its words, tags and symbols; a score, if there is one.

    ``names_in`` and ``names_out`` are the symbols of the inputs and outputs, which words and tags
    take the places of. All stand large in the middle of the frame; :meth:`lift` makes room for
    ``board``. Where the right tags are known, ``mistakes[t]`` says over a wrong tag what would be
    right. Only the network is a submobject. Raises :class:`LayoutError` for what has no room.
    """

    def __init__(
        self, source: Source, theme: Theme, notation: Notation, words: TaggingWords
    ) -> None:
        self.source, self.theme, self.trace = source, theme, source.trace
        self.key = unknown_key(self.trace, words.unknown, theme)
        top = Frame.CONTENT_TOP - (0.35 if self.key else 0.1)
        below = 0.0
        if self.trace.score is not None:
            below = _BOARD + ScoreBoard.height_of(words.board, self.trace.score)
        for layout in _LAYOUTS:
            everything = self._lay_out(layout, notation, words.wrong)
            if everything.height + below <= top - Frame.CONTENT_BOTTOM:
                break
        super().__init__(self.network)
        self.raised = top - everything.height / 2
        self.board = None
        if self.trace.score is not None:
            bottom = top - everything.height - _BOARD
            room = Area(-Frame.SAFE_X, Frame.SAFE_X, Frame.CONTENT_BOTTOM, bottom)
            self.board = ScoreBoard(source, theme, words.board, room)
        middle = (Frame.CONTENT_TOP + Frame.CONTENT_BOTTOM) / 2
        highest = 2 * (top - middle)
        self.zoom = max(
            1.0,
            min(_LARGEST, _WIDEST / everything.width, highest / everything.height),
        )
        everything.scale(self.zoom).move_to((0, middle, 0))

    def _lay_out(self, layout: WiringLayout, notation: Notation, wrong: str) -> VGroup:
        """Build all but the board, with blocks and wires as in ``layout``."""
        trace, theme = self.trace, self.theme
        self.network = network = WiredNetwork(trace.wiring, theme, layout=layout)
        low = network.bottom - layout.wire - _GAP
        high = network.top + layout.wire + _GAP
        self.words = Sentence(trace, network.xs, theme, layout.size)
        self.words.shift((0, low - self.words.get_top()[1], 0))
        self.tags = TagRow(self.source, network.xs, theme, high + _TAG)
        steps = range(1, len(trace) + 1)
        self.names_in = VGroup(
            *(Math(symbol("x", notation, t), theme.input, Size.LABEL * 1.2) for t in steps)
        )
        self.names_out = VGroup(
            *(Math(symbol("o", notation, t), theme.output, Size.LABEL * 1.2) for t in steps)
        )
        for x, before, after in zip(network.xs, self.names_in, self.names_out, strict=True):
            before.move_to((x, low - before.height / 2, 0))
            after.move_to((x, high + after.height / 2, 0))
        right = true_tags(trace.tokens)
        ours = set(right) <= set(trace.labels)  # else it has tags of another kind
        self.mistakes = corrections(self.tags, right if ours else (), wrong, theme, network.xs)
        return VGroup(
            network, self.names_in, self.names_out, self.words, self.tags, *self.mistakes.values()
        )

    def lift(self) -> Any:
        """The network and all that has come shrink and rise above the board."""
        shown = VGroup(self.network, self.network.finished(), self.words, self.tags)
        shown.add(*self.mistakes.values())
        middle = VGroup(self.words, self.tags, *self.mistakes.values()).get_center()
        return shown.animate.scale(1 / self.zoom, about_point=middle).shift(
            (0, self.raised - middle[1], 0)
        )
